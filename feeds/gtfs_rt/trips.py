"""News of trips: TripUpdate."""

from typing import Any

from msgspec.structs import replace

from feeds.gtfs_rt.amarillo import trip_extension
from feeds.gtfs_rt.fields import day, identifier, time_of_day, timestamp, words
from feeds.gtfs_rt.keys import trip_key, vehicle_label
from feeds.gtfs_rt.notices import Notices
from feeds.gtfs_rt.reading import Reading
from feeds.gtfs_rt.stop_updates import LONGEST_DELAY, details_of, stop_updates
from feeds.notices import Unusable
from maas.live import CallDetails, StopUpdates, TripKey, TripProperties, TripUpdate
from maas.live.trips import ToldRoute, TripRelationship

WITHOUT_STOPS = {
    TripRelationship.CANCELED,
    TripRelationship.DELETED,
    TripRelationship.DUPLICATED,
}
"""Such trips need no word of their stops."""

MOST_TYPE = 2**15 - 1
"""Of route_type, as GTFS Schedule is read."""

IN_FULL = {TripRelationship.NEW, TripRelationship.REPLACEMENT}
"""Such trips are nothing but the stops that the update names; ADDED ones may repeat a scheduled
trip."""


def trip_update(entity: Any, reading: Reading) -> TripUpdate:
    """A TripUpdate.

    Raises:
        Unusable: it does not say of which trip, or what could not be without saying.
    """
    update, notices = entity.trip_update, reading.notices
    key = trip_key(update.trip, notices)
    _must_name_a_trip(key, notices)
    stops = _stops(update, reading)
    delay = _delay(update, notices)
    if not stops and key.relationship not in WITHOUT_STOPS:
        if key.relationship in IN_FULL:
            raise Unusable("incomplete_trip", key.trip_id)
        if delay is None and not key.modified_by:
            notices.note("E041", key.trip_id)
    return TripUpdate(
        key=key,
        stops=stops,
        timestamp=timestamp(update.timestamp, reading.made_at, notices),
        delay=delay,
        vehicle=vehicle_label(update.vehicle, notices) if update.HasField("vehicle") else None,
        properties=_properties(update, notices),
    )


def _stops(update: Any, reading: Reading) -> StopUpdates:
    plain, notices, said = reading.calls, reading.notices, update.stop_time_update
    if plain is None or not all(_can_be_read(said[i]) for i in plain.more):
        return StopUpdates.of(stop_updates(said, reading.ids, notices))
    told = [(i, details_of(said[i], notices)) for i in plain.more]
    for rule, count in (("E042", plain.timed), ("E043", plain.untimed)):
        if count:
            notices.note(rule, count=count)
    details = tuple(each for each in told if each[1] != CallDetails())
    return replace(plain.stops, details=details) if details else plain.stops


def _can_be_read(said: Any) -> bool:
    """Whether the stop that a call is moved to can; else the call is left out."""
    return isinstance(said.stop_time_properties.assigned_stop_id, str)


def _must_name_a_trip(key: TripKey, notices: Notices) -> None:
    if key.trip_id or key.modified_by:
        return
    if not key.route_id:
        raise Unusable("missing_trip")
    notices.note("W006", key.route_id)


def _delay(update: Any, notices: Notices) -> int | None:
    if not update.HasField("delay"):
        return None
    if abs(update.delay) > LONGEST_DELAY:
        notices.note("number_out_of_range", update.delay)
        return None
    return int(update.delay)


def _properties(update: Any, notices: Notices) -> TripProperties | None:
    route = _route(update.trip, notices)
    if not update.HasField("trip_properties"):
        return None if route is None else TripProperties(route=route)
    said = update.trip_properties
    return TripProperties(
        trip_id=identifier(said.trip_id),
        start_date=day(said.start_date),
        start_time=time_of_day(said.start_time),
        shape_id=identifier(said.shape_id),
        headsign=words(said.trip_headsign, notices),
        short_name=words(said.trip_short_name, notices),
        route=route,
    )


def _route(trip: Any, notices: Notices) -> ToldRoute | None:
    """What Amarillo says of the route of a trip that no timetable knows."""
    said = trip_extension(trip)
    if said is None or not 0 <= said.type <= MOST_TYPE:
        return None
    return ToldRoute(
        agency_id=words(said.agency_id, notices),
        long_name=words(said.long_name, notices),
        url=words(said.url, notices),
        type=said.type if said.HasField("type") else -1,
    )
