"""Places to park as ParkAPI writes them, versions 3 and 1."""
