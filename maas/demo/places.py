"""Questions worth asking of the invented city, for whoever shows it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Example:
    """Two places as `fromPlace` and `toPlace` take them."""

    origin: str
    destination: str


EXAMPLE = Example("46.2160,-2.6250", "46.1835,-2.5800")
"""From the north-western suburbs over the river to the south-east."""
