"""What staff send to incidents, fit to be published."""

from collections.abc import Callable
from datetime import date
from secrets import token_hex
from typing import Any

from msgspec.structs import replace

from api.incidents.staff.body import IncidentBody, SpellBody
from api.incidents.staff.placing import Placed, lines_of, ring_of
from api.incidents.staff.query import RESERVED
from api.limits import MAX_INCIDENT_DAYS
from api.strict import WEEKDAYS, Moment, read_strict, unix
from maas.errors import BadQuery
from maas.live import Incident
from maas.live.incidents import Hours, IncidentKind, Severity, Traveller
from maas.live.written import WritingStatus, Written

A_DAY_S = 86_400


Find = Callable[[IncidentBody, Incident], tuple[Placed, ...]]
"""Finds the lines of a street by its name, for whom the incident concerns."""


def read_written(told: Any, name: str | None, find: Find, now: int) -> Written:
    """The incident that a body tells of.

    Args:
        name: the id it is to have; None: its own, or a new one.
        find: asked where nothing is drawn.
        now: Unix s of the service clock.

    Raises:
        BadQuery: it is none, cannot be, or is over; says where.
    """
    body = read_strict(told, IncidentBody)
    if name is not None and body.id not in (None, name):
        raise BadQuery("id", f"is not {name}, by which the address names the incident")
    local = name or body.id or token_hex(8)
    if local in RESERVED:
        raise BadQuery("id", "means something else here")
    whole = _incident(body, local)
    _refuse_when(body, whole, now)
    if body.area is not None:
        _refuse_both(body)
        incidents: tuple[Incident, ...] = (replace(whole, area=ring_of(body.area)),)
    else:
        incidents = _along(whole, lines_of(body) or find(body, whole))
    return Written(incidents, WritingStatus(body.status), body.version)


def _incident(body: IncidentBody, local: str) -> Incident:
    """All of it but where it is."""
    return Incident(
        local,
        IncidentKind(body.kind),
        street=_read("street", body.street),
        town=_read("town", body.town),
        begin=_unix(body.begin),
        end=_unix(body.end),
        hours=tuple(_hours(i, each) for i, each in enumerate(body.schedule)),
        concerns=_concerned(body),
        exempt=tuple(sorted(map(Traveller, {*body.exempt}))),
        severity=Severity(body.severity),
        is_closed=_is_closed(body),
        kmh=body.speed,
        delay_s=body.delay,
        max_kmh=body.max_speed,
        max_height_m=body.max_height,
        max_width_m=body.max_width,
        max_length_m=body.max_length,
        max_weight_t=body.max_weight,
        text=_read("text", " ".join(body.text.split())),
        url=body.url or "",
        authority=_read("authority", body.authority),
        closes_stops=body.closes_stops,
    )


def _along(whole: Incident, placed: tuple[Placed, ...]) -> tuple[Incident, ...]:
    """It, along one line, and its parts along the others."""
    (line, direction), *others = placed
    parts = (
        replace(whole, id=f"{whole.id}~{n}", line=line, direction=direction, part_of=whole.id)
        for n, (line, direction) in enumerate(others, 2)
    )
    return (replace(whole, line=line, direction=direction), *parts)


def _is_closed(body: IncidentBody) -> bool:
    if body.kind != "CLOSURE":
        return bool(body.is_closed)
    if body.is_closed is False:
        raise BadQuery("isClosed", "is true of a CLOSURE; what lets people through is another kind")
    return True


def _refuse_both(body: IncidentBody) -> None:
    if body.line is not None or body.lines:
        raise BadQuery("area", "is given beside a line; one of them is meant")


def _concerned(body: IncidentBody) -> tuple[Traveller, ...]:
    if "EVERYONE" in body.concerns:
        return tuple(Traveller)
    return tuple(each for each in Traveller if each.value in body.concerns)


def _hours(i: int, told: SpellBody) -> Hours:
    if told.first is not None and told.last is not None and told.last < told.first:
        raise BadQuery(f"schedule[{i}].last", "is before first")
    for name, day in (("first", told.first), ("last", told.last)):
        if day is not None and not date(2000, 1, 1) <= day <= date(2199, 12, 31):
            raise BadQuery(f"schedule[{i}].{name}", "is no day that anybody plans for")
    days = sorted({WEEKDAYS.index(day) for day in told.weekdays}) or range(7)
    return Hours(tuple(days), _second(told.begin), _second(told.end), told.first, told.last)


def _second(clock: str) -> int:
    hours, minutes = clock.split(":")
    return int(hours) * 3600 + int(minutes) * 60


def _refuse_when(body: IncidentBody, incident: Incident, now: int) -> None:
    """What is over, or beyond what anybody plans; of a draft only the latter."""
    begin, end = incident.begin, incident.end
    furthest = MAX_INCIDENT_DAYS * A_DAY_S
    for name, at in (("begin", begin), ("end", end)):
        if at is not None and abs(at - now) > furthest:
            raise BadQuery(name, f"is more than {MAX_INCIDENT_DAYS} days from now")
    if end is not None and begin is not None and end <= begin:
        raise BadQuery("end", "is not later than the begin")
    if end is not None and end <= now and body.status == "PUBLISHED":
        raise BadQuery("end", "is over")
    if body.closes_stops and body.area is None:
        raise BadQuery("closesStops", "is for an area; give one")


def _read(member: str, text: str) -> str:
    if not text.isprintable():
        raise BadQuery(member, "holds characters that nobody can read")
    return text.strip()


def _unix(at: Moment | None) -> int | None:
    return None if at is None else unix(at)
