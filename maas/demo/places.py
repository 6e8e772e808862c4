"""Questions worth asking of the invented city, for whoever shows it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Example:
    """Two places as `fromPlace` and `toPlace` take them."""

    origin: str
    destination: str


EXAMPLE = Example("46.2170,-2.6283", "46.1855,-2.6055")
"""From the north-western suburbs over the river: by bus, tram, metro or train, with changes."""
