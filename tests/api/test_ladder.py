"""Older versions of MOTIS's API: each of its changes, seen from both sides of the step."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from api import wire
from api.ladder import downgraded
from api.render.polyline import Line, decode
from maas.itinerary import Itinerary
from maas.model import Mode
from tests.api.conftest import Client, Connect
from tests.api.test_plan import ENDS
from tests.api.world import FakePlanner
from tests.itineraries import ALIADOS, ANSWER, CASA, NINE, TRIP, ride

RENTING = (Mode.WALK, Mode.RENTAL)
NAMED = replace(TRIP, display_name="Linha D")
SUBURBAN = replace(
    ANSWER.itineraries[0],
    legs=(
        ride(ALIADOS, CASA, NINE, NINE + 60, mode=Mode.SUBURBAN, trip=NAMED),
        ride(CASA, ALIADOS, NINE + 60, NINE + 120, mode=Mode.AERIAL_LIFT, trip=NAMED),
    ),
)


@pytest.fixture
def planner() -> FakePlanner:
    return FakePlanner(replace(ANSWER, itineraries=(SUBURBAN,)))


async def plan(client: Client, version: int, more: str = "") -> Any:
    """The answer of a version of plan."""
    reply = await client.get(f"/api/v{version}/plan?{ENDS}{more}")
    assert reply.status == 200
    return await reply.json()


@pytest.mark.parametrize(
    ("version", "modes"),
    [
        (4, ["METRO", "AREAL_LIFT"]),
        (5, ["SUBURBAN", "AERIAL_LIFT"]),
        (6, ["SUBURBAN", "AERIAL_LIFT"]),
    ],
)
async def test_two_modes_had_other_names_below_5(
    client: Client, version: int, modes: list[str]
) -> None:
    [itinerary] = (await plan(client, version))["itineraries"]
    assert [leg["mode"] for leg in itinerary["legs"]] == modes


async def test_alternatives_are_made_older_too(connect: Connect) -> None:
    instead = (SUBURBAN.legs[1],)
    legs = (replace(SUBURBAN.legs[0], alternatives=(instead,)),)
    client = await connect(FakePlanner(replace(ANSWER, itineraries=(Itinerary(legs),))))
    for version, mode in ((4, "AREAL_LIFT"), (6, "AERIAL_LIFT")):
        [itinerary] = (await plan(client, version))["itineraries"]
        assert itinerary["legs"][0]["alternatives"][0][0]["mode"] == mode


@pytest.mark.parametrize(("version", "told"), [(1, True), (5, True), (6, False)])
async def test_stops_passed_without_a_wait_had_both_times_below_6(
    client: Client, version: int, told: bool
) -> None:
    """GNOME's maps ask version 1 and take both as given."""
    answer = await plan(client, version, "&withScheduledSkippedStops=true")
    passed = answer["itineraries"][0]["legs"][0]["intermediateStops"][1]
    assert ("departure" in passed, "vertexType" in passed) == (told, True)


@pytest.mark.parametrize(("version", "name"), [(3, "Linha D"), (4, "D"), (6, "D")])
async def test_the_short_name_was_what_is_displayed_below_4(
    client: Client, version: int, name: str
) -> None:
    [itinerary] = (await plan(client, version))["itineraries"]
    leg = itinerary["legs"][0]
    assert (leg["routeShortName"], leg["displayName"]) == (name, "Linha D")


@pytest.mark.parametrize("version", [1, 2, 3, 4, 5, 6])
async def test_unknown_levels_are_0_below_6_and_absent_since(client: Client, version: int) -> None:
    body = await plan(client, version)
    leg = body["itineraries"][0]["legs"][0]
    places = [body["from"], leg["from"], leg["tripTo"], *leg["intermediateStops"]]
    assert {place.get("level") for place in places} == {None if version == 6 else 0.0}
    assert body["to"]["level"] == -1.0


@pytest.mark.parametrize(("version", "precision"), [(1, 7), (2, 6), (6, 6)])
async def test_lines_had_seven_decimals_in_1(client: Client, version: int, precision: int) -> None:
    body = await plan(client, version)
    newest = (await plan(client, 6))["direct"][0]["legs"][0]
    leg = body["direct"][0]["legs"][0]
    for new, old in zip(
        [newest["legGeometry"], *(step["polyline"] for step in newest["steps"])],
        [leg["legGeometry"], *(step["polyline"] for step in leg["steps"])],
        strict=True,
    ):
        assert (old["precision"], old["length"]) == (precision, new["length"])
        degrees = decode(old["points"]) / 10 ** (precision - 6)
        assert degrees == pytest.approx(decode(new["points"]), abs=1e-9)


def test_lines_in_1_reach_round_the_earth() -> None:
    new_zealand = Line.of(np.array([(-41.5, 179.999999)])).whole
    old = downgraded(new_zealand, 1)
    assert decode(old.points)[0] / 10 == pytest.approx((-41.5, 179.999999))


@pytest.mark.parametrize(
    ("version", "asked", "transfers", "lines"),
    [(1, 2, 1, True), (2, 1, 0, True), (2, 0, 0, False), (3, 2, 2, True), (6, 0, 0, True)],
)
async def test_max_transfers_counted_vehicles_below_3(
    client: Client, planner: FakePlanner, version: int, asked: int, transfers: int, lines: bool
) -> None:
    await plan(client, version, f"&maxTransfers={asked}")
    [question] = planner.asked
    assert question.max_transfers == transfers
    assert bool(question.transit_modes) is lines


@pytest.mark.parametrize("version", [1, 5, 6])
async def test_old_mode_names_are_understood_in_questions(
    client: Client, planner: FakePlanner, version: int
) -> None:
    await plan(
        client,
        version,
        "&transitModes=METRO,AREAL_LIFT,CABLE_CAR&preTransitModes=WALK,BIKE_RENTAL"
        "&postTransitModes=WALK%2CBIKE_RENTAL&directModes=WALK&directModes=BIKE_RENTAL",
    )
    [question] = planner.asked
    assert question.transit_modes == {Mode.SUBURBAN, Mode.AERIAL_LIFT, Mode.FUNICULAR}
    assert question.access_modes == question.egress_modes == question.direct_modes == RENTING


def test_other_types_change_alike() -> None:
    class Board(wire.Camel, frozen=True):
        """Something with the same members."""

        place: wire.Place
        modes: tuple[str, ...]

    board = Board(place=wire.Place(name="A", lat=1.0, lon=2.0), modes=("BUS", "SUBURBAN"))
    [old] = downgraded((board,), 4)
    assert (old.place.level, old.modes) == (0.0, ("BUS", "METRO"))
    assert downgraded(board, 5).modes == ("BUS", "SUBURBAN")


async def test_there_is_no_version_0_or_7(connect: Connect) -> None:
    client = await connect(FakePlanner())
    assert [(await client.get(f"/api/v{n}/plan?{ENDS}")).status for n in (0, 7)] == [404, 404]
