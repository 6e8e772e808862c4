"""Both operators at the addresses where they are asked, and where their file is."""

from collections.abc import Callable, Iterator, Mapping
from hashlib import blake2b
from http import HTTPStatus
from typing import Any
from urllib.parse import urljoin

import msgspec

from maas.clock import Clock
from maas.demo.carpool.drives import CarpoolPlaces
from maas.demo.carpool.published import carpools
from maas.demo.carpool.standard import driver_journeys, driver_regular_trips
from maas.demo.live.server import Answer, Answering

LIVE_S = 30
JSON = "application/json"
PUBLISHED_FILE, BASE = "voisinage/carpools.json", "covoiturelle"


def carpool_address(address: str, path: str) -> str:
    """Where one of both is; `address`: where the simulator's GTFS-Realtime is."""
    return urljoin(address, f"carpool/{path}")


def key_of(address: str) -> str:
    """What the operator gave its client: another one at every start, as the address."""
    return blake2b(address.encode(), digest_size=8).hexdigest()


def carpool_files(
    places: CarpoolPlaces, seed: int, address: str
) -> Iterator[tuple[str, int, str, Callable[[int], bytes]]]:
    """(address, how often it changes (s), its media type, what makes it at a moment (Unix s))"""

    def make(now: int) -> bytes:
        return msgspec.json.encode(carpools(places.published, seed, now))

    yield carpool_address(address, PUBLISHED_FILE), LIVE_S, JSON, make


def carpool_answers(
    places: CarpoolPlaces, seed: int, address: str, clock: Clock
) -> Iterator[tuple[str, Answering]]:
    """(address, what answers there)"""
    asked = places.asked

    def journeys(query: Mapping[str, str]) -> list[Any]:
        return driver_journeys(asked, seed, query, clock.now())

    def regular(query: Mapping[str, str]) -> list[Any]:
        return driver_regular_trips(asked, query)

    key = key_of(address)
    yield carpool_address(address, f"{BASE}/driver_journeys"), _guarded(journeys, key)
    yield carpool_address(address, f"{BASE}/driver_regular_trips"), _guarded(regular, key)
    yield carpool_address(address, f"{BASE}/status"), lambda _, __: Answer(HTTPStatus.OK, b"{}")


def _guarded(search: Callable[[Mapping[str, str]], list[Any]], key: str) -> Answering:
    """Answers who has the key, and tells whoever asks something senseless."""

    def answer(query: Mapping[str, str], shown: str | None) -> Answer:
        if shown != key:
            return Answer(HTTPStatus.UNAUTHORIZED, b'{"error": "missing or wrong key"}')
        try:
            return Answer(HTTPStatus.OK, msgspec.json.encode(search(query)))
        except (KeyError, ValueError) as problem:
            error = {"error": f"senseless query: {problem}"}
            return Answer(HTTPStatus.BAD_REQUEST, msgspec.json.encode(error))

    return answer
