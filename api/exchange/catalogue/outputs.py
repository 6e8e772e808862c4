"""Every output there is: what it is called, in which format it is, how it is made and read back."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from functools import partial

from aiohttp import web

from api.archive.handler import ZIP
from api.exchange.carpool import HOLD_LIVE_S, HOLD_S, carpool_gtfs, carpool_message
from api.exchange.gbfs import LISTS_HOLD_S, gbfs_manifest
from api.exchange.handlers import FRESH, PROTOBUF, gtfs_rt_message
from api.exchange.parkapi import EVERYTHING, HOLDS_S, lots_of, parkapi_cities, parkapi_sites
from api.exchange.road import cifs
from api.exchange.road.geojson import incidents_geojson
from api.exchange.road.regulations import regulations
from api.geojson import GEOJSON
from api.reply import JSON
from maas.live.incidents import INCIDENTS, REPORTS
from maas.live.offers import CARPOOLS
from maas.settings import PARKING_KINDS, ROAD_KINDS

Make = Callable[[web.Request], Awaitable[web.Response]]


@dataclass(frozen=True, slots=True)
class Schema:
    """A format that others know."""

    name: str
    version: str


@dataclass(frozen=True, slots=True)
class Published:
    """One output."""

    path: str
    title: str
    schema: Schema
    media: str
    interval_s: int
    kinds: frozenset[str]
    """Of the sources whose data it tells."""
    make: Make
    reader: str = ""
    """The kind of source that reads the format; "": none of ours does."""


ROAD = frozenset({INCIDENTS, REPORTS, *ROAD_KINDS})
RENTALS = frozenset({"gbfs"})
OFFERS = frozenset({CARPOOLS, "amarillo"})
LINES = frozenset({"gtfs", "gtfs-rt"})
GTFS_RT = Schema("GTFS-Realtime", "2.0")


def _of_lines(kind: str, title: str, form: str, media: str) -> Published:
    make = partial(gtfs_rt_message, kind=kind, form=form)
    path = f"/exchange/gtfs-rt/{kind}.{form}"
    return Published(path, title, GTFS_RT, media, FRESH, LINES, make, "gtfs-rt")


def _of_offers(form: str, media: str) -> Published:
    make = partial(carpool_message, form=form)
    path, title = f"/exchange/carpool/trip-updates.{form}", "Drivers on their way, offers withdrawn"
    return Published(path, title, GTFS_RT, media, HOLD_LIVE_S, OFFERS, make, "gtfs-rt")


def _of_roads(name: str, title: str, schema: Schema, media: str, make: Make) -> Published:
    reader = {"CIFS": "cifs", "DATEX II": "datex2"}.get(schema.name.partition(" (")[0], "")
    return Published(f"/exchange/{name}", title, schema, media, cifs.HOLD_S, ROAD, make, reader)


def _of_parking(name: str, title: str, schema: Schema, make: Make, reader: str = "") -> Published:
    path = f"/exchange/parkapi/{name}"
    return Published(path, title, schema, JSON, HOLDS_S, PARKING_KINDS, make, reader)


FORMS = (("pb", PROTOBUF), ("json", JSON))
CLOSURES = "Closures, works and hazards"
OUTPUTS = (
    _of_roads("cifs.xml", CLOSURES, Schema("CIFS (XML)", "2"), cifs.XML, cifs.cifs_xml),
    _of_roads("cifs.json", CLOSURES, Schema("CIFS (JSON)", "2"), JSON, cifs.cifs_json),
    _of_roads(
        "regulations.xml",
        "Closures and rules of roads",
        Schema("DATEX II (TrafficRegulationPublication)", "3.3"),
        cifs.XML,
        regulations,
    ),
    _of_roads(
        "incidents.geojson",
        "Incidents on roads",
        Schema("GeoJSON", "RFC 7946"),
        GEOJSON,
        incidents_geojson,
    ),
    *(
        _of_lines(kind, title, form, media)
        for kind, title in (
            ("trip-updates", "Delays, cancellations and added trips"),
            ("vehicle-positions", "Where vehicles of lines are"),
            ("alerts", "Alerts about lines and stops"),
        )
        for form, media in FORMS
    ),
    Published(
        "/exchange/gbfs/manifest.json",
        "Vehicles to rent: all systems",
        Schema("GBFS", "3.0"),
        JSON,
        LISTS_HOLD_S,
        RENTALS,
        gbfs_manifest,
    ),
    _of_parking("v3/parking-sites", "Places to park", Schema("ParkAPI", "3"), parkapi_sites),
    _of_parking("", "Whose car parks there are", Schema("ParkAPI", "1"), parkapi_cities),
    _of_parking(
        EVERYTHING,
        "Car parks for everyone",
        Schema("ParkAPI", "1"),
        partial(lots_of, city=EVERYTHING),
        "parkapi",
    ),
    Published(
        "/exchange/carpool/gtfs.zip",
        "Seats in private cars",
        Schema("GTFS", "with route_type 1551"),
        ZIP,
        HOLD_S,
        OFFERS,
        carpool_gtfs,
    ),
    *(_of_offers(form, media) for form, media in FORMS),
)
