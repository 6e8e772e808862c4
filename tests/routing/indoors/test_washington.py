"""Door to door through Washington's stations, on foot and on wheels."""

from datetime import datetime
from functools import cache
from random import Random
from zoneinfo import ZoneInfo

import numpy as np
import pytest

from feeds.gtfs import read
from maas.itinerary import Itinerary
from maas.model import LatLon, Mode, Profile, SourceId
from maas.settings import RoutingSettings
from routing.graph import Graph
from routing.planner import Planner
from routing.question import End, Question
from routing.transfers import build_transfers
from tests.shared import shared

pytestmark = [pytest.mark.real, pytest.mark.slow]
EIGHT = int(datetime(2026, 5, 1, 8, tzinfo=ZoneInfo("America/New_York")).timestamp())
WALK, WHEELCHAIR = Profile.WALK, Profile.WHEELCHAIR


@cache
def washington() -> tuple[Graph, Planner]:
    """All of Metrorail, without streets."""
    lines = read(shared("data", "washington-wmata", "gtfs.zip"), SourceId("wmata"))[0]
    transfers = {p: build_transfers(lines, None, p, RoutingSettings()) for p in (WALK, WHEELCHAIR)}
    graph = Graph(lines, None, None, transfers)
    planner = Planner(graph)
    planner.warm(EIGHT)
    return graph, planner


def itineraries(origin: End, destination: End, profile: Profile = WALK) -> tuple[Itinerary, ...]:
    """What leads from end to end after eight; on wheels one may need long to the platform."""
    asked = Question(
        origin, destination, EIGHT, profile=profile, max_access_s=2400, max_egress_s=2400, wanted=2
    )
    return washington()[1].plan(asked).itineraries


def test_every_station_is_reached_from_its_street() -> None:
    graph, _ = washington()
    assert graph.timetable is not None
    stops, dice = graph.timetable.stops, Random(3)
    union = End(at=LatLon(38.8977, -77.0065))
    for platform in dice.sample(np.unique(graph.timetable.patterns.stop).tolist(), 25):
        at = LatLon(float(stops.lat[platform]) + 1e-3, float(stops.lon[platform]) - 1e-3)
        if at.distance_m(union.at) < 2000:  # type: ignore[arg-type]
            continue
        found = {profile: itineraries(End(at=at), union, profile) for profile in (WALK, WHEELCHAIR)}
        assert found[WALK] and found[WHEELCHAIR], stops.name[platform]
        for profile, ways in found.items():
            for way in ways:
                is_plausible(way, profile)


def is_plausible(way: Itinerary, profile: Profile) -> None:
    """Legs follow each other, walks have steps, wheels meet no stairs."""
    for before, after in zip(way.legs, way.legs[1:], strict=False):
        assert before.arrival <= after.departure
    for leg in way.legs:
        if leg.mode is not Mode.WALK:
            continue
        assert leg.steps and leg.distance_m
        assert leg.distance_m <= 2.5 * leg.duration  # a node at Navy Yard lies 170 m off
        assert [step.first for step in leg.steps[1:]] >= [step.last for step in leg.steps[:-1]]
        if profile is WHEELCHAIR:
            assert "STAIRS" not in {step.relative for step in leg.steps}


@pytest.mark.parametrize(
    ("origin", "destination", "change"),
    [("STN_A09", "STN_C05", "Metro Center"), ("STN_E04", "STN_D06", "L'Enfant Plaza")],
)
def test_a_change_from_line_to_line_takes_minutes_and_tells_its_way(
    origin: str, destination: str, change: str
) -> None:
    way = itineraries(End(stop_id=f"wmata:{origin}"), End(stop_id=f"wmata:{destination}"))[0]
    (walk,) = [leg for leg in way.legs if leg.mode is Mode.WALK]
    assert change in walk.origin.place.name and change in walk.destination.place.name
    assert 30 <= walk.duration <= 240
    assert "STAIRS" in [step.relative for step in walk.steps]
    assert walk.origin.place.level is not None
