"""Stations and what stands there: station_information joined with station_status."""

from collections.abc import Iterator, Mapping
from typing import Any

import msgspec

from feeds import fields
from feeds.fields import Json
from feeds.gbfs import links
from feeds.gbfs.areas import Area, area, middle
from feeds.gbfs.files import Files
from feeds.gbfs.notices import Notices
from feeds.gbfs.subject import Subject
from feeds.gbfs.texts import plain
from feeds.notices import Unusable
from feeds.positions import LatLon, place, swapped
from maas.live.alerts import Text
from maas.live.rentals import RentalStation, TypeCount

INFORMATION, STATUS, REGIONS = "station_information", "station_status", "system_regions"

Regions = Mapping[str, tuple[Text, ...]]

LONGEST_REGION = 500
"""Characters in all languages: every station of a region bears its name."""

CAPACITIES = (
    *("vehicle_types_capacity", "vehicle_docks_capacity"),
    *("vehicle_capacity", "vehicle_type_capacity"),
)
"""By vehicle type: lists in GBFS 3, objects in GBFS 2."""


def stations(files: Files, subject: Subject) -> dict[str, RentalStation]:
    """All stations by id, with what they have where that is told."""
    found: dict[str, RentalStation] = {}
    if INFORMATION not in files:
        return found
    notices, regions = subject.notices, _regions(files, subject)
    for record in files[INFORMATION].records(notices):
        try:
            station = _station(record, regions, subject)
        except Unusable as problem:
            notices.note(problem.rule, problem.example)
            continue
        if station.id in found:
            notices.note("duplicate_id", station.id)
        else:
            found[station.id] = station
    return _joined(_swapped_back(found, notices), files, subject)


def station_ids_by_region(files: Files, subject: Subject) -> Mapping[str, tuple[str, ...]]:
    """Of each region the ids of its stations."""
    found: dict[str, list[str]] = {}
    quiet = Subject(subject.id, subject.prefix, "", None, Notices())
    for record in files[INFORMATION].records(quiet.notices) if INFORMATION in files else ():
        try:
            region, station = (
                quiet.reference(record, "region_id"),
                quiet.id_of(record, "station_id"),
            )
        except Unusable:
            continue
        found.setdefault(region, []).append(station)
    return {region: tuple(ids) for region, ids in found.items() if region}


def _station(record: Json, regions: Regions, subject: Subject) -> RentalStation:
    notices = subject.notices
    station_id = subject.id_of(record, "station_id")
    its_area = _area(record, notices)
    lat, lon = _place(record, its_area, notices)
    is_virtual = fields.flag(record, "is_virtual_station", notices)
    return RentalStation(
        system=subject.id,
        id=station_id,
        lat=lat,
        lon=lon,
        name=subject.texts(record, "name"),
        short_name=plain(record, "short_name", notices),
        address=plain(record, "address", notices),
        cross_street=plain(record, "cross_street", notices),
        post_code=plain(record, "post_code", notices),
        region=regions.get(subject.reference(record, "region_id"), ()),
        opening_hours=plain(record, "station_opening_hours", notices),
        is_virtual=bool(its_area) if is_virtual is None else is_virtual,
        area=its_area,
        capacity=_capacity(record, notices),
        links=links.links(record, "rental_uris", notices),
    )


def _area(record: Json, notices: Notices) -> Area:
    if record.get("station_area") is None:
        return ()
    try:
        return area(record["station_area"], notices)
    except Unusable as problem:
        notices.note(problem.rule, problem.example)
        return ()


def _place(record: Json, its_area: Area, notices: Notices) -> LatLon:
    at = place(record, notices)
    if at is None and its_area:
        notices.note("untold_position")
        return middle(its_area)
    if at is None:
        raise Unusable("missing_position")
    return at


def _capacity(record: Json, notices: Notices) -> int | None:
    told = fields.count(record, "capacity", notices)
    if told is not None:
        return told
    for name in CAPACITIES:
        by_type = record.get(name)
        if isinstance(by_type, dict):
            counts = [fields.count(by_type, each, notices) for each in by_type]
        elif isinstance(by_type, list):
            several = [each for each in by_type if isinstance(each, dict)]
            counts = [fields.count(each, "count", notices) for each in several]
        else:
            continue
        if counts and None not in counts:
            return sum(each or 0 for each in counts)
    return None


