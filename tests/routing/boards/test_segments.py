"""Vehicles on a map: where and when they are looked for, how far away one stands."""

import numpy as np
import pytest

from maas.model import Box, LatLon
from routing.boards import Look
from routing.planner import Planner
from tests.lines import lisbon, planner_over
from tests.routing.boards.test_board import EIGHT, STATION

TOWN = Box(LatLon(41.1, -8.7), LatLon(41.2, -8.6))
AWAY = Box(LatLon(41.22, -8.7), LatLon(41.3, -8.6))


@pytest.fixture(scope="module")
def planner() -> Planner:
    return planner_over(STATION)


def seen(planner: Planner, box: Box, start: int, **more: float) -> list[str]:
    """Segments as "route from-to", during one minute at zoom 12 where nothing else is said."""
    look = {"end": start + 60, "zoom": 12.0, "at_most": 100} | more
    segments = planner.boards.trips(Look(box, start, **look))  # type: ignore[arg-type]
    return [
        f"{each.display_name} {each.origin.stop_id}-{each.destination.stop_id}".replace("bus:", "")
        for each in segments
    ]


def test_what_runs_between_two_stops_while_one_looks(planner: Planner) -> None:
    assert seen(planner, TOWN, EIGHT + 300) == ["T P1-FAR", "B BUS-SHOP"]
    assert seen(planner, TOWN, EIGHT - 300) == []
    assert seen(planner, TOWN, EIGHT + 1260) == []


def test_only_segments_that_touch_the_box(planner: Planner) -> None:
    assert seen(planner, AWAY, EIGHT + 300) == ["T P1-FAR"]
    ten = lisbon("2023-09-20T10:01")
    assert seen(planner, AWAY, ten) == []
    assert seen(planner, TOWN, ten) == ["B SHOP-P2"]
    assert seen(planner, AWAY, ten + 300) == ["B P2-FAR"]


def test_over_midnight(planner: Planner) -> None:
    assert seen(planner, TOWN, lisbon("2023-09-21T00:12")) == ["B BUS-SHOP"]


def test_from_far_away_only_trains(planner: Planner) -> None:
    assert seen(planner, TOWN, EIGHT + 300, zoom=7) == ["T P1-FAR"]
    assert seen(planner, TOWN, EIGHT + 300, zoom=2) == []


def test_of_too_many_trains_are_told_first(planner: Planner) -> None:
    assert seen(planner, TOWN, EIGHT + 300, at_most=1) == ["T P1-FAR"]


def test_a_long_look_finds_what_many_short_ones_find(planner: Planner) -> None:
    hours = 20
    for box in (TOWN, AWAY):
        whole = seen(planner, box, EIGHT, end=EIGHT + hours * 3600)
        short = {
            name for minute in range(hours * 60) for name in seen(planner, box, EIGHT + 60 * minute)
        }
        assert set(whole) == short


def test_a_segment_says_when_and_how_far(planner: Planner) -> None:
    [train, _] = planner.boards.trips(Look(TOWN, EIGHT, EIGHT + 600, 12, 100))
    assert (train.departure, train.arrival) == (EIGHT, EIGHT + 1200)
    assert train.trip_id == "20230920_08:00_bus:out"
    metres = train.origin.at.distance_m(train.destination.at)
    assert train.distance_m == pytest.approx(metres, rel=1e-3)
    assert np.allclose(train.line[0], [train.origin.at.lat, train.origin.at.lon])
