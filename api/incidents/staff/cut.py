"""`POST /v1/incidents/check`: what an incident would cut, without publishing it."""

from functools import partial
from typing import Any

import numpy as np
from aiohttp import web
from msgspec import UNSET

from api.body import read_bytes
from api.incidents.staff.cut_wire import Conflict, CutLine, CutStop, CutStreet, IncidentCheck
from api.incidents.staff.here import Here
from api.incidents.staff.render import body_of
from api.keys import NOW, SEARCHES, SERVED
from api.limits import SEARCH_S
from api.render.moments import time_or_none
from api.render.polyline import Line
from api.reply import json_reply
from api.search import run_search
from api.served import Served
from api.strict import read_json
from api.wire import EncodedPolyline
from maas.arrays import Bytes
from maas.model import TRANSIT_MODES
from maas.timetable import Timetable
from routing.incidents.checking import Checked, Surroundings, check
from routing.incidents.closing import is_closed
from routing.incidents.found import ENOUGH
from routing.incidents.laid import LaidIncident
from routing.streets.pieces import pieces


async def check_incident(request: web.Request) -> web.Response:
    """Which streets, lines and stops an incident would cut, and what it collides with."""
    told = read_json(await read_bytes(request))
    work = partial(_checked, told, request[SERVED], request.app[NOW]())
    return json_reply(await run_search(request.app[SEARCHES], work, SEARCH_S))


def _checked(told: Any, served: Served, now: int, _: Bytes) -> IncidentCheck:
    written = Here.of(served, now).read(told, None)
    timetable = served.news.timetable if served.news else None
    planner, zone = served.planner, served.coverage.zone
    around = Surroundings(planner.incidents, planner.streets, timetable, zone)
    found = check(written.incidents, around, now)
    closed = {profile for each in found.laid for profile in each.closes}
    quality = min((each.quality for each in found.laid), default=0.0)
    return IncidentCheck(
        quality=round(quality, 2),
        is_applied=quality >= ENOUGH,
        closed_to=tuple(each.name for each in sorted(closed)),  # type: ignore[misc]
        streets=tuple(CutStreet(name=s.name, length=round(s.metres), edges=s.edges)
                      for s in found.streets),
        pieces=_pieces(served, found),
        lines=_lines(timetable, found),
        stops=_stops(timetable, found),
        conflicts=tuple(map(_conflict, found.conflicts)),
        incident=body_of(written.incidents),
    )  # fmt: skip


def _pieces(served: Served, found: Checked) -> tuple[EncodedPolyline, ...]:
    if served.planner.streets is None:
        return ()
    directed = [each.directed for each in found.laid]
    rows = np.unique(np.concatenate([np.empty(0, np.int32), *directed]))
    cut = pieces(served.planner.streets.network, rows, None)
    return tuple(Line.of(np.array(each.line, np.float64)).whole for each in cut)


def _lines(timetable: Timetable | None, found: Checked) -> tuple[CutLine, ...]:
    if timetable is None:
        return ()
    routes = timetable.routes
    return tuple(
        CutLine(
            id=routes.id[row],
            name=routes.short_name[row] or routes.long_name[row],
            long_name=routes.long_name[row] or UNSET,
            mode=TRANSIT_MODES[routes.mode[row]].value,
        )
        for row in found.routes.tolist()
    )


def _stops(timetable: Timetable | None, found: Checked) -> tuple[CutStop, ...]:
    """Each once, though trips may call at copies of it."""
    if timetable is None:
        return ()
    stops, rows = timetable.stops, found.stops.tolist()
    named = {stops.id[row]: stops.name[row] for row in rows}
    return tuple(CutStop(id=id, name=name) for id, name in named.items())


def _conflict(laid: LaidIncident) -> Conflict:
    told = laid.incident
    return Conflict(
        id=laid.id,
        kind=told.kind.value,
        is_closed=is_closed(told),
        street=told.street or UNSET,
        text=told.text or UNSET,
        begin=time_or_none(told.begin),
        end=time_or_none(told.end),
    )
