"""The car parks of the invented city and its two towns at the addresses where their files are."""

from collections.abc import Callable, Iterator
from functools import partial
from urllib.parse import urljoin

import msgspec

from maas.demo.names import DRIVEN_TO
from maas.demo.parking import datex2
from maas.demo.parking.parkapi import Json, parking_sites
from maas.demo.parking.places import ParkingPlaces
from maas.demo.parking.table import table

LIVE_S, STATIC_S = 30, 600
JSON, XML = "application/json", "application/xml"
CITY_FILE = "ambrelune/v3/parking-sites"
TABLE_FILE, STATUS_FILE = "vernelles/table.xml", "vernelles/status.xml"
TOWN_FILE = "marsanche/stationnement.json"

BY_DATEX, BY_TABLE = DRIVEN_TO
"""Which town publishes how."""


def parking_address(address: str, file: str) -> str:
    """Where one of the files is; `address`: where the simulator's GTFS-Realtime is."""
    return urljoin(address, f"parking/{file}")


def parking_files(
    places: ParkingPlaces, seed: int, address: str
) -> Iterator[tuple[str, int, str, Callable[[int], bytes]]]:
    """(address, how often it changes (s), its media type, what makes it at a moment (Unix s))"""
    by_datex, by_table = (places.towns.get(town, ()) for town in (BY_DATEX, BY_TABLE))
    files = (
        (CITY_FILE, LIVE_S, JSON, _json(partial(parking_sites, places.city, seed))),
        (TABLE_FILE, STATIC_S, XML, partial(datex2.parking_table, by_datex)),
        (STATUS_FILE, LIVE_S, XML, partial(datex2.parking_status, by_datex, seed)),
        (TOWN_FILE, LIVE_S, JSON, _json(partial(table, by_table, seed))),
    )
    for file, lasts_s, media, make in files:
        yield parking_address(address, file), lasts_s, media, make


def _json(tell: Callable[[int], Json]) -> Callable[[int], bytes]:
    return lambda now: msgspec.json.encode(tell(now))
