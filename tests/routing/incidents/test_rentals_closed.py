"""Rented vehicles where streets are closed by chance: nobody is led there, and rides say why."""

from functools import cache
from typing import Any

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from maas.errors import BadPlace
from maas.hindered import Meeting
from maas.itinerary import Leg
from maas.live import Text
from maas.live.incidents import Incident, IncidentKind
from maas.model import Mode, Profile, SourceId
from routing.incidents.laid import Incidents
from routing.incidents.laid_incident import LaidIncident
from tests.rentals import laid, station, system
from tests.rentaltowns import EVERYWHERE, renting
from tests.routing.incidents.closing import FOREVER
from tests.towns import Town

STREET = "-" * 30
ROWS = ("ABCD", "EFGH", "IJKL")
DRAWING = "\n\n\n\n".join(STREET.join(row) for row in ROWS)
TOWN = Town(
    DRAWING,
    dict.fromkeys((*ROWS, *map("".join, zip(*ROWS, strict=True))), "highway=residential"),
    {"1": ("F 08:15 K 08:20", "F 08:30 K 08:35")},
)
"""Blocks of 775 m by 400 m."""


@cache
def usual() -> Town:
    """The town with stations at four corners."""
    places = {letter: TOWN.positions[letter] for letter in "BFGK"}
    stands = [
        station(letter.lower(), at, 3, 3, name=(Text(letter),)) for letter, at in places.items()
    ]
    return renting(laid(TOWN.planner.streets, system(), *stands), TOWN)


def closed(edges: list[int], closes: frozenset[Profile]) -> Town:
    """The town with some of its streets closed."""
    found = tuple(
        LaidIncident(
            f"works:{edge}", SourceId("works"), Incident(str(edge), IncidentKind.CLOSURE),
            np.array([2 * edge, 2 * edge + 1], np.int32), spans=(FOREVER,), closes=closes,
        )
        for edge in edges
    )  # fmt: skip
    made = Town(TOWN.drawing, TOWN.ways, TOWN.lines)
    made.__dict__["planner"] = usual().planner.with_incidents(Incidents(found))
    return made


def n_edges() -> int:
    """How many streets there are."""
    return usual().planner.streets.network.n_edges  # type: ignore[union-attr]


@settings(derandomize=True, deadline=None, max_examples=20)
@given(seed=st.integers(0, 2**32 - 1))
def test_nobody_is_led_through_what_is_closed(seed: int) -> None:
    dice = np.random.default_rng(seed)
    edges = np.flatnonzero(dice.random(n_edges()) < 0.3).tolist()
    closes = frozenset(profile for profile in Profile if dice.random() < 0.6)
    try:
        answer = closed(edges, closes).ask("A", "L", "08:00", **EVERYWHERE)
    except BadPlace as shut_in:
        assert "are closed" in str(shut_in)
        return
    for way in (*answer.direct, *answer.itineraries):
        for leg in way.legs:
            assert all(told.meeting is Meeting.AVOIDED for told in leg.incidents)


def test_rides_go_round_and_say_why() -> None:
    more: dict[str, Any] = {**EVERYWHERE, "transit_modes": frozenset()}

    def ride(made: Town) -> Leg:
        ways = made.ask("B", "K", "08:00", **more).direct
        return next(leg for way in ways for leg in way.legs if leg.mode is Mode.RENTAL)

    told = ride(closed([street("G", "K"), street("J", "K")], frozenset(Profile)))
    assert told.duration > ride(usual()).duration
    assert {why.meeting for why in told.incidents} == {Meeting.AVOIDED}
    assert all(why.delay_s for why in told.incidents)


def street(*letters: str) -> int:
    """The edge between two letters."""
    network = TOWN.data[1]
    assert network is not None
    lat, lon = network.vertices.lat_e7 / 1e7, network.vertices.lon_e7 / 1e7
    at = [TOWN.positions[letter] for letter in letters]
    ends = {int(np.hypot(lat - end.lat, lon - end.lon).argmin()) for end in at}
    pairs = zip(network.edges.tail.tolist(), network.edges.head.tolist(), strict=True)
    return next(edge for edge, pair in enumerate(pairs) if set(pair) == ends)
