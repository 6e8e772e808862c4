"""`GET /v1/exchange/journal`: staff see all of it, another platform what is its own."""

import asyncio

from aiohttp import web

from api.exchange.journal.query import JournalQuery
from api.exchange.journal.wire import Journal, JournalEntry, JournalUntold
from api.exchange.ports import Exchanges
from api.exchange.road.orders import placeless
from api.exchange.road.telling import LeftOut, told
from api.keys import NOW, PORTS, SERVED
from api.limits import MAX_JOURNAL, MAX_JOURNAL_DAYS
from api.query import read_query
from api.render.moments import time
from api.reply import json_reply
from api.served import Served
from api.who import key_of
from feeds.cifs.telling import Untold
from maas.errors import BadQuery, ScopeMissing
from maas.keys import Key, Scope
from maas.records import Exchanged
from maas.records.rows import HOUR_S

DAY_S = 86_400


async def exchange_journal(request: web.Request) -> web.Response:
    """What was given to whom and what they brought, by the hour.

    Raises:
        BadQuery: a span that is none, or too long.
        ScopeMissing: another platform asks for what is not its own.
        RecordsUnavailable: nobody can tell now.
    """
    query, now = read_query(JournalQuery, request.query), request.app[NOW]()
    key = key_of(request, Scope.STAFF)
    partner = _partner(key, query.partner)
    since, until = _span(query, now)
    exchanges = request.app[PORTS].exchanges
    rows = await exchanges.exchanged(since, until, partner, MAX_JOURNAL + 1)
    untold: tuple[JournalUntold, ...] = ()
    if key.scope is not Scope.EXCHANGE:
        untold = await asyncio.to_thread(_untold, request[SERVED], exchanges, now)
    return json_reply(
        Journal(
            from_=time(since),
            to=time(until),
            entries=tuple(map(_entry, rows[:MAX_JOURNAL])),
            is_complete=len(rows) <= MAX_JOURNAL,
            untold=untold,
        )
    )


def _partner(key: Key, wanted: str | None) -> str | None:
    """Whose entries are told: another platform's key opens its own alone."""
    own = key.name or key.id
    if key.scope is not Scope.EXCHANGE:
        return wanted
    if wanted not in (None, own):
        raise ScopeMissing(Scope.STAFF)
    return own


def _span(query: JournalQuery, now: int) -> tuple[int, int]:
    """Whole hours: that of `from` is in it."""
    until = now + 1 if query.until is None else int(query.until.timestamp())
    since = until - DAY_S if query.since is None else int(query.since.timestamp())
    if since > until:
        raise BadQuery("from", "lies after `to`, or in the future")
    if until - since > MAX_JOURNAL_DAYS * DAY_S:
        raise BadQuery("from", f"lies more than {MAX_JOURNAL_DAYS} days before `to`")
    return since // HOUR_S * HOUR_S, until


def _untold(served: Served, exchanges: Exchanges, now: int) -> tuple[JournalUntold, ...]:
    """What is missing in our documents. Not for the event loop."""
    missing = (
        LeftOut(id, Untold.NO_PLACE, 0, is_told=False) for id in placeless(served, exchanges, now)
    )
    return (
        *(_left_out("/exchange/cifs.xml", each) for each in told(served, exchanges, now).left_out),
        *(_left_out("/exchange/regulations.xml", each) for each in missing),
    )


def _left_out(output: str, left_out: LeftOut) -> JournalUntold:
    return JournalUntold(
        output=output,
        id=left_out.id,
        reason=left_out.reason.value,
        pieces=left_out.pieces,
        is_told=left_out.is_told,
    )


def _entry(row: Exchanged) -> JournalEntry:
    return JournalEntry(
        hour=time(row.hour),
        way=row.way.value,
        partner=row.partner,
        subject=row.subject,
        times=row.times,
        unchanged=row.unchanged,
        items=row.items,
        bytes=row.bytes,
        first=time(row.first),
        last=time(row.last),
        digest=row.digest,
    )
