"""Incidents that staff wrote, as they may be sent again."""

from collections.abc import Sequence
from itertools import pairwise

import msgspec
from msgspec import UNSET, UnsetType

from api.incidents.staff.body import IncidentBody, SpellBody
from api.incidents.staff.wire import IncidentHistory, IncidentVersion, OwnIncident
from api.render.moments import time
from api.strict import WEEKDAYS
from maas.live import Incident
from maas.live.incidents import INCIDENTS, Direction, Hours
from maas.live.written import WritingStatus
from maas.records import KeptIncident

NOT_COMPARED = frozenset({"id", "version"})


def render_own(kept: KeptIncident) -> OwnIncident:
    """The newest version of one."""
    return OwnIncident(id=own_id(kept.id), newest=_version(kept, UNSET))


def render_history(name: str, versions: Sequence[KeptIncident]) -> IncidentHistory:
    """All versions, oldest first, each with what is different in it."""
    bodies = [_told(each) for each in versions]
    changed: list[tuple[str, ...] | UnsetType] = [
        _difference(one, other) for one, other in pairwise(bodies)
    ]
    told = zip(versions, [UNSET, *changed], strict=True)
    return IncidentHistory(
        id=own_id(name), versions=tuple(_version(each, members) for each, members in told)
    )


def own_id(name: str) -> str:
    """By which everybody knows an incident of ours."""
    return f"{INCIDENTS}:{name}"


def body_of(incidents: Sequence[Incident]) -> IncidentBody:
    """A body that is read as these: one, and its parts."""
    told = incidents[0]
    lines = tuple(each.line for each in incidents)
    return IncidentBody(
        kind=told.kind.value,
        id=told.id,
        line=None if told.area or len(lines) > 1 else told.line,
        lines=() if told.area or len(lines) == 1 else lines,
        area=told.area or None,
        street=told.street,
        town=told.town,
        direction=_direction(incidents).value,
        begin=None if told.begin is None else time(told.begin),
        end=None if told.end is None else time(told.end),
        schedule=tuple(map(render_spell, told.hours)),
        concerns=tuple(each.value for each in told.concerns),
        exempt=tuple(each.value for each in told.exempt),
        is_closed=told.is_closed,
        closes_stops=told.closes_stops,
        severity=told.severity.value,
        speed=told.kmh,
        delay=told.delay_s,
        max_speed=told.max_kmh,
        max_height=told.max_height_m,
        max_width=told.max_width_m,
        max_length=told.max_length_m,
        max_weight=told.max_weight_t,
        text=told.text,
        url=told.url or None,
        authority=told.authority,
    )


def _version(kept: KeptIncident, changed: tuple[str, ...] | UnsetType) -> IncidentVersion:
    return IncidentVersion(
        version=kept.version,
        at=time(kept.at),
        by=kept.key_name,
        key=kept.key_id,
        status=kept.status.value,
        incident=_told(kept),
        changed=changed,
    )


def _told(kept: KeptIncident) -> IncidentBody:
    is_draft = kept.status is WritingStatus.DRAFT
    return msgspec.structs.replace(
        body_of(kept.incidents),
        status="DRAFT" if is_draft else "PUBLISHED",
        version=kept.version,
    )


def _difference(one: IncidentBody, other: IncidentBody) -> tuple[str, ...]:
    """The members of JSON that differ."""
    return tuple(
        field.encode_name
        for field in msgspec.structs.fields(IncidentBody)
        if field.name not in NOT_COMPARED and getattr(one, field.name) != getattr(other, field.name)
    )


def _direction(incidents: Sequence[Incident]) -> Direction:
    """Of lines that differ in it some are of one-way streets, where both ways are that one."""
    told = {each.direction for each in incidents}
    return told.pop() if len(told) == 1 else Direction.BOTH


def render_spell(told: Hours) -> SpellBody:
    """When it holds, by the clock."""
    is_daily = len(told.weekdays) == len(WEEKDAYS)
    return SpellBody(
        begin=_clock(told.begin_s),
        end=_clock(told.end_s),
        weekdays=() if is_daily else tuple(WEEKDAYS[day] for day in told.weekdays),  # type: ignore[misc]
        first=told.first,
        last=told.last,
    )


def _clock(second: int) -> str:
    return f"{second // 3600:02}:{second // 60 % 60:02}"
