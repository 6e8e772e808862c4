"""`GET /exchange/gbfs/…`: what there is to rent, of all sources, as GBFS 3.0."""

import asyncio
from functools import lru_cache
from typing import Annotated

import msgspec
from aiohttp import web
from msgspec import Meta

from api.exchange.rentals import published
from api.exchange.sending import send
from api.keys import MOMENT, SERVED
from api.origin import origin_of
from api.rentals.freshness import left_s
from feeds.gbfs.writing import About, File, manifest, write
from maas.errors import NotFound
from routing.rentals.fleets import Rentals, System

PATH = "/exchange/gbfs"
LISTS_HOLD_S = 300
"""Which systems there are, and which files they have, changes seldom."""

REMEMBERED = 8
"""Systems whose files are kept, so that each is written once however many ask."""


class GbfsAddress(msgspec.Struct, frozen=True, kw_only=True):
    """Which file of which system."""

    system: Annotated[
        str,
        Meta(max_length=600, description="a source or, of a manifest's, `source:system`"),
    ]
    file: Annotated[str, Meta(max_length=80, description="`gbfs.json` or a file it names")]


async def gbfs_manifest(request: web.Request) -> web.Response:
    """The rental systems of all sources, for whoever reads GBFS 3.0 (`manifest.json`)."""
    rentals = request[SERVED].planner.rentals
    ids = [system.id for system in rentals.systems]
    about = _about(request, rentals.since or request[MOMENT])
    return _reply(request, manifest(ids, about), LISTS_HOLD_S)


async def gbfs_file(request: web.Request) -> web.Response:
    """One file of a rental system, as GBFS 3.0."""
    rentals, now = request[SERVED].planner.rentals, request[MOMENT]
    system = _find(rentals, request.match_info["system"])
    about = _about(request, rentals.moment(now))
    files = await asyncio.to_thread(_files, system, about)
    name, _, ending = request.match_info["file"].rpartition(".")
    if name not in files or ending != "json":
        raise NotFound(f"{system.id} has {', '.join(files)}, each as .json")
    ttl_s = LISTS_HOLD_S if name == "gbfs" else left_s(system, now)
    return _reply(request, files[name], ttl_s)


def _find(rentals: Rentals, id: str) -> System:
    for system in rentals.systems:
        if system.id == id:
            return system
    raise NotFound(f"no rental system has this id; {PATH}/manifest.json lists them")


@lru_cache(REMEMBERED)
def _files(system: System, about: About) -> dict[str, File]:
    """The files of a system. Not for the event loop."""
    return write(published(system, about.now), about)


def _reply(request: web.Request, file: File, ttl_s: int) -> web.Response:
    """A file that holds for so many seconds yet; named by what it says, whatever is left of it."""
    return send(request, file.tag, file.made_at, ttl_s, lambda: file.whole(ttl_s))


def _about(request: web.Request, moment: int) -> About:
    zone = request[SERVED].coverage.zone.key
    return About(f"{origin_of(request)}{PATH}", zone, moment)
