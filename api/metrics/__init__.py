"""What the service does, counted: `/metrics` in the words of Prometheus."""
