"""Importing: static sources to a generation, checked, published by one rename (`building`)."""
