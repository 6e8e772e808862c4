"""Vehicles to rent as their operators tell them, laid on the streets."""
