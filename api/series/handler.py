"""`GET /v1/sources/{id}/series`: the counts of a source's places as they changed."""

import asyncio
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from itertools import islice

from aiohttp import web

from api.accept import preferred
from api.keys import MOMENT, PORTS, SERVED
from api.limits import MAX_COUNT_CHANGES, MAX_COUNT_DAYS
from api.query import read_query
from api.reply import JSON, json_reply
from api.series.query import SeriesQuery
from api.series.table import HEAD, to_csv
from api.series.wire import CountChange, Series
from api.sources.handlers import find_source
from maas.errors import BadQuery
from maas.model import SourceId
from maas.series import Change

DAY_S = 86_400
CSV = "text/csv"
FORMS = {"json": JSON, "csv": CSV}
ROWS = 5000
"""Read and sent at once."""


async def source_series(request: web.Request) -> web.StreamResponse:
    """How many vehicles and free docks there were at each place, and when that changed."""
    source = find_source(request[SERVED], request.match_info["id"])
    query = read_query(SeriesQuery, request.query)
    since, until = _span(query, request[MOMENT])
    counts = request.app[PORTS].counts
    changes = counts.changes(SourceId(source.id), since, until, query.place)
    accepted = ",".join(request.headers.getall("Accept", ()))
    form = FORMS[query.format] if query.format else preferred(accepted, (*FORMS.values(),))
    if form == CSV:
        return await _stream(request, changes)
    rows = await _next(changes, MAX_COUNT_CHANGES + 1)
    if len(rows) > MAX_COUNT_CHANGES:
        raise BadQuery(
            "from", f"more than {MAX_COUNT_CHANGES} changes; ask for a shorter span, or for CSV"
        )
    response = json_reply(_series(source.id, since, until, rows))
    response.headers["Vary"] = "Accept"
    return response


def _span(query: SeriesQuery, now: int) -> tuple[int, int]:
    until = now if query.until is None else min(int(query.until.timestamp()), now)
    since = until - DAY_S if query.since is None else int(query.since.timestamp())
    if since > until:
        raise BadQuery("from", "lies after `to`, or in the future")
    if until - since > MAX_COUNT_DAYS * DAY_S:
        raise BadQuery("from", f"lies more than {MAX_COUNT_DAYS} days before `to`")
    return since, until


async def _stream(request: web.Request, changes: Iterator[Change]) -> web.StreamResponse:
    """Some rows in memory at a time."""
    name = f"{request.match_info['id']}-counts.csv"
    response = web.StreamResponse(
        headers={
            "Content-Type": f"{CSV}; charset=utf-8",
            "Content-Disposition": f'attachment; filename="{name}"',
            "Maas-Version": request[SERVED].version,
            "Cache-Control": "no-store",
            "Vary": "Accept",
        }
    )
    rows = await _next(changes, ROWS)
    await response.prepare(request)
    await response.write(HEAD.encode())
    while rows:
        await response.write(to_csv(rows).encode())
        rows = await _next(changes, ROWS)
    await response.write_eof()
    return response


async def _next(changes: Iterator[Change], most: int) -> Sequence[Change]:
    return await asyncio.to_thread(lambda: list(islice(changes, most)))


def _series(source_id: str, since: int, until: int, rows: Sequence[Change]) -> Series:
    return Series(
        source=source_id,
        from_=_time(since),
        to=_time(until),
        changes=tuple(map(_wire, rows)),
    )


def _wire(change: Change) -> CountChange:
    return CountChange(
        time=_time(change.at),
        place=change.place,
        available=change.counted.available,
        free=change.counted.free,
    )


def _time(at: int) -> datetime:
    return datetime.fromtimestamp(at, UTC)
