"""What one message of a live source says, for `maas check`."""

import asyncio
from collections import Counter
from datetime import UTC, datetime

from feeds.fetch.asking import Version
from feeds.fetch.client import Client
from feeds.fetch.reading import Reader
from feeds.parsed import Parsed
from feeds.registry import adapter
from maas.errors import FeedUnavailable
from maas.live import (
    Alert,
    CarpoolPlace,
    Detour,
    Incident,
    LiveShape,
    LiveStop,
    ParkingFacility,
    PricingPlan,
    Record,
    RentalAlert,
    RentalStation,
    RentalSystem,
    RentalVehicle,
    RentalZone,
    RideOffer,
    RoadState,
    TripUpdate,
    VehiclePosition,
    VehicleType,
)
from maas.live.incidents import IncidentKind
from maas.report import Report
from maas.settings import Source

COUNTED: dict[type[Record], str] = {
    TripUpdate: "trip_updates",
    VehiclePosition: "vehicle_positions",
    Alert: "alerts",
    Detour: "detours",
    LiveShape: "shapes",
    LiveStop: "stops",
    RentalSystem: "systems",
    RentalStation: "stations",
    RentalVehicle: "vehicles",
    VehicleType: "vehicle_types",
    PricingPlan: "pricing_plans",
    RentalZone: "zones",
    RentalAlert: "alerts",
    ParkingFacility: "parking_facilities",
    RoadState: "roads",
    RideOffer: "ride_offers",
    CarpoolPlace: "carpool_places",
    Incident: "incidents",
}

INCIDENTS: dict[IncidentKind, str] = {
    IncidentKind.CLOSURE: "closures",
    IncidentKind.WORKS: "works",
    IncidentKind.ACCIDENT: "accidents",
    IncidentKind.HAZARD: "hazards",
    IncidentKind.JAM: "jams",
    IncidentKind.EVENT: "events",
    IncidentKind.RESTRICTION: "restrictions",
    IncidentKind.OTHER: "other_incidents",
}


def live_report(source: Source, now: int) -> Report:
    """What the newest message holds and what is wrong in it.

    Raises:
        FeedUnavailable: there is none.
        FeedMalformed: it is none.
    """
    content = asyncio.run(_newest(source, now))
    parsed: Parsed = adapter(source.kind).parser(source)(content, now)
    return Report(
        source.id, source.kind, _counts(parsed), parsed.rejections, attributes=_facts(parsed, now)
    )


async def _newest(source: Source, now: int) -> bytes:
    async with Client() as client:
        reader: Reader = adapter(source.kind).reader(source, client)
        reading = await reader.read(Version(), now)
    if reading.content is None:
        raise FeedUnavailable("the server says that nothing is new, to who knows nothing")
    return reading.content


def _counts(parsed: Parsed) -> dict[str, int]:
    found = Counter(name for record in parsed.records for name in _names(record))
    calls = sum(len(each.stops) for each in parsed.records if isinstance(each, TripUpdate))
    return {**found, "stop_updates": calls} if calls else dict(found) or {"entities": 0}


def _names(record: Record) -> tuple[str, ...]:
    """As what a record is counted; incidents are so by kind, too."""
    counted = COUNTED[type(record)]
    return (counted, INCIDENTS[record.kind]) if isinstance(record, Incident) else (counted,)


def _facts(parsed: Parsed, now: int) -> dict[str, str]:
    if parsed.made_at is None:
        return {}
    made = datetime.fromtimestamp(parsed.made_at, UTC)
    return {"made": f"{made:%Y-%m-%dT%H:%M:%SZ}, {_ago(now - parsed.made_at)}"}


def _ago(seconds: int) -> str:
    for size, name in ((86_400, "days"), (3600, "h"), (60, "min")):
        if seconds >= 2 * size:
            return f"{seconds // size} {name} ago"
    return f"{max(0, seconds)} s ago"
