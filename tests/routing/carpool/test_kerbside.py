"""Where drivers may halt for somebody: at stops, at open places, else at corners."""

from maas.live import CarpoolPlace
from routing.carpool.kerbside import Kerbside
from routing.carpool.meeting import Meetings
from tests.carpooltowns import place
from tests.streetmaps import StreetMap
from tests.streetmaps import Town as Streets
from tests.towns import Town

STREETS = """
    A-------B-------C
    |       |       |
    |       |       |
    D-------E-------F
"""
WAYS = ("ABC", "DEF", "AD", "BE", "CF")


def drawn(kind: str, **other: str) -> Streets:
    return Streets(StreetMap(STREETS, dict.fromkeys(WAYS, f"highway={kind}") | other))


def halts(town: Streets, *places: CarpoolPlace) -> list[str]:
    """Ids of places, letters of corners."""
    shared = {f"p:{each.id}": each for each in places}
    found = Kerbside.of(town.router, Meetings.of(None, shared)).points
    return [point.id or town.letter([point.lat, point.lon]) for point in found]  # type: ignore[arg-type]


def test_a_corner_where_nothing_else_is_near() -> None:
    town = drawn("residential")
    assert sorted(halts(town)) == ["B", "E"]
    assert halts(town, place("1", town.positions["B"])) == ["p:1", "E"]


def test_closed_places_are_none_and_far_ones_neither() -> None:
    town = drawn("residential")
    shut = place("1", town.positions["A"], is_open=False)
    far = town.positions["A"]
    off = place("2", type(far)(far.lat + 50 / 111_195, far.lon))
    assert sorted(halts(town, shut, off)) == ["B", "E"]


def test_nobody_halts_on_fast_or_private_roads() -> None:
    assert halts(drawn("trunk")) == []
    private = dict.fromkeys(WAYS, "highway=residential access=destination")
    assert halts(Streets(StreetMap(STREETS, private))) == []


def test_of_stops_of_a_place_the_busiest_is_worth_most() -> None:
    lines = {"1": ("A 08:00 B 08:05 C 08:10", "A 09:00 B 09:05 C 09:10"), "2": ("D 08:00 B 08:09",)}
    town = Town(STREETS, dict.fromkeys(WAYS, "highway=residential"), lines)
    planner = town.planner
    assert planner.streets is not None
    found = Kerbside.of(planner.streets, Meetings.of(town.data[0], {}))
    stops = town.data[0].stops
    worth = {
        stops.id[point.stop].removeprefix("bus:"): worth
        for point, worth in zip(found.points, found.worth_s.tolist(), strict=True)
        if point.stop >= 0
    }
    assert set(worth) == set("ABCD")
    assert max(worth, key=lambda stop: worth[stop]) == "B"
    assert worth["A"] == worth["C"] > worth["D"]
