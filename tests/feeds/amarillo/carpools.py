"""Offers as Amarillo publishes them, made up."""

from typing import Any

import msgspec

from feeds.amarillo import parse
from feeds.parsed import Parsed
from maas.live import RideOffer

Record = dict[str, Any]


def stop(name: str, lat: float, lon: float, **more: Any) -> Record:
    """A stop."""
    return {"id": name.lower(), "name": name, "lat": lat, "lon": lon, **more}


def carpool(**more: Any) -> Record:
    """An offer that tells more, or other things."""
    usual = {
        "id": "c1",
        "agency": "mifaz",
        "deeplink": "https://mifaz.example/c1",
        "stops": [
            stop("Nagold", 48.552, 8.724, departureTime="07:00", pickup_dropoff="only_pickup"),
            stop("Herrenberg", 48.594, 8.866, arrivalTime="07:18", departureTime="07:20"),
            stop("Böblingen", 48.686, 9.003, arrivalTime="07:40", pickup_dropoff="only_dropoff"),
        ],
        "departureTime": "07:00:00",
        "departureDate": ["monday", "tuesday"],
        "path": {
            "type": "LineString",
            "coordinates": [[8.724, 48.552], [8.866, 48.594], [8.95, 48.66], [9.003, 48.686]],
        },
        "lastUpdated": "2026-01-10T08:00:00Z",
    }
    return {**usual, **more}


def read(*records: Any, max_detour_s: int = 0) -> Parsed:
    """What is made of some offers."""
    return parse(msgspec.json.encode(records), max_detour_s)


def offers(*records: Any) -> list[RideOffer]:
    """The records that are made of them."""
    return [each for each in read(*records).records if isinstance(each, RideOffer)]


def offer(**more: Any) -> RideOffer:
    """What is made of one that tells more, or other things."""
    (found,) = offers(carpool(**more))
    return found


def rules(*records: Any) -> dict[str, int]:
    """The rules that they break, and how often."""
    return {finding.rule: finding.count for finding in read(*records).rejections}
