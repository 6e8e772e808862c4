"""Seats in private cars: where drivers pass, who can be taken along, and the legs this makes."""
