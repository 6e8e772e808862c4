"""Ride offers on their way to the planner: of configured sources, and of the built-in one."""

from types import SimpleNamespace
from typing import cast

from maas.app.living import living
from maas.app.world import World
from maas.live import RoadState
from maas.live.incidents import Direction, Incident, IncidentKind
from maas.live.offers import CARPOOLS
from maas.model import SourceId
from maas.settings import Territory
from routing.carpool.offers import NO_OFFERS, Offers
from tests.carpooltowns import NOW, batches, offer, told_runs, waypoint
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
M, N = (TOWN.positions[letter] for letter in "MN")
WORLD = cast(
    World,
    SimpleNamespace(planner=TOWN.planner, timetable=TOWN.data[0], facilities=None),
)
SOURCES = (SimpleNamespace(id=SourceId("drive"), kind="amarillo"),)
TERRITORY = cast(Territory, SimpleNamespace(live_sources=SOURCES, zone=ZONE))
GO = offer("go", (waypoint(M), waypoint(N)))
BACK = offer("back", (waypoint(N), waypoint(M)))


def known(**sources: list) -> Offers:
    return living(WORLD, TERRITORY, batches(**sources), NOW, None).planner.offers


def test_offers_are_those_of_sources_of_carpools_and_of_ours() -> None:
    found = known(carpools=[BACK], drive=[GO], other=[GO])
    assert [each.id for each in found.offers] == ["drive:go", "carpools:back"]
    assert list(found.batches) == ["drive", CARPOOLS]
    assert sorted(found.points.stop.tolist()) == [0, 1]
    assert known() is NO_OFFERS


def test_they_are_laid_again_only_when_something_changed() -> None:
    told = batches(drive=[GO, BACK])
    first = living(WORLD, TERRITORY, told, NOW, None)
    assert first.until == first.planner.offers.until == NOW + 600
    same = living(WORLD, TERRITORY, dict(told), NOW + 9, first)
    assert same.planner.offers is first.planner.offers
    gone = living(WORLD, TERRITORY, told, NOW + 600, first)
    assert not gone.planner.offers.offers
    assert not living(WORLD, TERRITORY, {}, NOW, first).planner.offers.offers


def test_news_of_roads_reach_drivers() -> None:
    told = batches(drive=[GO])
    first = living(WORLD, TERRITORY, told, NOW, None)
    news = told | batches(roads=[RoadState(1, is_closed=True)])
    closed = living(WORLD, TERRITORY, news, NOW, first)
    assert told_runs(first.planner.offers) != told_runs(closed.planner.offers)
    again = living(WORLD, TERRITORY, told, NOW, closed)
    assert told_runs(first.planner.offers) == told_runs(again.planner.offers)


def test_drivers_go_round_what_is_closed_now() -> None:
    line = tuple((TOWN.positions[letter].lat, TOWN.positions[letter].lon) for letter in "AB")
    closure = Incident("1", IncidentKind.CLOSURE, line, direction=Direction.BOTH, end=NOW + 60)
    told = batches(drive=[GO])
    first = living(WORLD, TERRITORY, told, NOW, None)
    closed = living(WORLD, TERRITORY, told | batches(works=[closure]), NOW, first)
    assert told_runs(first.planner.offers) != told_runs(closed.planner.offers)
    over = living(WORLD, TERRITORY, told | batches(works=[closure]), NOW + 60, closed)
    assert told_runs(first.planner.offers) == told_runs(over.planner.offers)
