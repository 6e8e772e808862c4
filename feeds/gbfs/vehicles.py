"""Vehicles one by one: vehicle_status, vehicle_availability."""

from collections.abc import Iterator, Mapping

import msgspec

from feeds import fields
from feeds.fields import Json
from feeds.gbfs import links
from feeds.gbfs.files import Files
from feeds.gbfs.notices import Notices
from feeds.gbfs.subject import Subject
from feeds.notices import Unusable
from feeds.positions import LatLon, place, swapped
from maas.live.rentals import RentalStation, RentalVehicle

STATUS, AVAILABILITY = "vehicle_status", "vehicle_availability"

Stations = Mapping[str, RentalStation]


def vehicles(
    files: Files, known: Stations, default_type: str, subject: Subject
) -> tuple[RentalVehicle, ...]:
    """All vehicles that are somewhere.

    Args:
        known: the stations by id.
        default_type: of vehicles that do not say theirs.
    """
    found: dict[str, RentalVehicle] = {}
    notices = subject.notices
    for record in files[STATUS].records(notices) if STATUS in files else ():
        try:
            vehicle = _vehicle(record, known, default_type, subject)
        except Unusable as problem:
            notices.note(problem.rule, problem.example)
            continue
        if vehicle.id in found:
            notices.note("duplicate_id", vehicle.id)
        else:
            found[vehicle.id] = vehicle
    _swap_back(found, notices)
    for vehicle in _available(files, known, default_type, subject):
        before = found.get(vehicle.id)
        if before is None:
            found[vehicle.id] = vehicle
        elif before.until is None:
            found[vehicle.id] = msgspec.structs.replace(before, until=vehicle.until)
    return tuple(found.values())


def _vehicle(record: Json, known: Stations, default_type: str, subject: Subject) -> RentalVehicle:
    notices, now = subject.notices, subject.now
    station_id = subject.reference(record, "station_id")
    lat, lon = _place(record, known.get(station_id), notices)
    if station_id and known and station_id not in known:
        notices.note("unknown_station", station_id)
        station_id = ""
    return RentalVehicle(
        system=subject.id,
        id=subject.id_of(record, "vehicle_id"),
        lat=lat,
        lon=lon,
        type_id=subject.reference(record, "vehicle_type_id") or default_type,
        station_id=station_id,
        home_station_id=subject.reference(record, "home_station_id"),
        is_reserved=bool(fields.flag(record, "is_reserved", notices)),
        is_disabled=bool(fields.flag(record, "is_disabled", notices)),
        range_m=fields.number(record, "current_range_meters", notices),
        charge_percent=_charge(record, notices),
        plan_id=subject.reference(record, "pricing_plan_id"),
        links=links.links(record, "rental_uris", notices),
        reported_at=fields.past(record, "last_reported", now, notices),
        until=fields.moment(record, "available_until", notices),
    )


def _place(record: Json, station: RentalStation | None, notices: Notices) -> LatLon:
    """Where a vehicle says it is, else where its station is."""
    try:
        at = place(record, notices)
    except Unusable as problem:
        if station is None:
            raise
        notices.note("position_of_station", problem.example)
        at = None
    if at is None and station is not None:
        return station.lat, station.lon
    if at is None:
        raise Unusable("missing_position")
    return at


def _charge(record: Json, notices: Notices) -> float | None:
    told = fields.number(record, "current_fuel_percent", notices)
    if told is None:
        return None
    if told <= 1:
        return round(told * 100, 3)
    notices.note("percent_as_share" if told <= 100 else "invalid_number", told)
    return told if told <= 100 else None


def _swap_back(found: dict[str, RentalVehicle], notices: Notices) -> None:
    ids = list(found)
    for i in swapped([(each.lat, each.lon) for each in found.values()]):
        wrong = found[ids[i]]
        notices.note("swapped_position", f"{wrong.lat}, {wrong.lon}")
        found[ids[i]] = msgspec.structs.replace(wrong, lat=wrong.lon, lon=wrong.lat)


def _available(
    files: Files, known: Stations, default_type: str, subject: Subject
) -> Iterator[RentalVehicle]:
    """Vehicles at stations that can be had now, and until when (GBFS 3.1)."""
    notices = subject.notices
    for record in files[AVAILABILITY].records(notices) if AVAILABILITY in files else ():
        try:
            station_id = subject.id_of(record, "station_id")
            until = _until(record, subject)
            if station_id not in known:
                raise Unusable("missing_position", station_id)
            yield RentalVehicle(
                system=subject.id,
                id=subject.id_of(record, "vehicle_id"),
                lat=known[station_id].lat,
                lon=known[station_id].lon,
                type_id=subject.reference(record, "vehicle_type_id") or default_type,
                station_id=station_id,
                home_station_id=station_id,
                plan_id=subject.reference(record, "pricing_plan_id"),
                until=until,
            )
        except Unusable as problem:
            notices.note(problem.rule, problem.example)


def _until(record: Json, subject: Subject) -> int | None:
    """The end of the span in which a vehicle can be had that holds now; None: no end.

    Raises:
        Unusable: it cannot be had now.
    """
    told = record.get("availabilities")
    for span in told if isinstance(told, list) else ():
        if not isinstance(span, dict) or subject.now is None:
            continue
        start = fields.moment(span, "from", subject.notices)
        end = fields.moment(span, "until", subject.notices)
        if start is not None and start <= subject.now and (end is None or subject.now < end):
            return end
    raise Unusable("later_availability")
