"""Seats in private cars: what is offered, and how partners publish it."""
