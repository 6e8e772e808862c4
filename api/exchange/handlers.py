"""`GET /exchange/gtfs-rt/…` and MOTIS's `GET /gtfsrt`: what is live, as GTFS-Realtime."""

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from types import MappingProxyType
from typing import Annotated, Literal

import msgspec
from aiohttp import web
from msgspec import Meta

from api.exchange.alerts import alerts
from api.exchange.hindered import closure_alerts
from api.exchange.naming import Naming
from api.exchange.publications import Publication
from api.exchange.road.passing import passed_on
from api.exchange.runs import trip_updates
from api.exchange.sending import send_publication
from api.exchange.vehicles import vehicle_positions
from api.keys import NOW, PUBLICATIONS, SERVED
from api.query import read_query
from api.reply import JSON
from api.served import News, Served
from feeds.registry import adapter
from maas.errors import BadQuery, NotFound
from maas.live import Record
from routing.incidents.crossing.informing import hindered_by

PROTOBUF = "application/x-protobuf"
FORMS = {"pb": PROTOBUF, "json": JSON}

FRESH = 10
"""s: sources are read every 20 s or so."""


class GtfsRtAddress(msgspec.Struct, frozen=True, kw_only=True):
    """Which message."""

    message: Annotated[
        Literal[
            "trip-updates.pb",
            "trip-updates.json",
            "vehicle-positions.pb",
            "vehicle-positions.json",
            "alerts.pb",
            "alerts.json",
        ],
        Meta(description="what it tells, as protobuf or in its JSON form"),
    ]


class GtfsRtQuery(msgspec.Struct, frozen=True, kw_only=True):
    """Whose ids it speaks."""

    source: Annotated[
        str,
        Meta(
            max_length=32,
            description="the timetable whose own ids are told; where there is one it is that one, "
            "else all ids are `<source>:<id>`",
        ),
    ] = ""


async def gtfs_rt(request: web.Request) -> web.Response:
    """What is live, as a whole GTFS-Realtime message: trip updates, positions or alerts.

    Raises:
        NotFound: there is no such message, or no timetable.
        BadQuery: no timetable has this source.
    """
    kind, _, form = request.match_info["message"].rpartition(".")
    if kind not in TELLERS or form not in FORMS:
        raise NotFound(f"there are {', '.join(TELLERS)}, each as .pb and .json")
    return await gtfs_rt_message(request, kind, form)


async def gtfs_rt_trips(request: web.Request) -> web.Response:
    """Trip updates as a whole GTFS-Realtime message, where MOTIS has them.

    Raises:
        NotFound: there is no timetable.
        BadQuery: no timetable has this source.
    """
    return await gtfs_rt_message(request, "trip-updates", "pb")


async def gtfs_rt_message(request: web.Request, kind: str, form: str) -> web.Response:
    """A message of one kind (`trip-updates`, …) in one form (`pb`, `json`).

    Raises:
        NotFound: there is no timetable.
        BadQuery: no timetable has this source.
    """
    served = request[SERVED]
    if served.news is None:
        raise NotFound("there is no timetable here")
    naming = _naming(served.news, read_query(GtfsRtQuery, request.query).source)
    made_at = served.news.read_at or request.app[NOW]()
    publication = await request.app[PUBLICATIONS].find(
        served.version,
        (kind, form, naming, served.news.read_at),
        partial(_publish, served, kind, form, naming, made_at),
    )
    return send_publication(request, publication, FORMS[form], FRESH)


def _naming(news: News, source: str) -> Naming:
    """The operator's own ids where it is clear whose they are."""
    known = list(news.timetable.feeds.source)
    if source and source not in known:
        raise BadQuery("source", f"{source!r} is none of {', '.join(known)}")
    return Naming(source or (known[0] if len(known) == 1 else ""))


def _publish(served: Served, kind: str, form: str, naming: Naming, made_at: int) -> Publication:
    """Write a message. Not for the event loop."""
    assert served.news is not None
    records = TELLERS[kind](served, served.news, naming, made_at)
    body: bytes = adapter("gtfs-rt").write(records, made_at, as_json=form == "json")
    return Publication.of(body, made_at)


def _trip_updates(_: Served, news: News, naming: Naming, made_at: int) -> Iterable[Record]:
    trips = news.live and news.live.trips
    return trip_updates(news.timetable, trips, naming, made_at) if trips else ()


def _positions(_: Served, news: News, naming: Naming, made_at: int) -> Iterable[Record]:
    return vehicle_positions(news.timetable, news.live, naming, made_at) if news.live else ()


def _alerts(served: Served, news: News, naming: Naming, made_at: int) -> Iterable[Record]:
    """What sources tell, and what is closed on the ways of lines, as far as we pass it on."""
    told = news.live and news.live.alerts
    if told:
        speaks = {source.id: source.ids_of for source in served.sources}
        yield from alerts(news.timetable, told, speaks, naming)
    if news.hindering is not None:
        ours = {laid.id for laid in passed_on(served, made_at)}
        hindered = hindered_by(news.timetable, news.hindering.crossings)
        given = (each for each in hindered if each.laid.id in ours)
        yield from closure_alerts(news.timetable, given, naming)


TELLERS: Mapping[str, Callable[[Served, News, Naming, int], Iterable[Record]]] = MappingProxyType(
    {"trip-updates": _trip_updates, "vehicle-positions": _positions, "alerts": _alerts}
)
"""Kind of message to what tells it."""
