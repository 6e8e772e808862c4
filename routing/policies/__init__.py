"""Rules of places for vehicles, found on the streets."""
