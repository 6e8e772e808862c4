"""How well names of the invented city are found when people spoil them."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import pytest

from feeds import gtfs, osm
from feeds.osm import places
from maas.demo import generate
from maas.model import SourceId
from maas.timetable import join
from routing.graph import Graph
from routing.places import PlaceIndex, build_index
from routing.places.folding import folded
from routing.places.geocoder import Geocoder
from routing.places.match import MatchType, PlaceQuery
from routing.places.tables import EntryKind

LETTERS = "abcdefghijklmnopqrstuvwxyz"


@cache
def city() -> tuple[Geocoder, PlaceIndex]:
    """A small invented city."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        generate(folder, 1, 120)
        feeds = [gtfs.read(folder / f"{each}.zip", SourceId(each))[0] for each in ("city", "rail")]
        timetable, file = join(feeds), folder / "streets.osm.pbf"
        network = osm.read(file, SourceId("osm"))[0]
        index = build_index(timetable, network, [places.read(file)])
    return Geocoder(Graph(timetable, network, None, {}, index)), index


def named(kind: EntryKind) -> list[str]:
    """The first names of all entries of a kind, each once."""
    entries, names = city()[1].entries, city()[1].names
    rows = (row for row in range(entries.kind.size) if entries.kind[row] == kind)
    return sorted({names.text[int(entries.first_name[row])] for row in rows})


def spoilt(name: str, dice: Random) -> str:
    """One letter of the longest word replaced, left out, doubled or swapped with the next."""
    word = max(name.split(), key=len)
    at = name.index(word) + dice.randrange(1, len(word) - 1)
    kinds = (dice.choice(LETTERS), "", name[at] * 2)
    swapped = name[:at] + name[at + 1] + name[at] + name[at + 2 :]
    return dice.choice([*(name[:at] + kind + name[at + 1 :] for kind in kinds), swapped])


def found(text: str, name: str, wanted: MatchType) -> bool:
    """Whether a match of the name is among the first five."""
    matches = city()[0].find(PlaceQuery(text, n=5))
    return any(each.type is wanted and folded(each.name) == folded(name) for each in matches)


@pytest.mark.parametrize(
    ("kind", "wanted"),
    [
        (EntryKind.STREET, MatchType.ADDRESS),
        (EntryKind.STOP, MatchType.STOP),
        (EntryKind.PLACE, MatchType.PLACE),
    ],
)
def test_one_slip_costs_at_most_one_name_in_twenty(kind: EntryKind, wanted: MatchType) -> None:
    names, dice = named(kind)[:200], Random(1)
    hits = [found(spoilt(name, dice), name, wanted) for name in names]
    assert len(hits) > 20
    assert sum(hits) >= 0.95 * len(hits)


def test_every_house_is_found_by_its_address() -> None:
    hits = [found(address, address, MatchType.ADDRESS) for address in addresses()]
    assert len(hits) == 200
    assert sum(hits) >= 0.95 * len(hits)


def addresses() -> Iterator[str]:
    """Some addresses."""
    index = city()[1]
    for row in Random(1).sample(range(index.houses.id.size), 200):
        name = int(index.entries.first_name[index.houses.entry[row]])
        yield f"{index.names.text[name]} {index.houses.number[row]}"
