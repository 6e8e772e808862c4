"""A report as it was posted to one the writer takes: checked, placed, and no closer than need be.

Here, in the process that took it, the exact place ends: what goes on is rounded to about 10 m, to
tell near from far, and to about 100 m, to be shown.
"""

from datetime import datetime

from api.public_reports.body import JudgementBody, ReportBody
from api.public_reports.things import AT, find_thing
from api.served import Coverage, Served
from api.strict import read_json, read_strict, unix
from maas.errors import BadPlace, BadQuery
from maas.live.public_reports import AT_THINGS, ReportKind
from maas.model import LatLon
from maas.requests import JudgeReport, TakeReport
from routing.incidents.roadside import roadside

EXACT_DECIMALS = 4
"""About 10 m."""

EARLY_S = 120
"""Clocks of telephones may be fast by so much."""

OLDEST_S = 24 * 3600
FURTHEST_S = 366 * 24 * 3600
"""How far ahead staff may say that something holds."""


def read_report(content: bytes, served: Served, key_id: str, now: int) -> TakeReport:
    """The report that a body tells of.

    Args:
        key_id: of the app that passes it on; "": nobody's.
        now: Unix s of the service clock.

    Raises:
        BadQuery: it is none, or cannot be; says where.
        BadPlace: it lies outside the territory.
        NotFound: nothing has the id it names.
    """
    body = read_strict(read_json(content), ReportBody)
    kind = ReportKind(body.kind)
    _refuse_unreadable("text", body.text)
    at = _place(body, kind, served)
    told = roadside(served.planner.streets, at)
    return TakeReport(
        kind,
        round(at.lat, EXACT_DECIMALS),
        round(at.lon, EXACT_DECIMALS),
        (round(at.lat, 5), round(at.lon, 5)) if body.at else (told.at.lat, told.at.lon),
        _seen(body.time, now),
        told.street,
        body.at or "",
        body.gone,
        " ".join(body.text.split()),
        key_id,
        body.reporter,
    )


def read_judgement(content: bytes, name: str, now: int) -> JudgeReport:
    """What staff say of a report that is so; an empty body says no more than that.

    Raises:
        BadQuery: it is something else, or lies too far ahead.
    """
    body = read_strict(read_json(content), JudgementBody) if content.strip() else JudgementBody()
    _refuse_unreadable("text", body.text)
    until = None if body.until is None else unix(body.until)
    if until is not None and not now < until <= now + FURTHEST_S:
        raise BadQuery("until", "is over, or more than a year ahead")
    return JudgeReport(name, is_so=True, text=" ".join(body.text.split()), until=until)


def _place(body: ReportBody, kind: ReportKind, served: Served) -> LatLon:
    if body.at is not None:
        if body.lat is not None or body.lon is not None:
            raise BadQuery(AT, "is given beside lat and lon; one of them is meant")
        return find_thing(served, body.at)
    if kind in AT_THINGS:
        raise BadQuery(AT, f"is missing; {kind} is said of what has an id")
    if body.lat is None or body.lon is None:
        raise BadQuery("lat" if body.lat is None else "lon", "is missing; or give at")
    at = LatLon(body.lat, body.lon)
    _refuse_elsewhere(at, served.coverage)
    return at


def _refuse_elsewhere(at: LatLon, coverage: Coverage) -> None:
    if not coverage.holds(at):
        raise BadPlace("lat", "OUTSIDE_BOUNDS", "lies outside the territory")


def _seen(told: datetime | None, now: int) -> int:
    if told is None:
        return now
    seen = unix(told)
    if seen > now + EARLY_S:
        raise BadQuery("time", "is yet to come")
    if seen < now - OLDEST_S:
        raise BadQuery("time", "is more than a day ago")
    return min(seen, now)


def _refuse_unreadable(where: str, text: str) -> None:
    if not "".join(text.split()).isprintable():
        raise BadQuery(where, "holds characters that nobody can read")
