"""`POST /v1/incidents/import`: many incidents in one file, all of them or none."""

from collections.abc import Iterator
from functools import partial
from itertools import islice
from typing import Annotated

import msgspec
from aiohttp import web
from msgspec import UNSET, Meta, UnsetType

from api.body import read_bytes
from api.camel import Camel
from api.incidents.staff.features import read_features
from api.incidents.staff.here import Here
from api.incidents.staff.render import own_id
from api.incidents.staff.tables import read_table
from api.incidents.staff.told import Told
from api.keys import NOW, PORTS, SEARCHES, SERVED
from api.limits import MAX_IMPORT, SEARCH_S
from api.past import at_present
from api.query import read_query
from api.reply import json_reply
from api.search import run_search
from api.served import Served
from api.strict import read_json
from api.who import key_of
from maas.arrays import Bytes
from maas.errors import BadPlace, BadQuery, Overloaded
from maas.keys import Scope
from maas.live.written import Written
from maas.requests import WriteIncidents

PATIENCE_S = 4 * SEARCH_S


class ImportQuery(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """How a file is taken."""

    dry_run: Annotated[bool, Meta(description="only say what is wrong")] = False


class ImportProblem(Camel, frozen=True, omit_defaults=False):
    """Why one incident of a file cannot be taken."""

    where: str
    """`line 3`, `features[2]`"""
    parameter: str
    detail: str


class IncidentImport(Camel, frozen=True):
    """What became of a file."""

    is_taken: bool
    """All of it is on disk; else nothing is: there are `problems`, or it was a dry run."""
    ids: tuple[str, ...]
    """`incidents:<local>` of all that can be read, in the order of the file."""
    problems: tuple[ImportProblem, ...]
    number: int | UnsetType = UNSET
    """The version of the data from which on it holds."""


async def import_incidents(request: web.Request) -> web.Response:
    """Publish all incidents of a file, CSV or GeoJSON, or none and say what is wrong with which."""
    key = key_of(request, Scope.STAFF)
    query = read_query(ImportQuery, request.query)
    work = partial(_read, await read_bytes(request), request[SERVED], request.app[NOW]())
    written, problems = await run_search(request.app[SEARCHES], work, PATIENCE_S)
    ids = tuple(own_id(each.id) for each in written)
    if problems or query.dry_run or not written:
        told = IncidentImport(is_taken=False, ids=ids, problems=problems)
        return json_reply(told, 422 if problems and not query.dry_run else 200)
    asked = WriteIncidents(written, key.id, key.name)
    done = await request.app[PORTS].writer.ask(asked)
    at_present(request)
    told = IncidentImport(is_taken=True, ids=ids, problems=(), number=done.number)
    return json_reply(told, 201)


def _read(
    content: bytes, served: Served, now: int, stop: Bytes
) -> tuple[tuple[Written, ...], tuple[ImportProblem, ...]]:
    """All that can be read, and what is wrong with the rest. Not for the event loop."""
    written: dict[str, Written] = {}
    problems, here = list[ImportProblem](), Here.of(served, now)
    told = list(islice(_all(content, served), MAX_IMPORT + 1))
    if len(told) > MAX_IMPORT:
        raise BadQuery("body", f"holds more than {MAX_IMPORT} incidents")
    for each in told:
        if stop[0]:
            raise Overloaded("so many streets to look for take too long: try with fewer at once")
        try:
            read = _one(each, here)
            if read.id in written:
                raise BadQuery("id", f"{read.id} stands there twice")
            written[read.id] = read
        except (BadQuery, BadPlace) as problem:
            detail = str(problem).removeprefix(f"{problem.parameter}: ")
            problems.append(ImportProblem(
                where=each.where, parameter=problem.parameter, detail=detail
            ))  # fmt: skip
    return tuple(written.values()), tuple(problems)


def _all(content: bytes, served: Served) -> Iterator[Told]:
    """JSON is told by its first letter."""
    if content.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in (b"{", b"["):
        return read_features(read_json(content.removeprefix(b"\xef\xbb\xbf")))
    return read_table(content, served.coverage.zone)


def _one(told: Told, here: Here) -> Written:
    if told.problem is not None:
        raise told.problem
    return here.read(told.body, None)
