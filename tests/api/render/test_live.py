"""What live sources say, as JSON: ages, cancellations, occupancy, vehicles and alerts."""

from dataclasses import replace
from typing import Any

import msgspec
import pytest

from api.boards.render import render_board, render_segment
from api.ladder import downgraded
from api.render.audience import Audience
from api.render.itinerary import Detail, render_itinerary
from api.reply import ENCODER
from maas.itinerary import Itinerary, LiveSource
from maas.live import Alert, Text, TripKey, VehicleLabel, VehiclePosition, in_language
from maas.live.trips import Occupancy
from maas.model import Mode, SourceId
from routing.boards import Board, Segment, StopTime
from routing.overlays.vehicles import SeenVehicle
from tests.itineraries import ALIADOS, CASA, NINE, TRIP, ride

WORKS = Alert(
    "1",
    shown=((NINE - 60, None), (None, NINE - 600)),
    holds=((NINE, NINE + 60),),
    cause="CONSTRUCTION",
    effect="DETOUR",
    severity="WARNING",
    header=(Text("Travaux", "fr"), Text("Works", "en-GB")),
    description=(Text("<b>Not bold</b>"),),
    url=(Text("https://example.org/works"),),
)
LIVE = LiveSource("rt", NINE - 30, "12")
LEG = ride(ALIADOS, CASA, NINE + 120, NINE + 720, real_time=True, live=LIVE, alerts=(WORKS,))


def written(value: Any) -> Any:
    return msgspec.json.decode(ENCODER.encode(value))


def leg_told(leg: Any = LEG, **audience: Any) -> Any:
    detail = Detail(audience=Audience(**{"now": NINE, **audience}))
    return written(render_itinerary(Itinerary((leg,)), detail))["legs"][0]


def test_a_live_leg_says_who_knows_it_and_since_when() -> None:
    told = leg_told()
    assert (told["realTime"], told["scheduled"], told["cancelled"]) == (True, True, False)
    assert (told["liveSource"], told["dataAge"], told["vehicleLabel"]) == ("rt", 30, "12")
    assert told["dataSource"] == "stcp"
    assert "stale" not in told
    assert leg_told(now=NINE + 271)["stale"] is True
    assert "dataAge" not in leg_told(now=None)


def test_what_is_not_known_is_absent() -> None:
    told = leg_told(ride(ALIADOS, CASA, NINE, NINE + 600))
    live = {"liveSource", "dataAge", "stale", "occupancy", "vehicleLabel", "alerts", "missed"}
    assert not live & told.keys()
    assert not {"occupancy", "alerts", "cancelled"} & told["from"].keys()
    for unknown in (Occupancy.UNKNOWN, Occupancy.NO_DATA_AVAILABLE):
        assert "occupancy" not in leg_told(replace(LEG, occupancy=unknown))
    assert leg_told(replace(LEG, occupancy=Occupancy.EMPTY))["occupancy"] == "EMPTY"


def test_added_cancelled_and_missed_legs_and_skipped_stops_are_told() -> None:
    [first, _] = LEG.intermediate
    skipped = replace(first, may_board=False, may_alight=False, cancelled=True)
    told = leg_told(
        replace(LEG, scheduled=False, cancelled=True, missed=True, intermediate=(skipped,))
    )
    assert (told["scheduled"], told["cancelled"], told["missed"]) == (False, True, True)
    [stop] = told["intermediateStops"]
    assert (stop["cancelled"], stop["pickupType"], stop["dropoffType"]) == (
        True,
        "NOT_ALLOWED",
        "NOT_ALLOWED",
    )


def test_an_alert_in_the_words_of_motis() -> None:
    [told] = leg_told(languages=("en",))["alerts"]
    assert told == {
        "headerText": "Works",
        "descriptionText": "<b>Not bold</b>",
        "communicationPeriod": [
            {"start": "2023-09-20T06:59:00Z"},
            {"end": "2023-09-20T06:50:00Z"},
        ],
        "impactPeriod": [{"start": "2023-09-20T07:00:00Z", "end": "2023-09-20T07:01:00Z"}],
        "cause": "CONSTRUCTION",
        "effect": "DETOUR",
        "severityLevel": "WARNING",
        "url": "https://example.org/works",
    }


def test_alerts_are_told_while_they_are_to_be_told() -> None:
    assert "alerts" not in leg_told(now=NINE - 300)
    assert "alerts" in leg_told(now=NINE - 601)
    always = replace(LEG, alerts=(msgspec.structs.replace(WORKS, shown=WORKS.holds),))
    assert "alerts" in leg_told(always, now=NINE - 86_400)
    assert "alerts" not in leg_told(with_alerts=False)


@pytest.mark.parametrize(
    ("languages", "expected"),
    [
        ((), "Travaux"),
        (("de",), "Travaux"),
        (("de", "en"), "Works"),
        (("en-GB", "fr"), "Works"),
        (("fr-CA",), "Travaux"),
    ],
)
def test_the_best_language_is_told(languages: tuple[str, ...], expected: str) -> None:
    assert in_language(WORKS.header, languages) == expected
    unmarked = (*WORKS.header, Text("Bauarbeiten"))
    assert in_language(unmarked, ("it",)) == "Bauarbeiten"


def test_a_stop_time_tells_the_same() -> None:
    event = StopTime(
        Mode.SUBWAY,
        replace(LEG.origin, arrival=None, cancelled=True, alerts=(WORKS,)),
        TRIP,
        is_arrival=False,
        real_time=True,
        scheduled=False,
        trip_cancelled=True,
        live=LIVE,
        occupancy=Occupancy.FULL,
    )
    board = Board(ALIADOS, (event,), "", "", (WORKS,))
    told = written(render_board(board, False, Audience(NINE)))
    [row] = told["stopTimes"]
    assert (row["realTime"], row["cancelled"], row["tripCancelled"]) == (True, True, True)
    assert (row["scheduled"], row["dataAge"], row["occupancy"]) == (False, 30, "FULL")
    assert row["place"]["alerts"][0]["headerText"] == "Travaux"
    assert told["place"]["alerts"][0]["headerText"] == "Travaux"
    quiet = written(render_board(board, False, Audience(NINE, with_alerts=False)))
    assert "alerts" not in quiet["place"]
    assert "alerts" not in quiet["stopTimes"][0]["place"]


def test_a_vehicle_stands_where_it_says() -> None:
    position = VehiclePosition(
        TripKey("D-12"), VehicleLabel("v", "12"), 41.15, -8.61, bearing=90.0, congestion=2
    )
    vehicle = SeenVehicle(position, SourceId("rt"), NINE - 400)
    segment = Segment(
        TRIP.trip_id, "D", Mode.SUBWAY, "", ALIADOS, CASA, NINE, NINE + 60, LEG.geometry,
        TRIP.route_id, "", NINE - 60, NINE, real_time=True, live=LIVE, vehicle=vehicle,
    )  # fmt: skip
    told = written(downgraded(render_segment(segment, 5, Audience(NINE)), 1))
    assert (told["departure"], told["scheduledDeparture"]) == (
        "2023-09-20T07:00:00Z",
        "2023-09-20T06:59:00Z",
    )
    assert (told["liveSource"], told["dataAge"], told["realTime"]) == ("rt", 30, True)
    assert told["vehicle"] == {
        "lat": 41.15,
        "lon": -8.61,
        "bearing": 90.0,
        "label": "12",
        "congestion": "STOP_AND_GO",
        "dataAge": 400,
        "stale": True,
        "liveSource": "rt",
    }
