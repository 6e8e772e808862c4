"""Buses and closed streets: which lines lead through what is closed, when, and how it is told."""
