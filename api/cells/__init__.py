"""What lies in H3 cells."""
