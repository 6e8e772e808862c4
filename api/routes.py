"""Every address served: one table, from which routing and `/openapi.json` derive."""

from functools import cache
from importlib.metadata import version

import orjson
from aiohttp import web

from api import wire
from api.about.answers import AboutEmissions, AboutQuery, AboutRanking
from api.about.handlers import about_emissions, about_ranking
from api.archive.handler import RAW, ZIP, source_archive
from api.archive.query import ArchiveQuery
from api.caps import caps
from api.carpool.body import CarpoolBody
from api.carpool.handlers import (
    carpool,
    carpools,
    publish_carpool,
    put_carpool,
    withdraw_carpool,
)
from api.carpool.places import CarpoolPlaces, CarpoolPlacesQuery, carpool_places
from api.carpool.query import CarpoolAddress, CarpoolsQuery
from api.carpool.wire import Carpool, Carpools, TakenCarpool
from api.cells.handlers import cell, cells
from api.cells.wire import Cell, CellAddress, CellQuery, Cells, CellsQuery
from api.docs.handler import docs
from api.exchange.routes import EXCHANGE_ROUTES
from api.generations.handlers import generations, make_generation
from api.generations.wire import Asked, Generations, MakeGenerationBody
from api.geojson import GEOJSON
from api.health import live, ready
from api.incidents.routes import INCIDENT_ROUTES
from api.map_page.handler import map_page
from api.metrics.handler import metrics
from api.motis_routes import MOTIS_ROUTES
from api.nearby.handlers import nearby
from api.nearby.wire import Nearby, NearbyQuery
from api.openapi import document
from api.page.handler import page
from api.page.query import PageQuery
from api.parking.handlers import parking
from api.parking.query import ParkingQuery
from api.parking.wire import ParkingAnswer
from api.public_reports.routes import REPORT_ROUTES
from api.reply import bytes_reply
from api.reports.handler import source_report
from api.reports.query import ReportQuery
from api.reports.wire import SourceReport
from api.route import Route
from api.series.handler import CSV, source_series
from api.series.query import SeriesQuery
from api.series.wire import Series
from api.sources.handlers import source, sources
from api.sources.messages import push_message
from api.sources.wire import Source, SourceAddress, Sources, TakenMessage
from api.tiles.describing import TileJson
from api.tiles.handlers import MEDIA, PATTERN, TileAddress, TileQuery, tile, tiles
from api.wire_limits import Limits
from maas.keys import Scope


async def openapi(_: web.Request) -> web.Response:
    """This description, OpenAPI 3.1."""
    return bytes_reply(_document())


@cache
def _document() -> bytes:
    return orjson.dumps(document(ROUTES, version("maas")))


ROUTES = (
    *MOTIS_ROUTES,
    Route("GET", "/health/live", None, wire.Alive, live),
    Route("GET", "/health/ready", None, wire.Readiness, ready),
    Route("GET", "/v1/about/emissions", AboutQuery, AboutEmissions, about_emissions),
    Route("GET", "/v1/about/ranking", AboutQuery, AboutRanking, about_ranking),
    Route("GET", "/v1/sources", None, Sources, sources),
    Route(
        "GET",
        "/v1/sources/{id}",
        None,
        Source,
        source,
        problems=(404,),
        address=SourceAddress,
    ),
    Route(
        "POST",
        "/v1/sources/{id}/messages",
        None,
        TakenMessage,
        push_message,
        takes="application/octet-stream",
        problems=(400, 404, 503),
        address=SourceAddress,
        scope=Scope.OPERATOR,
    ),
    Route(
        "GET",
        "/v1/sources/{id}/report",
        ReportQuery,
        SourceReport,
        source_report,
        problems=(400, 404, 503),
        also=("text/csv", "text/html"),
        address=SourceAddress,
    ),
    Route(
        "GET",
        "/v1/sources/{id}/archive",
        ArchiveQuery,
        None,
        source_archive,
        problems=(400, 404),
        media=ZIP,
        also=(RAW,),
        address=SourceAddress,
        scope=Scope.STAFF,
    ),
    Route(
        "GET",
        "/v1/sources/{id}/series",
        SeriesQuery,
        Series,
        source_series,
        problems=(400, 404),
        also=(CSV,),
        address=SourceAddress,
    ),
    Route("GET", "/v1/nearby", NearbyQuery, Nearby, nearby, problems=(400, 404, 422, 503)),
    Route(
        "GET",
        "/v1/parking",
        ParkingQuery,
        ParkingAnswer,
        parking,
        problems=(400, 404, 422, 503),
        also=(GEOJSON,),
    ),
    Route(
        "GET",
        "/v1/carpool-places",
        CarpoolPlacesQuery,
        CarpoolPlaces,
        carpool_places,
        also=(GEOJSON,),
    ),
    Route("GET", "/v1/carpools", CarpoolsQuery, Carpools, carpools, also=(GEOJSON,)),
    Route(
        "POST",
        "/v1/carpools",
        None,
        TakenCarpool,
        publish_carpool,
        body=CarpoolBody,
        problems=(409, 422, 503),
        other=(201,),
        scope=Scope.PARTNER,
    ),
    Route(
        "GET", "/v1/carpools/{id}", None, Carpool, carpool, problems=(404,), address=CarpoolAddress
    ),
    Route(
        "PUT",
        "/v1/carpools/{id}",
        None,
        TakenCarpool,
        put_carpool,
        body=CarpoolBody,
        problems=(404, 409, 422, 503),
        address=CarpoolAddress,
        scope=Scope.PARTNER,
    ),
    Route(
        "DELETE",
        "/v1/carpools/{id}",
        None,
        TakenCarpool,
        withdraw_carpool,
        problems=(404, 503),
        address=CarpoolAddress,
        scope=Scope.PARTNER,
    ),
    *INCIDENT_ROUTES,
    *REPORT_ROUTES,
    Route("GET", "/v1/cells", CellsQuery, Cells, cells, problems=(400, 404, 503)),
    Route(
        "GET",
        "/v1/cells/{h3}",
        CellQuery,
        Cell,
        cell,
        problems=(400, 404, 503),
        address=CellAddress,
    ),
    Route("GET", "/v1/generations", None, Generations, generations),
    Route(
        "POST",
        "/v1/generations",
        None,
        Asked,
        make_generation,
        body=MakeGenerationBody,
        problems=(400, 503),
        other=(202,),
        scope=Scope.STAFF,
    ),
    *EXCHANGE_ROUTES,
    Route("GET", "/v1/limits", None, Limits, caps),
    Route(
        "GET",
        PATTERN,
        TileQuery,
        None,
        tile,
        problems=(404, 503),
        media=MEDIA,
        address=TileAddress,
    ),
    Route("GET", "/tiles.json", None, TileJson, tiles),
    Route("GET", "/metrics", None, None, metrics, media="text/plain"),
    Route("GET", "/docs", None, None, docs, media="text/html"),
    Route("GET", "/openapi.json", None, None, openapi),
    Route("GET", "/", PageQuery, None, map_page, other=(400,), media="text/html"),
    Route("GET", "/plain", PageQuery, None, page, other=(400, 404, 422, 503), media="text/html"),
)
