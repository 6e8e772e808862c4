"""`/v1/incidents`: how staff publish what is out of the ordinary, and see what they wrote."""

from functools import partial
from typing import Any

from aiohttp import web

from api.body import read_bytes
from api.incidents.staff.here import Here
from api.incidents.staff.query import OwnIncidentsQuery, local_id
from api.incidents.staff.render import own_id, render_history, render_own
from api.incidents.staff.wire import OwnIncidents, TakenIncident
from api.keys import NOW, PORTS, SEARCHES, SERVED
from api.limits import SEARCH_S
from api.past import at_present
from api.query import read_query
from api.reply import json_reply
from api.search import run_search
from api.served import Served
from api.strict import read_json
from api.who import key_of
from maas.arrays import Bytes
from maas.errors import NotFound
from maas.keys import Scope
from maas.live.written import Written
from maas.requests import Done, WithdrawIncident, WriteIncidents

A_DAY_S = 86_400


async def publish_incident(request: web.Request) -> web.Response:
    """Publish an incident, or keep a draft: on disk when this answers, and every worker is told."""
    done = await _write(request, None)
    response = _taken(request, done, 201)
    response.headers["Location"] = f"/v1/incidents/{own_id(done.text)}"
    return response


async def put_incident(request: web.Request) -> web.Response:
    """Publish an incident under an id of one's own, or change all of it."""
    return _taken(request, await _write(request, local_id(request.match_info["id"])), 200)


async def withdraw_incident(request: web.Request) -> web.Response:
    """Have an incident be over from now on; its history stays."""
    key = key_of(request, Scope.STAFF)
    asked = WithdrawIncident(local_id(request.match_info["id"]), key.id, key.name)
    return _taken(request, await request.app[PORTS].writer.ask(asked), 200)


async def own_incidents(request: web.Request) -> web.Response:
    """What staff wrote and is not over: drafts, what is published; on request what was."""
    query = read_query(OwnIncidentsQuery, request.query)
    since = request.app[NOW]() - query.past * A_DAY_S
    kept = await request.app[PORTS].writings.all(since)
    found = [each for each in kept if not query.status or each.status.value in query.status]
    return json_reply(
        OwnIncidents(
            incidents=tuple(map(render_own, found[: query.limit])),
            truncated=len(found) > query.limit,
        )
    )


async def incident_history(request: web.Request) -> web.Response:
    """Every version of an incident that staff wrote: who, when, and what changed.

    Raises:
        NotFound: nobody wrote one of this id here.
    """
    name = local_id(request.match_info["id"])
    versions = await request.app[PORTS].writings.history(name)
    if not versions:
        raise NotFound("nobody wrote an incident of this id here")
    return json_reply(render_history(name, versions))


async def _write(request: web.Request, name: str | None) -> Done:
    key = key_of(request, Scope.STAFF)
    told = read_json(await read_bytes(request))
    work = partial(_read, told, name, request[SERVED], request.app[NOW]())
    written = await run_search(request.app[SEARCHES], work, SEARCH_S)
    return await request.app[PORTS].writer.ask(WriteIncidents((written,), key.id, key.name))


def _read(told: Any, name: str | None, served: Served, now: int, _: Bytes) -> Written:
    return Here.of(served, now).read(told, name)


def _taken(request: web.Request, done: Done, status: int) -> web.Response:
    """What became of it; the answer bears the version that knows it."""
    at_present(request)
    return json_reply(TakenIncident(id=own_id(done.text), number=done.number), status)
