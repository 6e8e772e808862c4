"""Vehicles where they were last seen, for who reads GTFS-Realtime."""

from collections.abc import Iterator
from datetime import date

from msgspec.structs import replace

from api.exchange.naming import Naming
from api.exchange.runs import is_one_of_many, told_route
from maas.live import TripKey, VehiclePosition
from maas.live.trips import TripRelationship
from maas.timetable import Timetable, Trips
from routing.overlays.live import Live
from routing.overlays.vehicles import LiveVehicles, SeenVehicle


def vehicle_positions(
    timetable: Timetable, live: Live, naming: Naming, made_at: int
) -> Iterator[VehiclePosition]:
    """Every vehicle that runs a trip of the sources that are named, each once.

    Args:
        made_at: Unix s; no vehicle is told to be seen later.
    """
    told: set[str] = set()
    for (trip, day), seen in _newest_first(live.vehicles):
        position = _position(timetable, live, (trip, day), seen, naming)
        if position is None or position.vehicle.id in told:
            continue
        told.add(position.vehicle.id)
        yield replace(position, timestamp=min(seen.seen_at, made_at))


def _newest_first(vehicles: LiveVehicles | None) -> list[tuple[tuple[int, int], SeenVehicle]]:
    runs = vehicles.by_run.items() if vehicles else ()
    return sorted(runs, key=lambda run: (-run[1].seen_at, run[0]))


def _position(
    timetable: Timetable, live: Live, run: tuple[int, int], seen: SeenVehicle, naming: Naming
) -> VehiclePosition | None:
    trip, day = run
    is_scheduled = trip < timetable.trips.route.size
    trips, row = (timetable.trips, trip) if is_scheduled else _live_trip(live, trip)
    trip_id = naming.told(trips.id[row])
    if trip_id is None:
        return None
    on, position = date.fromordinal(day), seen.position
    key = TripKey(
        trip_id=trip_id,
        route_id=told_route(timetable, naming, int(trips.route[row])),
        direction=int(trips.direction[row]),
        start_date=on.year * 10_000 + on.month * 100 + on.day,
        start_time=_start_time(timetable, trip, position.key) if is_scheduled else -1,
        relationship=TripRelationship.SCHEDULED if is_scheduled else TripRelationship.NEW,
    )
    source, _, _ = trips.id[row].partition(":")
    stop_id = _stop_id(timetable, source, position.stop_id, naming)
    return replace(position, key=key, stop_id=stop_id)


def _start_time(timetable: Timetable, trip: int, key: TripKey | None) -> int:
    """Of trips that run several times a day: as it was said, else as the timetable has it."""
    if not is_one_of_many(timetable, trip):
        return -1
    if key is not None and key.start_time >= 0:
        return key.start_time
    return int(timetable.stop_times.depart[int(timetable.trips.first_time[trip])])


def _live_trip(live: Live, trip: int) -> tuple[Trips, int]:
    """Of a trip that is not scheduled: the table it stands in, and where."""
    assert live.trips is not None
    return live.trips.timetable.trips, trip - live.trips.n_scheduled


def _stop_id(timetable: Timetable, source: str, local: str, naming: Naming) -> str:
    """The stop it is at or goes to, if the timetable has it."""
    if not local or timetable.stops.id.find(f"{source}:{local}") < 0:
        return ""
    return naming.of(source, local) or ""
