"""Two tables of one town: what changes, and what does not."""

import json

import pytest

from feeds.fetch.pairs import composed
from feeds.parking_table.joining import folded_name
from feeds.parsed import Parsed
from tests.feeds.parking_table.tables import read, rules, told

LIVE = 'id = "id"\nname = "name"\nfree = "free"\nstatic_url = "file:b"\n'
STATIC = (
    '[static]\nid = "nr"\nname = "title"\ncapacity = "all"\npoint = "at"\nkind = "=underground"'
)


def read_two(match: str, live: object, static: object) -> Parsed:
    content = composed(json.dumps(live).encode(), json.dumps(static).encode())
    return read(f'{LIVE}match = "{match}"\n{STATIC}', content)


def test_the_same_by_id() -> None:
    live = [{"id": 1, "name": "Foch", "free": 3}, {"id": 2, "name": "Gare", "free": 4}]
    static = [
        {"nr": 1, "title": "Place Foch", "all": 9, "at": [48.5, 7.25]},
        {"nr": 3, "title": "Hof", "all": 5, "at": [48.6, 7.25]},
    ]
    parsed = read_two("id", live, static)
    found = [(each.id, each.name, each.lat, each.capacity, each.free) for each in told(parsed)]
    assert found == [
        ("1", "Foch", 48.5, 9, 3),
        ("2", "Gare", None, None, 4),
        ("3", "Hof", 48.6, 5, None),
    ]
    assert rules(parsed) == {"missing_position": 1}


def test_the_same_by_name_has_the_id_of_what_does_not_change() -> None:
    live = [{"id": 1, "name": "Munzinger Str.", "free": 3}]
    static = [{"nr": 7, "title": "MUNZINGER-STRASSE", "all": 9, "at": [48.5, 7.25]}]
    (found,) = told(read_two("name", live, static))
    assert (found.id, found.name, found.free, found.capacity) == ("7", "Munzinger Str.", 3, 9)


@pytest.mark.parametrize("name", ["Münzstraße", "münzstr.", "Münzstrasse", "Münz-Str."])
def test_ways_to_write_a_street(name: str) -> None:
    assert folded_name(name) == "münzstr"


def test_free_places_are_judged_by_the_capacity_of_the_other_table() -> None:
    static = [{"nr": 1, "title": "a", "all": 9, "at": [48.5, 7.25]}]
    parsed = read_two("id", [{"id": 1, "name": "a", "free": 300}], static)
    assert told(parsed)[0].free is None
    assert rules(parsed) == {"free_over_capacity": 1}


def test_without_the_other_table_counts_are_told_all_the_same() -> None:
    live = [{"id": 1, "name": "a", "free": 3}]
    parsed = read_two("id", live, {"nothing": 1})
    assert told(parsed)[0].free == 3
    assert rules(parsed) == {"unreadable_static": 1, "missing_position": 1}
    assert told(read(f"{LIVE}{STATIC}", live))[0].free == 3
