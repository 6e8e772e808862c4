"""What is asked of the geocoder, and what it answers."""

from dataclasses import dataclass
from enum import StrEnum

from maas.model import Box, LatLon, Mode


class MatchType(StrEnum):
    """What was found; names are MOTIS's."""

    ADDRESS = "ADDRESS"
    """A street, with or without a house number."""
    PLACE = "PLACE"
    STOP = "STOP"


@dataclass(frozen=True, slots=True)
class PlaceQuery:
    """A text, perhaps not typed to its end, and what may be found for it."""

    text: str
    n: int = 10
    types: frozenset[MatchType] = frozenset(MatchType)
    modes: frozenset[Mode] | None = None
    """Stops must be called at by one of these; None: any."""
    near: LatLon | None = None
    bias: float = 1.0
    """How much nearness to `near` counts."""
    box: Box | None = None
    """Around all that may be found."""
    languages: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class MatchArea:
    """An area that a match lies in."""

    name: str
    level: int
    """OSM admin_level; 11 is a postcode."""
    is_matched: bool = False
    is_unique: bool = False
    """The first after the default one that tells the match from others of its name."""
    is_default: bool = False
    """The one to show beside the name."""


@dataclass(frozen=True, slots=True)
class Match:
    """A place that was meant, perhaps."""

    type: MatchType
    name: str
    id: str
    """A stop's id, `node/1` … of what OSM knows, empty for the rest."""
    at: LatLon
    score: float
    tokens: tuple[tuple[int, int], ...] = ()
    """(begin, length) of what was used of the text."""
    areas: tuple[MatchArea, ...] = ()
    street: str | None = None
    house_number: str | None = None
    postcode: str | None = None
    country: str | None = None
    zone: str | None = None
    description: str | None = None
    """Of a stop, as its feed has it."""
    stop_code: str | None = None
    modes: tuple[Mode, ...] = ()
    importance: float | None = None
    category: str | None = None
