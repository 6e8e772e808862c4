"""Ride offers as drivers and operators tell them, laid on the streets."""
