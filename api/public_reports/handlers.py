"""`/v1/reports`: what people say is wrong, and what staff say of that."""

from functools import partial

from aiohttp import web

from api.accept import preferred
from api.body import read_bytes
from api.box import box_of
from api.geojson import GEOJSON
from api.keys import KEY, NOW, PORTS, SEARCHES, SERVED
from api.limits import SEARCH_S
from api.past import at_present
from api.public_reports.query import ReportsQuery
from api.public_reports.reading import read_judgement, read_report
from api.public_reports.render import (
    Wanted,
    features_of,
    find_reports,
    render_report,
    render_reports,
    table_of,
)
from api.public_reports.wire import TakenReport
from api.query import read_query
from api.reply import ENCODER, JSON, bytes_reply, json_reply
from api.search import run_search
from api.series.handler import CSV
from api.served import Served
from maas.arrays import Bytes
from maas.errors import NotFound
from maas.keys import Scope
from maas.live.incidents import REPORTS
from maas.live.public_reports import SHOWN, ReportKind, ReportState
from maas.requests import JudgeReport, Request

FORMS = {"json": JSON, "geojson": GEOJSON, "csv": CSV}
PREFIX = f"{REPORTS}:"


async def reports(request: web.Request) -> web.Response:
    """What people say is wrong somewhere, seen last first; staff are told what they wrote."""
    query = read_query(ReportsQuery, request.query)
    wanted = _wanted(query, _is_staff(request))
    accepted = ",".join(request.headers.getall("Accept", ()))
    form = FORMS[query.format] if query.format else preferred(accepted, (*FORMS.values(),))
    work = partial(_encoded, request[SERVED], wanted, query.limit, form, _is_staff(request))
    body = await run_search(request.app[SEARCHES], work, SEARCH_S)
    response = bytes_reply(body, content_type=form)
    response.headers["Vary"] = "Accept, Authorization"
    return response


async def report(request: web.Request) -> web.Response:
    """One report.

    Raises:
        NotFound: none has this id; it may be over.
    """
    name = _local_id(request)
    for each in request[SERVED].reports:
        if each.id == name:
            return json_reply(render_report(each, _is_staff(request)))
    raise NotFound("no report has this id now; /v1/reports lists them")


async def take_report(request: web.Request) -> web.Response:
    """Take what somebody says is wrong: on disk when this answers."""
    content, key = await read_bytes(request), request[KEY]
    key_id = key.id if key else ""
    said = read_report(content, request[SERVED], key_id, request.app[NOW]())
    return await _taken(request, said, 201)


async def confirm_report(request: web.Request) -> web.Response:
    """Say that it is so: from then on everybody believes it."""
    content = await read_bytes(request)
    judged = read_judgement(content, _local_id(request), request.app[NOW]())
    return await _taken(request, judged, 200)


async def reject_report(request: web.Request) -> web.Response:
    """Say that it is not so: nobody is told of it any more."""
    return await _taken(request, JudgeReport(_local_id(request), is_so=False), 200)


async def _taken(request: web.Request, asked: Request, status: int) -> web.Response:
    done = await request.app[PORTS].writer.ask(asked)
    at_present(request)
    name, _, state = done.text.partition(" ")
    taken = TakenReport(id=f"{PREFIX}{name}", state=ReportState(state).value)
    response = json_reply(taken, status)
    if status == 201:
        response.headers["Location"] = f"/v1/reports/{taken.id}"
    return response


def _wanted(query: ReportsQuery, for_staff: bool) -> Wanted:
    """What is asked; what staff rejected is listed for staff alone."""
    states = frozenset(map(ReportState, query.state)) or SHOWN
    return Wanted(
        None if query.bbox is None else box_of("bbox", query.bbox),
        query.at,
        frozenset(map(ReportKind, query.kind)) or frozenset(ReportKind),
        states if for_staff else states - {ReportState.REJECTED},
    )


def _is_staff(request: web.Request) -> bool:
    key = request[KEY]
    return key is not None and key.scope.covers(Scope.STAFF)


def _local_id(request: web.Request) -> str:
    return request.match_info["id"].removeprefix(PREFIX)


def _encoded(
    served: Served, wanted: Wanted, limit: int, form: str, for_staff: bool, _: Bytes
) -> bytes:
    found = find_reports(served.reports, wanted)
    answer = render_reports(found, limit, for_staff)
    if form == CSV:
        return table_of(answer, for_staff)
    return features_of(answer) if form == GEOJSON else ENCODER.encode(answer)
