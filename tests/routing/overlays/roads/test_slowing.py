"""Jams, works and limits slow the streets they lie on, and fade when nobody tells of them."""

from collections.abc import Mapping
from zoneinfo import ZoneInfo

import msgspec
import numpy as np
import pytest

from maas.live.incidents import INCIDENTS, Direction, Incident, IncidentKind, Traveller
from maas.live.roads import RoadState
from maas.model import Profile, SourceId
from maas.snapshot import Batch
from maas.sources import LOST_S
from routing.overlays.incidents.applying import apply_incidents
from routing.overlays.roads.applying import apply_roads
from routing.overlays.roads.slowing import FRESH_S, STEP_S
from routing.streets.roads import Roads
from tests.streetmaps import StreetMap, Town

CAR = Profile.CAR
NOW = 1_700_000_000
WAZE = SourceId("waze")
UTC = ZoneInfo("UTC")
SQUARE = StreetMap(
    """
M---A-------B---N
    |       |
    C-------D
""",
    {
        "AB": "highway=residential maxspeed=45",
        "ACDB": "highway=residential maxspeed=45",
        "MA": "highway=residential maxspeed=45",
        "BN": "highway=residential maxspeed=45",
    },
)
TOWN = Town(SQUARE)
"""36 km/h is usual on all its streets."""


def jam(letters: str, **members: object) -> Incident:
    """A jam between two letters."""
    points = tuple((TOWN.positions[letter].lat, TOWN.positions[letter].lon) for letter in letters)
    told = Incident("-".join((letters, *map(str, members.items()))), IncidentKind.JAM, line=points)
    return msgspec.structs.replace(told, **{"direction": Direction.ONE, **members})


def roads_with(
    *jams: Incident,
    now: int = NOW,
    source: SourceId = WAZE,
    states: tuple[RoadState, ...] = (),
    previous: Roads | None = None,
) -> Roads:
    """The roads at a moment, of what was told at NOW."""
    batches: Mapping[SourceId, Batch] = {SourceId("r"): Batch(SourceId("r"), NOW, states)}
    told = {source: Batch(source, NOW, jams)}
    incidents = apply_incidents(TOWN.router, None, told, now, UTC, None)
    return apply_roads(TOWN.router, batches, now, previous, incidents)


def slower(roads: Roads) -> dict[int, float]:
    """By directed edge, of its usual time; what is as usual left out."""
    return {
        directed: round(share, 2)
        for directed, share in zip(roads.directed.tolist(), roads.share.tolist(), strict=True)
        if share != 1.0
    }


def test_jams_are_driven_at_their_speed_in_their_direction() -> None:
    assert list(slower(roads_with(jam("AB", kmh=9.0))).values()) == [pytest.approx(4.0, rel=0.02)]
    both = slower(roads_with(jam("AB", kmh=9.0, direction=Direction.BOTH)))
    assert len(both) == 2


def test_jams_make_nobody_faster() -> None:
    assert slower(roads_with(jam("AB", kmh=90.0))) == {}


def test_a_delay_is_shared_by_the_streets_it_is_met_on() -> None:
    town = Town(SQUARE)
    usual = town.seconds("M", "B", CAR)
    town.router = town.router.with_roads(roads_with(jam("MAB", delay_s=12)))
    assert town.seconds("M", "B", CAR) == usual + 12
    assert town.seconds("M", "A", CAR) == 10 + 4  # a third of the way


def test_a_part_of_a_street_is_slowed_by_as_much_as_it_is() -> None:
    a, b = TOWN.positions["A"], TOWN.positions["B"]
    half = ((a.lat, a.lon), (a.lat, (a.lon + b.lon) / 2))
    found = slower(roads_with(jam("AB", kmh=9.0, line=half)))
    assert list(found.values()) == [pytest.approx(2.5, rel=0.02)]


def test_the_slowest_that_is_told_is_believed() -> None:
    faster, slow = jam("AB", kmh=18.0), jam("AB", kmh=9.0)
    assert list(slower(roads_with(faster, slow)).values()) == [pytest.approx(4.0, rel=0.02)]
    state = RoadState(1, ord("A"), ord("B"), kmh=4.5)
    roads = roads_with(faster, states=(state,))
    assert list(slower(roads).values()) == [pytest.approx(8.0, rel=0.02)]


@pytest.mark.parametrize(
    "members",
    [
        {"is_verified": False},
        {"is_closed": True},
        {"concerns": (Traveller.BIKE,)},
        {"begin": NOW + 60},
        {"kmh": None},
    ],
)
def test_what_is_not_sure_or_not_now_or_for_others_slows_no_car(
    members: dict[str, object],
) -> None:
    assert slower(roads_with(jam("AB", **{"kmh": 9.0, **members}))) == {}


def test_speeds_fade_to_the_usual_while_nobody_tells_them_again() -> None:
    told, shares, at = jam("AB", kmh=9.0, end=NOW + 86_400), [], NOW
    while at is not None and at < NOW + 2 * LOST_S:
        roads = roads_with(told, now=at)
        shares.append(float(roads.share.max(initial=1.0)))
        at = roads.until if roads.until and roads.until < NOW + 86_400 else None
    assert shares[0] == pytest.approx(4.0, rel=0.02) and shares[-1] == 1.0
    assert np.all(np.diff(shares) < 0)
    assert len(shares) == 1 + (LOST_S - FRESH_S) // STEP_S  # the last is the usual one


def test_what_is_published_here_and_what_limits_speeds_does_not_fade() -> None:
    later = NOW + 2 * LOST_S
    assert slower(roads_with(jam("AB", kmh=9.0), now=later, source=INCIDENTS))
    works = jam("AB", kind=IncidentKind.WORKS, max_kmh=22.5, end=NOW + 86_400)
    for now in (NOW, later):
        assert list(slower(roads_with(works, now=now)).values()) == [pytest.approx(2.0, rel=0.02)]


def test_times_of_works_are_kept_to() -> None:
    works = jam("AB", kind=IncidentKind.WORKS, max_kmh=22.5, begin=NOW + 60, end=NOW + 90)
    before = roads_with(works)
    assert not slower(before) and before.until == NOW + 60
    assert slower(roads_with(works, now=NOW + 60)) and not slower(roads_with(works, now=NOW + 90))


def test_streets_are_not_made_anew_for_the_same_news() -> None:
    one = roads_with(jam("AB", kmh=9.0))
    other = roads_with(jam("AB", kmh=9.0), now=NOW + 20, previous=one)
    assert other is not one and other.share is one.share
    assert roads_with(jam("AB", kmh=8.0), previous=one).share is not one.share
