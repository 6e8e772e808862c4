"""Fetching: one HTTP client for all adapters, files and recordings, and who asks them in turn."""