def _regions(files: Files, subject: Subject) -> Regions:
    found: dict[str, tuple[Text, ...]] = {}
    for record in files[REGIONS].records(subject.notices) if REGIONS in files else ():
        try:
            name = subject.texts(record, "name")
            is_short = sum(len(text.text) for text in name) <= LONGEST_REGION
            found.setdefault(subject.id_of(record, "region_id"), name if is_short else ())
        except Unusable as problem:
            subject.notices.note(problem.rule, problem.example)
    return found


def _swapped_back(found: dict[str, RentalStation], notices: Notices) -> dict[str, RentalStation]:
    """Stations that lie among the others once latitude and longitude change places, so moved."""
    ids = list(found)
    for i in swapped([(each.lat, each.lon) for each in found.values()]):
        wrong = found[ids[i]]
        notices.note("swapped_position", f"{wrong.lat}, {wrong.lon}")
        found[ids[i]] = msgspec.structs.replace(wrong, lat=wrong.lon, lon=wrong.lat)
    return found


def _joined(
    found: dict[str, RentalStation], files: Files, subject: Subject
) -> dict[str, RentalStation]:
    """The same with what stands there."""
    notices = subject.notices
    told: set[str] = set()
    for record in files[STATUS].records(notices) if STATUS in files else ():
        try:
            id = subject.id_of(record, "station_id")
            if id in told:
                notices.note("duplicate_id", id)
            elif id not in found:
                notices.note("status_without_station", id)
            else:
                found[id] = msgspec.structs.replace(
                    found[id], **_status(record, found[id], subject)
                )
                told.add(id)
        except Unusable as problem:
            notices.note(problem.rule, problem.example)
    if STATUS in files and found and not told:
        notices.note("empty_station_status")
    elif STATUS in files and len(told) < len(found):
        missing = next(id for id in found if id not in told)
        notices.note("station_without_status", missing, len(found) - len(told))
    return found


def _status(record: Json, station: RentalStation, subject: Subject) -> dict[str, Any]:
    notices = subject.notices
    available = fields.count(record, "num_vehicles_available", notices)
    free = fields.count(record, "num_docks_available", notices)
    capacity = station.capacity
    if capacity == 0 and (available or free):
        notices.note("capacity_of_zero", station.id)
        capacity = None
    by_type = tuple(_counts(record, "vehicle_types_available", capacity, subject))
    if available is None and by_type:
        available = sum(each.count for each in by_type)
    is_installed = fields.flag(record, "is_installed", notices)
    return {
        "capacity": capacity,
        "available": _within(available, capacity, notices),
        "free": _within(free, capacity, notices),
        "by_type": by_type,
        "free_by_type": tuple(_counts(record, "vehicle_docks_available", capacity, subject)),
        "is_installed": True if is_installed is None else is_installed,
        "is_renting": fields.flag(record, "is_renting", notices),
        "is_returning": fields.flag(record, "is_returning", notices),
        "reported_at": fields.past(record, "last_reported", subject.now, notices),
    }


def _within(told: int | None, capacity: int | None, notices: Notices) -> int | None:
    if told is None or capacity is None or told <= capacity:
        return told
    notices.note("count_over_capacity", f"{told} of {capacity}")
    return capacity


def _counts(record: Json, name: str, capacity: int | None, subject: Subject) -> Iterator[TypeCount]:
    """Counts by vehicle type; those that cannot be read are not said."""
    told = record.get(name)
    for each in told if isinstance(told, list) else ():
        if not isinstance(each, dict):
            continue
        ids = subject.references(each, "vehicle_type_ids") or subject.references(
            each, "vehicle_type_id"
        )
        n = _within(fields.count(each, "count", subject.notices), capacity, subject.notices)
        if ids and n is not None:
            yield TypeCount(ids, n)
