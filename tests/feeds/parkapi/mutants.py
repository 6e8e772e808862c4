"""Answers of ParkAPI gone wrong at random, the same ones for the same seed."""

from collections.abc import Iterator
from typing import Any

from tests.feeds.parkapi.answers import lot, site
from tests.mutation import json_mutants

SITES: dict[str, Any] = {
    "items": [
        site(
            1,
            max_height=205,
            has_fee=True,
            park_and_ride_type=["TRAM"],
            restrictions=[{"type": "DISABLED", "capacity": 4, "realtime_free_capacity": 1}],
            external_identifiers=[{"type": "OSM", "value": "way/42"}],
            public_url="https://stadt.example/p",
        ),
        *(site(number, lat=f"49.52{number}") for number in range(2, 7)),
        site(7, purpose="BIKE", type="LOCKERS", capacity_disabled=3),
    ],
    "total_count": 7,
}
LOTS: dict[str, Any] = {
    "last_updated": "2025-06-15T15:05:00",
    "lots": [lot(f"l{number}", address="Gasse 1") for number in range(6)],
}


def mutants(seed: int) -> Iterator[bytes]:
    """Without end."""
    return json_mutants([SITES, LOTS, {"pages": [SITES, LOTS]}], seed)
