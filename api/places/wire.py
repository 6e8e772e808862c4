"""The JSON of what was found: names, types and meaning are MOTIS v6's."""

from typing import Literal

from msgspec import UNSET, UnsetType

from api.wire import Camel


class Area(Camel, frozen=True):
    """An area that a match lies in, the widest first."""

    name: str
    admin_level: int
    matched: bool
    default: bool
    unique: bool | UnsetType = UNSET


class Match(Camel, frozen=True):
    """A place that was meant, perhaps. A higher score is a better match."""

    type: Literal["ADDRESS", "PLACE", "STOP"]
    name: str
    id: str
    lat: float
    lon: float
    tokens: tuple[tuple[int, int], ...]
    """[first character, number of characters] of the words of the text that were used."""
    areas: tuple[Area, ...]
    score: float
    street: str | UnsetType = UNSET
    house_number: str | UnsetType = UNSET
    country: str | UnsetType = UNSET
    zip: str | UnsetType = UNSET
    tz: str | UnsetType = UNSET
    modes: tuple[str, ...] | UnsetType = UNSET
    importance: float | UnsetType = UNSET
    category: str | UnsetType = UNSET
