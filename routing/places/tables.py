"""The columns of the geocoder's index: a part of the generation, mapped into memory.

Entries are what can be found; names are how they are called (several per entry); words are what
names are made of, each with the names it stands in. All arrays are read-only.
"""

from dataclasses import dataclass
from enum import IntEnum

from maas.arrays import Bytes, Float32s, Float64s, Ids, Int16s, Int32s, Int64s, Texts


class EntryKind(IntEnum):
    """What an entry is; the number is what `Entries.kind` holds."""

    STOP = 0
    STREET = 1
    PLACE = 2
    """A point of interest or a settlement."""


@dataclass(frozen=True, slots=True)
class Entries:
    """What can be found. CSR: `first_name`, `first_area`, `first_house` slice other tables."""

    kind: Bytes
    """EntryKind"""
    row: Int32s
    """Of a stop its row in the timetable, else -1."""
    id: Int64s
    """OSM id of places and streets, 0 where there is none."""
    element: Bytes
    """maas.places.Element"""
    lat: Float64s
    lon: Float64s
    importance: Float32s
    """0 to 1: of stops by departures, of others by class."""
    modes: Int32s
    """Of stops: bit m, a line of model.TRANSIT_MODES[m] calls."""
    category: Int16s
    """Of places: row of PlaceIndex.categories."""
    street: Texts
    """Of places: the street of their address, as it is tagged."""
    number: Texts
    postcode: Int32s
    """Row of PlaceIndex.postcodes."""
    first_name: Int32s
    first_area: Int32s
    first_house: Int32s
    first_context: Int32s
    """Slices PlaceIndex.context: words that tell entries of one name apart (a place's street)."""


@dataclass(frozen=True, slots=True)
class EntryNames:
    """What entries are called, the first of each is the one on its signs."""

    text: Texts
    folded: Texts
    language: Texts
    entry: Int32s
    first_word: Int32s
    """`first_word[n] : first_word[n + 1]` slices word."""
    word: Int32s
    weight: Float32s
    """Sum of the weights of its words."""


@dataclass(frozen=True, slots=True)
class Words:
    """The distinct folded words of all names.

    `first_letter[w] : first_letter[w + 1]` slices letter; `first_name[w] : first_name[w + 1]`
    slices name: where the word stands.
    """

    text: Ids
    first_letter: Int32s
    letter: Int32s
    """Unicode code points."""
    signature: Int64s
    """Bit (code point % 64) of each letter: a word that lacks bits lacks letters."""
    weight: Float32s
    """0 to 1: the rarer, the more it tells."""
    first_name: Int32s
    name: Int32s


@dataclass(frozen=True, slots=True)
class Houses:
    """Addresses with a number, street by street."""

    id: Int64s
    element: Bytes
    lat: Float64s
    lon: Float64s
    number: Texts
    key: Int64s
    """`house_key` of the number: equal for equal numbers, however they are written."""
    leading: Int32s
    """The digits a number begins with: 12 of 12a."""
    postcode: Int32s
    """Row of PlaceIndex.postcodes."""
    entry: Int32s
    """The street."""
    first_area: Int32s


@dataclass(frozen=True, slots=True)
class AreaNames:
    """Areas that entries lie in: `first_name[a] : first_name[a + 1]` slices text, language.

    `first_word[a] : first_word[a + 1]` slices word: the words of all its names.
    """

    level: Int16s
    first_name: Int32s
    text: Texts
    language: Texts
    country: Texts
    first_word: Int32s
    word: Int32s


@dataclass(frozen=True, slots=True)
class PlaceCells:
    """What lies in which cell of maas.cells.INDEX_RESOLUTION.

    `first[c] : first[c + 1]` slices `item`: entries but streets, and after them (from n_entries
    on) houses.
    """

    cell: Int64s
    first: Int32s
    item: Int32s


@dataclass(frozen=True, slots=True)
class PlaceIndex:
    """Everything that can be found by name or nearby, of one generation."""

    entries: Entries
    names: EntryNames
    words: Words
    houses: Houses
    areas: AreaNames
    area_of: Int32s
    """Areas of entries, then of houses: what their `first_area` slice, the widest first."""
    context: Int32s
    categories: Texts
    postcodes: Texts
    street_of_way: Int32s
    """Entry of each way of the street network, -1 without a name."""
    cells: PlaceCells
