"""Routes that only news tell of: offers of Amarillo that came after the timetable was made."""

from datetime import date

from msgspec.structs import replace

from api.exchange.naming import Naming
from api.exchange.runs import trip_updates
from maas.live import StopUpdates, TripKey, TripProperties, TripUpdate
from maas.live.trips import ToldRoute, TripRelationship
from maas.model import TRANSIT_MODES, Mode
from routing.journeys import Ride
from routing.live_timetable import LiveTimetable
from routing.overlays.live import Live
from routing.rides import trip_on_leg
from routing.stop_places import StopPlaces
from tests.livefeeds import NOW, TODAY, applied, at, feed_timetable, rules, told

LINE = feed_timetable("""
    M1    A      B      C
          08:00  08:10  08:20
""")
ROUTE = ToldRoute("nobody", "A nach C", "https://m.example/1", 1551)


def lift(trip_id: str, route: ToldRoute | None, route_id: str = "lift") -> TripUpdate:
    """A trip that no timetable knows."""
    return TripUpdate(
        TripKey(trip_id, route_id, -1, TODAY, -1, TripRelationship.ADDED),
        StopUpdates.of([at("A", "09:00"), at("C", "09:30")]),
        properties=TripProperties(route=route),
    )


def test_a_trip_of_a_route_that_is_told_runs() -> None:
    made = applied(LINE, lift("x", ROUTE), lift("y", ROUTE))
    assert told(made) == ["s:x 09:00 09:30", "s:y 09:00 09:30"]
    assert made.live.trips is not None
    table = made.live.trips.timetable
    assert len(table.routes.id) == len(LINE.routes.id) + 1
    row = int(table.trips.route[0])
    assert (table.routes.id[row], table.routes.long_name[row]) == ("s:lift", "A nach C")
    assert table.routes.url[row] == "https://m.example/1"
    assert TRANSIT_MODES[table.patterns.mode[0]] is Mode.RIDE_SHARING
    assert rules(made) == {}


def test_what_the_timetable_says_of_a_route_holds() -> None:
    made = applied(LINE, lift("x", ROUTE, "M1"))
    assert made.live.trips is not None
    assert made.live.trips.timetable.routes is LINE.routes


def test_a_route_that_nobody_tells_of_is_unknown() -> None:
    assert rules(applied(LINE, lift("x", None))) == {"E004": 1}


def test_what_is_no_type_of_route_is_some_vehicle() -> None:
    made = applied(LINE, lift("x", replace(ROUTE, type=-1)))
    assert made.live.trips is not None
    assert TRANSIT_MODES[made.live.trips.timetable.patterns.mode[0]] is Mode.OTHER


def test_people_read_the_name_of_the_route_and_others_no_id_of_it() -> None:
    trips = applied(LINE, lift("x", ROUTE)).live.trips
    assert trips is not None
    running = LiveTimetable(StopPlaces(LINE), Live(trips))
    day = date.fromordinal(int(trips.day[0]))
    on = trip_on_leg(running, Ride(trips.n_scheduled, day, 0, 1, 0, 0))
    assert (on.route_id, on.route_long_name, on.route_type) == ("s:lift", "A nach C", 1551)
    (passed_on,) = trip_updates(LINE, trips, Naming("s"), NOW)
    assert (passed_on.key.trip_id, passed_on.key.route_id) == ("x", "")
