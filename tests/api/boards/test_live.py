"""Boards, trips and the map over HTTP when things do not go as planned; MOTIS's contract holds."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from maas.live import Alert, Selector, Text, TripKey, VehicleLabel, VehiclePosition
from maas.live.trips import Occupancy
from maas.model import SourceId
from maas.snapshot import Batch
from routing.overlays.aiming import alerts_of
from routing.overlays.live import Live
from routing.overlays.live_trips import LiveTrips
from routing.overlays.scheduled_run import scheduled_run
from routing.overlays.vehicles import LiveVehicles, SeenVehicle
from routing.planner import Planner
from tests.api.conftest import Client, Connect
from tests.api.contract import described, validator
from tests.itineraries import NINE
from tests.lines import lisbon, planner_over
from tests.runs import cancelled, late

BUS, RT = SourceId("bus"), SourceId("rt")
AT = "time=2023-09-20T07:00:00Z"
EIGHT = lisbon("2023-09-20T08:00")
WORKS = Alert("w", (Selector(stop_id="M"),), header=(Text("Works", "en"), Text("Obras", "pt")))


@pytest.fixture(scope="module")
def lines() -> Planner:
    """The bus at eight is late, that at nine does not run, one more runs at half past eight."""
    planner = planner_over({})
    timetable = planner.boards._places.timetable
    eight, nine = (scheduled_run(timetable, trip, date(2023, 9, 20).toordinal()) for trip in (0, 1))
    full = Occupancy.FULL
    runs = [
        late(eight, 4, vehicle="7", occupancy=eight.occupancy * 0 + full),
        cancelled(nine),
        late(replace(eight, base=-1, id="bus:extra"), 30),
    ]
    position = VehiclePosition(TripKey("t8"), VehicleLabel("v", "7"), 41.158, -8.61, bearing=180.0)
    vehicles = {(0, eight.day): SeenVehicle(position, RT, EIGHT + 300)}
    batch = Batch(RT, EIGHT, (WORKS,))
    return planner.with_live(
        Live(
            LiveTrips.of(timetable, runs, (RT,)),
            alerts_of(timetable, {RT: (batch, (BUS,))}, None),
            LiveVehicles(vehicles),
        )
    )


@pytest.fixture
async def client(lines: Planner, connect: Connect) -> Client:
    return await connect(lines)  # type: ignore[arg-type]


async def asked(client: Client, path: str) -> Any:
    """The answer to a good question, which MOTIS's own description allows."""
    reply = await client.get(path)
    body = await reply.json()
    assert reply.status == 200, body
    validator(described(path.partition("?")[0])).validate(body)
    return body


async def board(client: Client, more: str = "", version: int = 6) -> Any:
    path = f"/api/v{version}/stoptimes?stopId=bus:M&n=3&{AT}{more}"
    return (await asked(client, path))["stopTimes"]


def clocks(rows: Any) -> list[tuple[str, str]]:
    """Live and scheduled departures in UTC."""
    return [(row["place"]["departure"][11:16], row["place"]["scheduledDeparture"][11:16])
            for row in rows]  # fmt: skip


@pytest.mark.parametrize("version", [1, 5, 6])
async def test_live_times_cancellations_and_extra_trips(client: Client, version: int) -> None:
    rows = await board(client, version=version)
    assert clocks(rows) == [("07:09", "07:05"), ("07:35", "07:05"), ("08:05", "08:05")]
    assert [row["realTime"] for row in rows] == [True, True, True]
    assert [row["tripCancelled"] for row in rows] == [False, False, True]
    assert [row["cancelled"] for row in rows] == [False, False, True]
    assert [row["pickupDropoffType"] for row in rows] == ["NORMAL", "NORMAL", "NOT_ALLOWED"]
    assert [row.get("scheduled") for row in rows] == [None, False, None]
    assert (rows[0]["liveSource"], rows[0]["vehicleLabel"]) == ("rt", "7")
    assert rows[0]["occupancy"] == rows[0]["place"]["occupancy"] == "FULL"


async def test_the_mode_says_what_news_do(client: Client) -> None:
    rows = await board(client, "&realtimeMode=REALTIME_ANNOTATION_ONLY")
    assert clocks(rows) == [("07:09", "07:05"), ("07:35", "07:05"), ("08:05", "08:05")]
    rows = await board(client, "&realtimeMode=OFF")
    assert clocks(rows)[:2] == [("07:05", "07:05"), ("08:05", "08:05")]
    assert not any(row["realTime"] or "liveSource" in row for row in rows)


async def test_alerts_stand_at_the_stop_unless_nobody_wants_them(client: Client) -> None:
    for more, expected in (("", "Works"), ("&language=pt", "Obras")):
        rows = await board(client, more)
        assert [a["headerText"] for row in rows for a in row["place"]["alerts"]] == [expected] * 3
    assert not any("alerts" in row["place"] for row in await board(client, "&withAlerts=false"))


async def test_whole_trips_that_are_late_cancelled_or_added(client: Client) -> None:
    for name, times, flags in (
        ("20230920_08:00_bus:t8", ("07:04", "07:14"), (True, True, False)),
        ("20230920_09:00_bus:t9", ("08:00", "08:10"), (True, True, True)),
        ("20230920_08:00_bus:extra", ("07:30", "07:40"), (True, False, False)),
    ):
        [leg] = (await asked(client, f"/api/v6/trip?tripId={name}"))["legs"]
        assert (leg["startTime"][11:16], leg["endTime"][11:16]) == times
        assert (leg["realTime"], leg["scheduled"], leg["cancelled"]) == flags
        assert leg["tripId"] == name
        [middle] = leg["intermediateStops"]
        assert middle.get("cancelled", False) == leg["cancelled"]


async def test_vehicles_are_where_they_say(client: Client) -> None:
    box = "zoom=14&min=41.1,-8.7&max=41.2,-8.5"
    span = "startTime=2023-09-20T07:05:00Z&endTime=2023-09-20T07:12:00Z"
    segments = await asked(client, f"/api/v6/map/trips?{box}&{span}")
    assert [each["departure"][11:16] for each in segments] == ["07:04", "07:09"]
    assert [each["scheduledDeparture"][11:16] for each in segments] == ["07:00", "07:05"]
    assert all(each["realTime"] for each in segments)
    assert [each.get("vehicle", {}).get("bearing") for each in segments] == [180.0, None]


async def test_the_itinerary_id_names_the_scheduled_trip(client: Client) -> None:
    whole = await asked(client, "/api/v6/trip?tripId=20230920_08:00_bus:t8")
    again = await asked(client, f"/api/v6/refresh-itinerary?itineraryId={whole['id']}")
    assert again["legs"][0]["startTime"] == whole["legs"][0]["startTime"]
    assert NINE == EIGHT
