"""Ways inside stop places: pathways between platforms, and between them and the street."""

from routing.indoors.ways import IndoorWays

__all__ = ["IndoorWays"]
