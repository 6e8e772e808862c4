"""Answers of ParkAPI, made up."""

from typing import Any

import msgspec

from feeds.parkapi import parse
from feeds.parsed import Parsed
from maas.live.parking import ParkingFacility

Json = dict[str, Any]

NOW = 1_750_000_000
"""2025-06-15T15:06:40Z"""
HOLD_S = 300


def site(id: Any = 1, **more: Any) -> Json:
    """A parking site of version 3."""
    told = {
        "id": id,
        "source_id": 7,
        "original_uid": f"p{id or 1}",
        "name": f"Park {id}",
        "purpose": "CAR",
        "type": "CAR_PARK",
        "lat": "49.5221108",
        "lon": "9.3265143",
        "capacity": 60,
        "has_realtime_data": True,
        "realtime_free_capacity": 27,
        "realtime_opening_status": "OPEN",
        "realtime_data_updated_at": "2025-06-15T15:05:00Z",
    }
    return {**told, **more}


def sites(*items: Any, **more: Any) -> bytes:
    """An answer of version 3."""
    return msgspec.json.encode({"items": items, "total_count": len(items), **more})


def lot(id: str = "dresdenaltmarkt", **more: Any) -> Json:
    """A lot of version 1."""
    told = {
        "id": id,
        "name": "Altmarkt",
        "coords": {"lat": 51.05031, "lng": 13.73754},
        "total": 400,
        "free": 235,
        "state": "open",
        "lot_type": "Tiefgarage",
        "forecast": True,
    }
    return {**told, **more}


def lots(*several: Any, **more: Any) -> bytes:
    """An answer of version 1 of one city."""
    head = {"last_downloaded": "2025-06-15T15:06:00", "last_updated": "2025-06-15T15:05:00"}
    return msgspec.json.encode({**head, "lots": several, **more})


def read(content: bytes) -> Parsed:
    """What is made of it."""
    return parse(content, NOW, HOLD_S)


def facilities(content: bytes) -> list[ParkingFacility]:
    """The records that are made of it."""
    return [record for record in read(content).records if isinstance(record, ParkingFacility)]


def rules(content: bytes) -> dict[str, int]:
    """The rules that it breaks, and how often."""
    return {finding.rule: finding.count for finding in read(content).rejections}
