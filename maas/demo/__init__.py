"""An invented city, written as the feeds real cities publish.

It lies on open sea off the French Atlantic coast, where no town is. The same seed gives the same
bytes. Nothing here reads a feed: what the adapters make of these files is their own work.
"""

from pathlib import Path

from maas.demo.places import EXAMPLE

__all__ = ["EXAMPLE", "generate"]

DEFAULT_STOPS = 360


def generate(folder: Path, seed: int = 1, n_stops: int = DEFAULT_STOPS, live: str = "") -> Path:
    """Write the city into a folder; returns its territory file.

    Args:
        n_stops: about how many stops the city network has; streets and lines grow with it.
        live: address of what happens there (`maas.demo.live`); "": nothing is heard of it.
    """
    from maas.demo.city import write_city  # what draws streets is too heavy for the simulator

    return write_city(folder, seed, n_stops, live)
