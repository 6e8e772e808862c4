"""News of roads change the next answer, and change it back: planner and the way news take to it."""

from collections.abc import Mapping
from types import SimpleNamespace
from typing import cast

from maas.app.living import living
from maas.app.world import World
from maas.itinerary import Itinerary
from maas.live import RoadState
from maas.model import Mode, SourceId
from maas.settings import Territory
from maas.snapshot import Batch
from routing.planner import Planner
from routing.streets.roads import Roads
from tests.towns import ZONE, Town

TOWN = Town(
    """
    M---A-------B---N
        |       |
        |       |
        C-------D
    """,
    dict.fromkeys(("AB", "ACDB", "MA", "BN"), "highway=residential"),
    {"1": ("M 08:00 N 08:10",)},
)
NOW = 1_695_193_200
SOURCE = SourceId("roads")
WORLD = cast(
    World,
    SimpleNamespace(planner=TOWN.planner, timetable=TOWN.data[0], facilities=None),
)
TERRITORY = cast(Territory, SimpleNamespace(live_sources=(), zone=ZONE))
CLOSED = RoadState(1, is_closed=True)


def batches(*states: RoadState) -> Mapping[SourceId, Batch]:
    """What is known when one source speaks of roads."""
    return {SOURCE: Batch(SOURCE, NOW, states)}


def drive(planner: Planner) -> Itinerary:
    """The way by car from M to N."""
    town = Town(TOWN.drawing, TOWN.ways, TOWN.lines)
    town.__dict__["planner"] = planner
    found = town.ask("M", "N", direct_modes=(Mode.CAR,))
    return next(way for way in found.direct if way.legs[0].mode is Mode.CAR)


def metres(planner: Planner) -> int:
    """How long that way is, to ten metres."""
    return round((drive(planner).legs[0].distance_m or 0) / 10) * 10


def test_the_next_answer_goes_round_what_is_closed_and_then_does_not() -> None:
    usual = metres(TOWN.planner)
    news = living(WORLD, TERRITORY, batches(CLOSED), NOW, None)
    assert metres(news.planner) > usual + 300
    same = living(WORLD, TERRITORY, news.planner.roads.batches, NOW + 9, news)
    assert same.planner is news.planner
    assert metres(living(WORLD, TERRITORY, batches(), NOW, news).planner) == usual
    assert metres(living(WORLD, TERRITORY, {}, NOW, news).planner) == usual
    assert metres(TOWN.planner) == usual


def test_what_ends_is_laid_anew_when_it_ends() -> None:
    told = batches(RoadState(1, is_closed=True, until=NOW + 60))
    news = living(WORLD, TERRITORY, told, NOW, None)
    assert news.until == NOW + 60
    later = living(WORLD, TERRITORY, told, NOW + 60, news)
    assert later.until is None
    assert metres(later.planner) == metres(TOWN.planner) < metres(news.planner)


def test_other_ways_stay_as_they_are() -> None:
    planner = living(WORLD, TERRITORY, batches(CLOSED), NOW, None).planner
    assert isinstance(planner.roads, Roads)
    assert planner.parking is TOWN.planner.parking and planner.rentals is TOWN.planner.rentals
    town = Town(TOWN.drawing, TOWN.ways, TOWN.lines)
    town.__dict__["planner"] = planner
    walked = town.ask("M", "N").direct[0].duration
    assert walked == TOWN.ask("M", "N").direct[0].duration
