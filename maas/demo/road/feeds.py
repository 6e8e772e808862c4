"""Ondine and the town's works at the addresses where they are told."""

from collections.abc import Callable, Iterator
from functools import partial
from http import HTTPStatus
from urllib.parse import urljoin

import msgspec

from maas.demo.live.server import Answer, Answering
from maas.demo.road.partner_feed import feed
from maas.demo.road.places import RoadPlaces
from maas.demo.road.pulling import Puller
from maas.demo.road.works import works_file

LIVE_S, WORKS_S = 20, 600
JSON, XML = "application/json", "application/xml"
PARTNER_FILE, WORKS_FILE = "ondine/waze-feed.json", "voirie/works.cifs.xml"
PULLED_FILE = "ondine/pulled.json"


def road_address(address: str, file: str) -> str:
    """Where one of the files is; `address`: where the simulator's GTFS-Realtime is."""
    return urljoin(address, f"road/{file}")


def road_files(
    places: RoadPlaces, seed: int, address: str, puller: Puller
) -> Iterator[tuple[str, int, str, Callable[[int], bytes]]]:
    """(address, how often it changes (s), its media type, what makes it at a moment (Unix s))"""

    def told(now: int) -> bytes:
        closed = puller.newest.closed
        return msgspec.json.encode(feed(places.stretches, seed, now, closed))

    yield road_address(address, PARTNER_FILE), LIVE_S, JSON, told
    works = partial(works_file, places.stretches, seed)
    yield road_address(address, WORKS_FILE), WORKS_S, XML, works


def road_answers(address: str, puller: Puller) -> Iterator[tuple[str, Answering]]:
    """(address, what answers there): what Ondine has fetched of the city."""
    yield road_address(address, PULLED_FILE), lambda _, __: Answer(HTTPStatus.OK, _pulled(puller))


def _pulled(puller: Puller) -> bytes:
    newest = puller.newest
    names = ("id", "type", "street")
    incidents = [dict(zip(names, each, strict=True)) for each in newest.incidents]
    return msgspec.json.encode({"at": newest.at, "status": newest.status, "incidents": incidents})
