"""What live sources say of the calls and legs of a ride."""

from dataclasses import replace
from datetime import date

from maas.arrays import Float64s
from maas.itinerary import Call, Leg, LiveSource, Place
from maas.live.trips import Occupancy
from routing.live_timetable import LiveTimetable
from routing.stop_places import StopPlaces
from routing.transit import Ride

SOON_S = 30 * 60
"""For so long a vehicle is taken to stay as full as it was."""


def source_of(running: LiveTimetable, trip: int) -> str:
    """Where a trip is published: the line of a file, for a trip that is added the live source, for
    a ride offer that of the offer."""
    timetable, row = running.of(trip)
    line = int(timetable.trips.line[row])
    news = running.live_row(trip)
    if line < 0 and news is not None:
        trips, row = news
        return f"{trips.sources[int(trips.source[row])]}/trip_update"
    if line < 0:
        return timetable.trips.id[row].partition(":")[0]
    return f"{timetable.trips.id[row].partition(':')[0]}/trips.txt:{line}"


def has_live_headsign(running: LiveTimetable, trip: int) -> bool:
    """Whether a trip of the timetable now bears another headsign than there."""
    news = running.live_row(trip)
    if news is None:
        return False
    trips, row = news
    base = int(trips.base[row])
    own = running.timetable.trips.headsign
    return base >= 0 and trips.timetable.trips.headsign[row] != own[base]


def live_way(running: LiveTimetable, trip: int) -> Float64s | None:
    """[n, 2] The whole way of a trip as its live source draws it."""
    news = running.live_row(trip)
    if news is None or not running.live.ways:
        return None
    trips, row = news
    return running.live.ways.get((trips.sources[int(trips.source[row])], trips.way[row]))


def live_calls(running: LiveTimetable, ride: Ride, told: list[Call], midnight: int) -> list[Call]:
    """Calls at live times, with the scheduled ones, what is skipped and where it was to be.

    Args:
        told: of the ride, with live times alone.
        midnight: second zero of its service day, Unix s.
    """
    news = running.live_row(ride.trip)
    calls = running.calls(ride.trip)
    assert news is not None and calls.live is not None
    trips, row = news
    there = slice(ride.board, ride.alight + 1)
    rows = zip(
        told,
        calls.planned_stop[there].tolist(),
        calls.scheduled_arrive[there].tolist(),
        calls.scheduled_depart[there].tolist(),
        (trips.skipped[calls.live][there] | trips.cancelled[row]).tolist(),
        trips.occupancy[calls.live][there].tolist(),
        strict=True,
    )
    return [
        replace(
            call,
            place=moved(running.places, call.place, planned),
            scheduled_arrival=None if call.arrival is None else midnight + arrive,
            scheduled_departure=None if call.departure is None else midnight + depart,
            may_board=call.may_board and not cancelled,
            may_alight=call.may_alight and not cancelled,
            cancelled=cancelled,
            occupancy=Occupancy(occupancy),
        )
        for call, planned, arrive, depart, cancelled, occupancy in rows
    ]


def moved(places: StopPlaces, place: Place, planned: int) -> Place:
    """A place that stands for the one that was planned: another platform."""
    there = places.of(planned)
    if there == place:
        return place
    return replace(place, scheduled_track=there.track)


def as_known(running: LiveTimetable, ride: Ride, leg: Leg) -> Leg:
    """A leg with what is known of its trip beside its calls."""
    trip = running.standing_for((ride.trip, ride.day))
    news, vehicle = running.live_row(trip), running.vehicle(trip, ride.day)
    if news is None and vehicle is None:
        return leg
    leg = replace(
        leg,
        live=live_source(running, trip, ride.day),
        occupancy=occupancy_of(running, trip, ride.day, leg.origin),
    )
    if news is None:
        return leg
    trips, row = news
    cancelled = trip != ride.trip or leg.origin.cancelled or leg.destination.cancelled
    return replace(
        leg,
        real_time=cancelled or is_known(running, ride),
        scheduled=int(trips.base[row]) >= 0,
        cancelled=cancelled,
    )


def is_known(running: LiveTimetable, ride: Ride) -> bool:
    """Whether any live time of a ride is known."""
    news, calls = running.live_row(ride.trip), running.calls(ride.trip)
    if news is None:
        return False
    return bool(news[0].known[calls.live][ride.board : ride.alight + 1].any())


def occupancy_of(running: LiveTimetable, trip: int, day: date, call: Call) -> Occupancy:
    """How full a vehicle is when it leaves a stop: as is told of the call, else as it is now."""
    vehicle = running.vehicle(trip, day)
    if call.occupancy is not Occupancy.UNKNOWN or vehicle is None or call.departure is None:
        return call.occupancy
    soon = 0 <= call.departure - vehicle.seen_at <= SOON_S
    return vehicle.position.occupancy if soon else Occupancy.UNKNOWN


def live_source(running: LiveTimetable, trip: int, day: date) -> LiveSource | None:
    """Who tells of a trip, or where its vehicle is; None: nobody."""
    news, vehicle = running.live_row(trip), running.vehicle(trip, day)
    label = vehicle.position.vehicle.label if vehicle else ""
    if news is not None:
        trips, row = news
        source = trips.sources[int(trips.source[row])]
        return LiveSource(source, int(trips.known_at[row]), trips.vehicle[row] or label)
    return LiveSource(vehicle.source, vehicle.seen_at, label) if vehicle else None
