"""When a vehicle is worth renting."""

SAVED_S = 60
"""A way with a rented vehicle is told only if it is there so much sooner than one on foot."""
