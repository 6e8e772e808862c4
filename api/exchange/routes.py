"""The addresses from which other platforms take what is known here."""

from api.archive.handler import ZIP
from api.exchange.carpool import CarpoolUpdatesAddress, carpool_gtfs, carpool_updates
from api.exchange.catalogue.handler import exchange_catalogue
from api.exchange.catalogue.wire import Catalogue
from api.exchange.gbfs import GbfsAddress, gbfs_file, gbfs_manifest
from api.exchange.handlers import PROTOBUF, GtfsRtAddress, GtfsRtQuery, gtfs_rt, gtfs_rt_trips
from api.exchange.journal.handler import exchange_journal
from api.exchange.journal.query import JournalQuery
from api.exchange.journal.wire import Journal
from api.exchange.parkapi import (
    CityAddress,
    parkapi_cities,
    parkapi_lots,
    parkapi_sites,
    parkapi_sources,
)
from api.exchange.road.cifs import XML, cifs_json, cifs_xml
from api.exchange.road.geojson import incidents_geojson
from api.exchange.road.regulations import regulations
from api.exchange.sites_asked import SitesQuery
from api.geojson import GEOJSON
from api.reply import JSON
from api.route import Route
from feeds.parkapi.writing import v1, v3
from maas.keys import Scope

EXCHANGE_ROUTES = (
    Route("GET", "/exchange/", None, Catalogue, exchange_catalogue, also=("text/html",)),
    Route(
        "GET",
        "/v1/exchange/journal",
        JournalQuery,
        Journal,
        exchange_journal,
        scope=Scope.STAFF,
        others=(Scope.EXCHANGE,),
    ),
    Route(
        "GET",
        "/exchange/gtfs-rt/{message}",
        GtfsRtQuery,
        None,
        gtfs_rt,
        problems=(400, 404),
        media=PROTOBUF,
        also=(JSON,),
        address=GtfsRtAddress,
    ),
    Route("GET", "/gtfsrt", GtfsRtQuery, None, gtfs_rt_trips, problems=(400, 404), media=PROTOBUF),
    Route("GET", "/exchange/cifs.xml", None, None, cifs_xml, problems=(503,), media=XML),
    Route("GET", "/exchange/cifs.json", None, None, cifs_json, problems=(503,), media=JSON),
    Route("GET", "/exchange/regulations.xml", None, None, regulations, problems=(503,), media=XML),
    Route("GET", "/exchange/incidents.geojson", None, None, incidents_geojson, media=GEOJSON),
    Route("GET", "/exchange/gbfs/manifest.json", None, None, gbfs_manifest, media=JSON),
    Route(
        "GET",
        "/exchange/gbfs/{system}/{file}",
        None,
        None,
        gbfs_file,
        problems=(404,),
        media=JSON,
        address=GbfsAddress,
    ),
    Route("GET", "/exchange/carpool/gtfs.zip", None, None, carpool_gtfs, media=ZIP),
    Route(
        "GET",
        "/exchange/carpool/{message}",
        None,
        None,
        carpool_updates,
        problems=(404, 503),
        media=PROTOBUF,
        also=(JSON,),
        address=CarpoolUpdatesAddress,
    ),
    Route(
        "GET",
        "/exchange/parkapi/v3/parking-sites",
        SitesQuery,
        v3.ParkApiSites,
        parkapi_sites,
        problems=(400,),
    ),
    Route("GET", "/exchange/parkapi/v3/sources", None, v3.ParkApiSources, parkapi_sources),
    Route("GET", "/exchange/parkapi/", None, v1.Cities, parkapi_cities),
    Route(
        "GET",
        "/exchange/parkapi/{city}",
        None,
        v1.Lots,
        parkapi_lots,
        problems=(404,),
        address=CityAddress,
    ),
)
