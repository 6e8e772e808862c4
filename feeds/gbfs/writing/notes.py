"""Zones and their rules, alerts, and the regions of stations."""

from collections.abc import Iterable

from feeds.gbfs.writing.parts import Parts
from feeds.gbfs.writing.values import Json, present, rfc3339, texts
from maas.live.rentals import RentalAlert, RentalZone, ZoneRule

KINDS = frozenset({"system_closure", "station_closure", "station_move", "other"})


def geofencing_zones(parts: Parts) -> Json:
    """All zones, the one that takes precedence first, and the rules outside them."""
    features = [_zone(each, parts) for each in parts.zones if each.area]
    return {
        "geofencing_zones": {"type": "FeatureCollection", "features": features},
        "global_rules": _rules(parts.system.rules, parts),
    }


def _zone(zone: RentalZone, parts: Parts) -> Json:
    properties = {
        "name": texts(zone.name),
        "start": None if zone.start is None else rfc3339(zone.start),
        "end": None if zone.end is None else rfc3339(zone.end),
    }
    return {
        "type": "Feature",
        "geometry": {"type": "MultiPolygon", "coordinates": zone.area},
        "properties": present(properties) | {"rules": _rules(zone.rules, parts)},
    }


def _rules(rules: Iterable[ZoneRule], parts: Parts) -> list[Json]:
    """Rules in their order; one on unknown types only is on no vehicle, not on all."""
    concerned = ((rule, parts.known_types(rule.type_ids)) for rule in rules)
    return [
        present(
            {
                "vehicle_type_ids": types,
                "ride_start_allowed": rule.may_start,
                "ride_end_allowed": rule.may_end,
                "ride_through_allowed": rule.may_pass,
                "maximum_speed_kph": None if rule.max_kmh is None else int(rule.max_kmh),
                "station_parking": rule.stations_only,
            }
        )
        for rule, types in concerned
        if types or not rule.type_ids
    ]


def system_alerts(parts: Parts) -> Json:
    """What is out of order."""
    return {"alerts": [_alert(each, parts) for each in parts.alerts]}


def _alert(alert: RentalAlert, parts: Parts) -> Json:
    times = [
        present(
            {
                "start": None if start is None else rfc3339(start),
                "end": None if end is None else rfc3339(end),
            }
        )
        for start, end in alert.times
    ]
    return present(
        {
            "alert_id": alert.id,
            "type": alert.kind if alert.kind in KINDS else "other",
            "times": times,
            "station_ids": list(alert.station_ids),
            "summary": texts(alert.summary or alert.description) or parts.texts(alert.id),
            "description": texts(alert.description),
            "url": texts(alert.url),
        }
    )


def system_regions(parts: Parts) -> Json:
    """The regions of stations."""
    known = parts.regions.items()
    return {"regions": [{"region_id": id, "name": texts(region)} for region, id in known]}
