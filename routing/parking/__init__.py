"""Where cars and bikes are parked: what is told of it, joined to the streets, and searched."""
