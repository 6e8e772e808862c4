"""Fetching: one file over http(s), bounded; later the poller."""
