"""Records to a message: the other way round, for who reads our live data.

A message is built as plain members first, named as in the specification; that is its JSON form too.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import msgspec
from google.transit.gtfs_realtime_pb2 import FeedMessage

from maas.live import (
    Alert,
    Record,
    Selector,
    StopEvent,
    StopUpdate,
    Text,
    TripKey,
    TripProperties,
    TripUpdate,
    VehicleLabel,
    VehiclePosition,
)
from maas.live.trips import Occupancy, StopRelationship
from maas.model import Access

VERSION = "2.0"

Members = dict[str, Any]

CONGESTIONS = (
    *("UNKNOWN_CONGESTION_LEVEL", "RUNNING_SMOOTHLY", "STOP_AND_GO", "CONGESTION"),
    "SEVERE_CONGESTION",
)
STATUSES = ("INCOMING_AT", "STOPPED_AT", "IN_TRANSIT_TO")
WHEELCHAIR = {Access.YES: "WHEELCHAIR_ACCESSIBLE", Access.NO: "WHEELCHAIR_INACCESSIBLE"}
BOARDING = {True: "REGULAR", False: "NONE"}


def write(records: Iterable[Record], made_at: int, as_json: bool = False) -> bytes:
    """A whole message of trip updates, vehicle positions and alerts.

    Args:
        made_at: Unix s; no record may be younger.
    """
    built = message(records, made_at)
    if as_json:
        return msgspec.json.encode(built)
    content: bytes = FeedMessage(**built).SerializeToString(deterministic=True)
    return content


def message(records: Iterable[Record], made_at: int) -> Members:
    """The members of a FeedMessage."""
    header = {
        "gtfs_realtime_version": VERSION,
        "incrementality": "FULL_DATASET",
        "timestamp": made_at,
    }
    return {"header": header, "entity": [_entity(record) for record in records]}


def _entity(record: Record) -> Members:
    member, entity_id, build = WRITERS[type(record)]
    return {"id": entity_id(record), member: build(record)}


def _trip_update(update: TripUpdate) -> Members:
    return _said(
        trip=_trip(update.key),
        vehicle=_vehicle(update.vehicle),
        stop_time_update=[_stop(stop) for stop in update.stops] or None,
        timestamp=update.timestamp,
        delay=update.delay,
        trip_properties=_properties(update.properties),
    )


def _trip(key: TripKey | None) -> Members | None:
    if key is None:
        return None
    return _said(
        trip_id=key.trip_id,
        route_id=key.route_id,
        direction_id=key.direction if key.direction >= 0 else None,
        start_time=_time_of_day(key.start_time),
        start_date=_day(key.start_date),
        schedule_relationship=key.relationship.name,
    )


def _vehicle(label: VehicleLabel | None) -> Members | None:
    if label is None:
        return None
    wheelchair = WHEELCHAIR.get(Access(label.wheelchair))
    return _said(id=label.id, label=label.label, wheelchair_accessible=wheelchair) or None


def _properties(own: TripProperties | None) -> Members | None:
    if own is None:
        return None
    return _said(
        trip_id=own.trip_id,
        start_date=_day(own.start_date),
        start_time=_time_of_day(own.start_time),
        shape_id=own.shape_id,
        trip_headsign=own.headsign,
        trip_short_name=own.short_name,
    )


def _stop(stop: StopUpdate) -> Members:
    own = _said(
        assigned_stop_id=stop.assigned_stop_id,
        stop_headsign=stop.headsign,
        pickup_type=None if stop.may_board is None else BOARDING[stop.may_board],
        drop_off_type=None if stop.may_alight is None else BOARDING[stop.may_alight],
    )
    relationship = stop.relationship
    return _said(
        stop_sequence=stop.sequence,
        stop_id=stop.stop_id,
        arrival=_event(stop.arrival),
        departure=_event(stop.departure),
        departure_occupancy_status=_occupancy(stop.occupancy),
        schedule_relationship=(
            None if relationship is StopRelationship.SCHEDULED else relationship.name
        ),
        stop_time_properties=own or None,
    )


def _event(event: StopEvent | None) -> Members | None:
    if event is None:
        return None
    return _said(
        time=event.time,
        delay=event.delay,
        scheduled_time=event.scheduled,
        uncertainty=event.uncertainty,
    )


def _position(seen: VehiclePosition) -> Members:
    return _said(
        trip=_trip(seen.key),
        vehicle=_vehicle(seen.vehicle),
        position=_said(
            latitude=seen.lat, longitude=seen.lon, bearing=seen.bearing, speed=seen.speed
        ),
        current_stop_sequence=seen.sequence,
        stop_id=seen.stop_id,
        current_status=STATUSES[seen.status],
        timestamp=seen.timestamp,
        congestion_level=CONGESTIONS[seen.congestion] if seen.congestion else None,
        occupancy_status=_occupancy(seen.occupancy),
        occupancy_percentage=seen.percentage,
        multi_carriage_details=[
            _said(
                label=each.label,
                occupancy_status=_occupancy(each.occupancy),
                occupancy_percentage=each.percentage,
                carriage_sequence=number,
            )
            for number, each in enumerate(seen.carriages, 1)
        ]
        or None,
    )


def _alert(alert: Alert) -> Members:
    return _said(
        active_period=_periods(alert.holds),
        communication_period=_periods(alert.shown) if alert.shown != alert.holds else None,
        informed_entity=[_selector(each) for each in alert.selectors] or None,
        cause=alert.cause,
        effect=alert.effect,
        severity_level=alert.severity,
        header_text=_texts(alert.header),
        description_text=_texts(alert.description),
        url=_texts(alert.url),
        tts_header_text=_texts(alert.spoken_header),
        tts_description_text=_texts(alert.spoken_description),
        cause_detail=_texts(alert.cause_detail),
        effect_detail=_texts(alert.effect_detail),
        image_alternative_text=_texts(alert.image_alternative),
    )


def _selector(selector: Selector) -> Members:
    return _said(
        agency_id=selector.agency_id,
        route_id=selector.route_id,
        route_type=selector.route_type if selector.route_type >= 0 else None,
        direction_id=selector.direction if selector.direction >= 0 else None,
        stop_id=selector.stop_id,
        trip=_trip(selector.trip),
    )


def _texts(texts: Sequence[Text]) -> Members | None:
    """Texts in their languages; a picture is not passed on, for its type is not known."""
    said = [_said(text=each.text, language=each.language) for each in texts]
    return {"translation": said} if said else None


def _periods(periods: Sequence[tuple[int | None, int | None]]) -> list[Members] | None:
    return [_said(start=start, end=end) for start, end in periods] or None


def _occupancy(occupancy: Occupancy) -> str | None:
    return None if occupancy is Occupancy.UNKNOWN else occupancy.name


def _time_of_day(seconds: int) -> str | None:
    if seconds < 0:
        return None
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}"


def _day(date: int) -> str | None:
    return f"{date:08}" if date else None


def _said(**members: Any) -> Members:
    """Those that say something."""
    return {name: value for name, value in members.items() if value is not None and value != ""}


def _trip_id(record: Any) -> str:
    key = record.key
    words = (key.trip_id, _day(key.start_date), _time_of_day(key.start_time))
    return ":".join(("trip", *filter(None, words)))


WRITERS: Mapping[type[Record], tuple[str, Callable[[Any], str], Callable[[Any], Members]]] = {
    TripUpdate: ("trip_update", _trip_id, _trip_update),
    VehiclePosition: ("vehicle", lambda seen: f"vehicle:{seen.vehicle.id}", _position),
    Alert: ("alert", lambda alert: f"alert:{alert.id}", _alert),
}
"""Type of record to the member it is, what its entity is called, and what writes it."""
