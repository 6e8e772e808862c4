"""Vehicles, by the trips that they say they run."""

from dataclasses import replace

from maas.live import TripKey, VehicleLabel, VehiclePosition
from maas.model import SourceId
from maas.snapshot import Batch
from routing.overlays.live_trips import LiveTrips
from routing.overlays.seeing import vehicles_of
from routing.overlays.vehicles import LiveVehicles
from tests.routing.test_live_answers import FIRST, TOWN
from tests.runs import KNOWN_AT

TABLES = TOWN.data[0]
BUS, RT = SourceId("bus"), SourceId("rt")
TODAY = 20230920


def seen(*positions: VehiclePosition, read_at: int = KNOWN_AT) -> LiveVehicles:
    """What is known after a message, an added trip being run."""
    added = LiveTrips.of(TABLES, [replace(FIRST, base=-1, id="bus:extra")], (RT,))
    return vehicles_of(TABLES, {RT: (Batch(RT, read_at, positions), (BUS,))}, added)


def vehicle(key: TripKey | None, label: str = "", at: int | None = None) -> VehiclePosition:
    return VehiclePosition(key, VehicleLabel("v", label), 2.0, 2.0, timestamp=at)


def test_a_vehicle_is_found_by_its_trip_and_day() -> None:
    position = vehicle(TripKey("1-0", start_date=TODAY))
    found = seen(position).by_run
    assert list(found) == [(FIRST.base, FIRST.day)]
    told = found[FIRST.base, FIRST.day]
    assert (told.position, told.source, told.seen_at) == (position, RT, KNOWN_AT)


def test_without_a_date_it_is_the_day_of_its_time() -> None:
    assert list(seen(vehicle(TripKey("1-0"))).by_run) == [(FIRST.base, FIRST.day)]


def test_the_vehicle_of_an_added_trip_is_found() -> None:
    n_scheduled = TABLES.trips.route.size
    assert list(seen(vehicle(TripKey("extra"))).by_run) == [(n_scheduled, FIRST.day)]


def test_of_two_on_one_trip_the_one_seen_last_counts() -> None:
    key = TripKey("1-0", start_date=TODAY)
    early, late = vehicle(key, "early", KNOWN_AT - 60), vehicle(key, "late", KNOWN_AT - 30)
    for order in ((early, late), (late, early)):
        [found] = seen(*order).by_run.values()
        assert found.position is late


def test_who_runs_no_trip_or_was_seen_long_ago_is_nowhere() -> None:
    assert not seen(vehicle(None), vehicle(TripKey("nowhere")), vehicle(TripKey())).by_run
    old = vehicle(TripKey("1-0", start_date=TODAY), at=KNOWN_AT - 1800)
    assert not seen(old).by_run
    assert seen(old, read_at=KNOWN_AT - 1).by_run
