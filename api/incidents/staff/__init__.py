"""Incidents as staff write them: drafts, publishing, checks before it, history, tables."""
