"""An entry of the index while it is being built."""

from dataclasses import dataclass

from routing.places.tables import EntryKind


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that can be found; the members are those of `Entries`."""

    kind: EntryKind
    lat: float
    lon: float
    names: tuple[tuple[str, str], ...]
    """(text, language)"""
    importance: float
    row: int = -1
    id: int = 0
    element: int = 0
    modes: int = 0
    category: str = ""
    street: str = ""
    number: str = ""
    postcode: str = ""


@dataclass(frozen=True, slots=True)
class House:
    """One address with a number."""

    entry: int
    """The street."""
    id: int
    element: int
    lat: float
    lon: float
    number: str
    postcode: str
