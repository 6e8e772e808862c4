"""`GET` and `POST /v1/generations`."""

from datetime import UTC, datetime

from aiohttp import web
from msgspec import UNSET

from api.body import read_body
from api.generations import wire
from api.keys import PORTS, SERVED
from api.reply import json_reply
from maas.generation import ImportedSource, Manifest
from maas.requests import MakeGeneration


async def generations(request: web.Request) -> web.Response:
    """The versions of static data on disk: what each was made of, and which one serves."""
    known = await request.app[PORTS].generations.manifests()
    current = request[SERVED].generation
    listed = tuple(_generation(each, current) for each in reversed(known))
    return json_reply(wire.Generations(generations=listed))


async def make_generation(request: web.Request) -> web.Response:
    """Compare static sources with what serves, now, and import what is new, beside serving.

    Without it that happens by itself within seconds of a file's change.
    """
    body = wire.MakeGenerationBody()
    if request.can_read_body:
        body = await read_body(wire.MakeGenerationBody, request)
    await request.app[PORTS].writer.ask(MakeGeneration(body.force))
    return json_reply(wire.Asked(current=request[SERVED].generation), 202)


def _generation(manifest: Manifest, current: str) -> wire.Generation:
    return wire.Generation(
        id=manifest.id,
        created=datetime.fromtimestamp(manifest.created, UTC),
        current=manifest.id == current,
        sources=tuple(map(_version, manifest.sources)),
        refused=dict(manifest.refused),
        forced=manifest.forced,
        first_day=manifest.first_day or UNSET,
        last_day=manifest.last_day or UNSET,
    )


def _version(source: ImportedSource) -> wire.SourceVersion:
    return wire.SourceVersion(
        id=source.id,
        kind=source.kind,
        sha256=source.sha256,
        imported=datetime.fromtimestamp(source.imported, UTC),
        kept=source.kept or UNSET,
    )
