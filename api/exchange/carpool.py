"""`/exchange/carpool/`: ride offers as GTFS and GTFS-Realtime, for planners that read just these.

Only what was published to be seen by everyone is passed on.
"""

import asyncio
from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import lru_cache, partial
from typing import Annotated, Literal

import msgspec
from aiohttp import web
from msgspec import Meta

from api.archive.handler import ZIP
from api.carpool.public import public_offers, public_sources
from api.exchange.handlers import FORMS
from api.exchange.publications import Publication
from api.exchange.sending import send_publication
from api.keys import NOW, PORTS, PUBLICATIONS, SERVED
from api.limits import MAX_CARPOOL_DAYS
from api.served import Served
from feeds.carpool_gtfs import Publisher, timed, trip_updates, write
from feeds.registry import adapter
from maas.errors import NotFound
from maas.live.offers import CARPOOLS
from maas.records import WithdrawnOffer
from routing.carpool.offers import KnownOffer

HOLD_S, HOLD_LIVE_S = 300, 10
KNOWN = ("trip-updates.pb", "trip-updates.json")


class CarpoolUpdatesAddress(msgspec.Struct, frozen=True, kw_only=True):
    """Which message."""

    message: Annotated[
        Literal["trip-updates.pb", "trip-updates.json"],
        Meta(description="drivers on their way and offers withdrawn, as protobuf or in JSON"),
    ]


async def carpool_gtfs(request: web.Request) -> web.Response:
    """Offers of seats in private cars as GTFS, as routes of type 1551."""
    served, now = request[SERVED], request.app[NOW]()
    publisher = _publisher(served, now)
    publication = await request.app[PUBLICATIONS].find(
        served.version, ("carpool.zip", publisher), partial(_zipped, served, publisher, now)
    )
    return send_publication(request, publication, ZIP, HOLD_S)


async def carpool_updates(request: web.Request) -> web.Response:
    """Drivers on their way and offers withdrawn, as a whole GTFS-Realtime message.

    Raises:
        NotFound: there is no such message.
        RecordsUnavailable: nobody can tell now what was withdrawn.
    """
    message = request.match_info["message"]
    if message not in KNOWN:
        raise NotFound(f"there are {', '.join(KNOWN)}")
    return await carpool_message(request, message.rpartition(".")[2])


async def carpool_message(request: web.Request, form: str) -> web.Response:
    """The same in a form: `pb` or `json`.

    Raises:
        RecordsUnavailable: nobody can tell now what was withdrawn.
    """
    served, now = request[SERVED], request.app[NOW]()
    withdrawn = await request.app[PORTS].withdrawals.all()
    work = partial(_message, served, withdrawn, now, form == "json")
    publication = await asyncio.to_thread(work)
    return send_publication(request, publication, FORMS[form], HOLD_LIVE_S)


def _zipped(served: Served, publisher: Publisher, now: int) -> Publication:
    """Not for the event loop."""
    return Publication.of_zip(_feed(tuple(_public(served)), publisher), now)


@lru_cache(1)
def _feed(offers: tuple[KnownOffer, ...], publisher: Publisher) -> bytes:
    """Remembered, for lines have news more often than offers, and then there is a new version."""
    return write([timed(each.id, each.record) for each in offers], publisher)


def _message(
    served: Served, withdrawn: Sequence[WithdrawnOffer], now: int, as_json: bool
) -> Publication:
    """What holds now; it is told to be of now however long nothing has changed. Not for the
    event loop."""
    zone = served.coverage.zone
    today = datetime.fromtimestamp(now, zone).date()
    gone = {
        f"{CARPOOLS}:{each.id}": [day for day in each.days if day >= today] for each in withdrawn
    }
    offers = [timed(each.id, each.record) for each in _public(served)]
    records = trip_updates(offers, gone, zone, now)
    return Publication.of(adapter("gtfs-rt").write(records, now, as_json=as_json), now)


def _public(served: Served) -> list[KnownOffer]:
    """All that can be taken, by id; full cars are left out."""
    found = (each for each in public_offers(served) if each.record.seats != 0)
    return sorted(found, key=lambda each: each.id)


def _publisher(served: Served, now: int) -> Publisher:
    zone = served.coverage.zone
    today = datetime.fromtimestamp(now, zone).date()
    attributions = (each.attribution or each.id for each in public_sources(served))
    return Publisher(
        f"Carpools of {served.coverage.name}",
        zone,
        today,
        today + timedelta(days=MAX_CARPOOL_DAYS),
        tuple(attributions),
    )
