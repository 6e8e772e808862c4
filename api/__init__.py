"""HTTP: handlers, rendering and the page. Everything below is reached through routing and maas."""
