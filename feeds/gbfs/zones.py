"""Where rides may begin, end and pass, and how fast: geofencing_zones."""

from collections.abc import Iterator
from typing import Any

from feeds import fields
from feeds.fields import Json
from feeds.gbfs.areas import area
from feeds.gbfs.files import Files
from feeds.gbfs.subject import Subject
from feeds.notices import Unusable
from maas.live.rentals import RentalZone, ZoneRule

ZONES = "geofencing_zones"


def zones(files: Files, subject: Subject) -> Iterator[RentalZone]:
    """All zones with rules, in the order of the file: the one that comes first takes precedence."""
    if ZONES not in files:
        return
    notices = subject.notices
    notices.at(files[ZONES].shown)
    collection = files[ZONES].body.get("geofencing_zones")
    features = collection.get("features") if isinstance(collection, dict) else None
    if not isinstance(features, list):
        notices.note("malformed_file")
        return
    for number, feature in enumerate(features, 1):
        notices.record = number
        try:
            yield _zone(feature, subject)
        except Unusable as problem:
            notices.note(problem.rule, problem.example)
    notices.record = None


def global_rules(files: Files, subject: Subject) -> tuple[ZoneRule, ...]:
    """What holds outside all zones; GBFS 1 and 2 have no such rules."""
    if ZONES not in files:
        return ()
    subject.notices.at(files[ZONES].shown)
    return tuple(_rules(files[ZONES].body.get("global_rules"), subject))


def _zone(feature: Any, subject: Subject) -> RentalZone:
    if not isinstance(feature, dict):
        raise Unusable("invalid_record", feature)
    told = feature.get("properties")
    properties: Json = told if isinstance(told, dict) else {}
    rules = tuple(_rules(properties.get("rules"), subject))
    if not rules:
        raise Unusable("zone_without_rules")
    start, end = (fields.moment(properties, each, subject.notices) for each in ("start", "end"))
    if start is not None and end is not None and end < start:
        subject.notices.note("invalid_period", f"{start} to {end}")
        start = end = None
    its_area = area(feature.get("geometry"), subject.notices)
    return RentalZone(subject.id, its_area, subject.texts(properties, "name"), start, end, rules)


def _rules(told: object, subject: Subject) -> Iterator[ZoneRule]:
    for each in told if isinstance(told, list) else ():
        if not isinstance(each, dict):
            subject.notices.note("invalid_record", each)
            continue
        try:
            yield _rule(each, subject)
        except Unusable as problem:
            subject.notices.note(problem.rule, problem.example)


def _rule(told: Json, subject: Subject) -> ZoneRule:
    notices = subject.notices
    both = fields.flag(told, "ride_allowed", notices)  # of GBFS 2: to begin and to end
    start, end, through = (
        fields.flag(told, name, notices)
        for name in ("ride_start_allowed", "ride_end_allowed", "ride_through_allowed")
    )
    start, end = both if start is None else start, both if end is None else end
    if start is None or end is None or through is None:
        notices.note("untold_rule")
    return ZoneRule(
        may_start=start is not False,
        may_end=end is not False,
        may_pass=through is not False,
        stations_only=bool(fields.flag(told, "station_parking", notices)),
        max_kmh=fields.number(told, "maximum_speed_kph", notices),
        type_ids=subject.references(told, "vehicle_type_ids")
        or subject.references(told, "vehicle_type_id"),
    )
