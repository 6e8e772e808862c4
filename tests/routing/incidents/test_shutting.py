"""Stops and changes on foot where streets are closed: as if the town had been built so."""

from functools import lru_cache
from typing import Any

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from maas.live.incidents import Incident, IncidentKind
from maas.model import Profile, SourceId
from maas.settings import RoutingSettings
from routing.incidents.changes import Changes
from routing.incidents.laid import Incidents
from routing.incidents.laid_incident import LaidIncident
from routing.streets import StreetRouter, link_stops
from routing.streets.roads import Roads
from routing.transfers import build_transfers
from tests.routing.incidents.closing import FOREVER, at
from tests.towns import Town, all_shown

SETTINGS = RoutingSettings()
COLUMNS = "from_stop_id,to_stop_id,transfer_type,min_transfer_time"
GRID = Town(
    """
    A----B----C----D----E
    |    |    |    |    |
    F----G----H----I----J
    |    |    |    |    |
    K----L----M----N----O
    """,
    {
        **dict.fromkeys(("ABCDE", "FGHIJ", "KLMNO"), "highway=residential"),
        **dict.fromkeys(("AFK", "BGL", "CHM", "DIN", "EJO"), "highway=footway"),
    },
    {
        "1": ("A 08:00 C 08:05 E 08:10",),
        "2": ("K 08:00 H 08:05 O 08:15",),
        "3": ("G 08:30 N 08:40",),
    },
    {"transfers.txt": f"{COLUMNS}\nC,H,2,300\nA,O,2,9"},
)


@lru_cache
def router() -> StreetRouter:
    """The streets of the grid."""
    lines, streets = GRID.data
    assert streets is not None
    return StreetRouter(streets, link_stops(streets, lines))


@settings(derandomize=True, deadline=None, max_examples=30)
@given(seed=st.integers(0, 2**32 - 1))
def test_changes_are_those_of_a_town_without_what_is_closed(seed: int) -> None:
    dice = np.random.default_rng(seed)
    lines, _ = GRID.data
    closed = np.flatnonzero(dice.random(2 * router().network.n_edges) < 0.3).astype(np.int32)
    profile = Profile.WALK if dice.random() < 0.7 else Profile.WHEELCHAIR
    usual = {profile: build_transfers(lines, router(), profile, SETTINGS)}
    streets = router().without({profile: closed})
    changes = Changes(lines, usual, SETTINGS)
    known = changes.over(streets)[profile]
    expected = build_transfers(lines, streets, profile, SETTINGS)
    for column in ("first", "stop", "seconds", "change"):
        assert np.array_equal(getattr(known, column), getattr(expected, column)), column
    again = router().with_roads(Roads()).without({profile: closed})
    assert changes.over(again)[profile] is known


def test_changes_of_others_stay_as_they_are() -> None:
    lines, _ = GRID.data
    usual = {p: build_transfers(lines, router(), p, SETTINGS) for p in (Profile.WALK,)}
    streets = router().without({Profile.CAR: np.arange(9, dtype=np.int32)})
    assert Changes(lines, usual, SETTINGS).over(streets) is usual


LINE = Town(
    """
    A-----------B-----------C
    """,
    {"ABC": "highway=residential"},
    {"1": ("A 08:00 B 08:05 C 08:10", "A 09:00 B 09:05 C 09:10")},
)


def crisis(begin: int, end: int) -> Town:
    """The line's town; nobody gets on or off at B for a time."""
    told = Incident("1", IncidentKind.CLOSURE, closes_stops=True)
    stop = np.array([LINE.data[0].stops.id.find("bus:B")], np.int32)
    laid = LaidIncident("staff:1", SourceId("staff"), told, spans=((begin, end),), stops=stop)
    made = Town(LINE.drawing, LINE.ways, LINE.lines)
    made.__dict__["planner"] = LINE.planner.with_incidents(Incidents((laid,)))
    return made


def rides(town: Town, to: str, clock: str) -> list[str]:
    """How one gets from A by the line."""
    more: dict[str, Any] = {"direct_modes": (), "max_access_s": 0, "max_egress_s": 0}
    return all_shown(town.ask("bus:A", f"bus:{to}", clock, wanted=2, **more))


def test_nobody_gets_on_or_off_where_stops_are_closed() -> None:
    for town in (crisis(*FOREVER), crisis(at("08:04"), at("08:06"))):
        assert rides(town, "C", "07:59") == ["08:00 [1] C 08:10", "09:00 [1] C 09:10"]
    assert rides(LINE, "B", "07:59") == ["08:00 [1] B 08:05", "09:00 [1] B 09:05"]
    assert rides(crisis(*FOREVER), "B", "07:59") == []


def test_stops_are_closed_when_one_would_be_there() -> None:
    assert rides(crisis(at("08:04"), at("08:06")), "B", "07:59") == ["09:00 [1] B 09:05"]
    assert rides(crisis(at("08:00"), at("08:05")), "B", "07:59")[0] == "08:00 [1] B 08:05"
