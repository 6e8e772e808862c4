"""The sources of the territory: how each is doing, and what its producer should hear of it."""
