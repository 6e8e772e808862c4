"""Alerts, jams, irregularities and watched routes to incidents."""

from collections.abc import Mapping, Sequence
from typing import Any

from feeds.fields import Json, text
from feeds.notices import Notes, Unusable
from feeds.road_rules import by_the_public, line, plain, severity_of, told_kind
from feeds.road_rules.lines import Line
from feeds.waze.values import at_of, id_of, number_of
from maas.live import Incident
from maas.live.incidents import Direction, IncidentKind, Severity

KMH_PER_M_S = 3.6
MOST_KMH = 250.0
BLOCKED_LEVEL = 5
LEVELS = (Severity.LOW, Severity.LOW, Severity.LOW, Severity.MEDIUM, Severity.HIGH, Severity.HIGH)
"""Of jams, from 0 to 5."""
BEST = 10.0
"""Of what Waze tells of how sure it is."""

IRREGULARITY, ROUTE = "irregularity-", "route-"
"""Before their ids, which may be those of jams."""


def alert(record: Json, blocked: Mapping[str, Line], notices: Notes) -> Incident:
    """What somebody reported, or a partner.

    Args:
        blocked: where nobody gets through, by the alert that says why.

    Raises:
        Unusable: it has no id, or tells where the police is.
    """
    local = _id(record, "uuid", "id")
    subtype = _subtype(record)
    kind = told_kind(text(record, "type", notices), subtype, notices)
    is_closed = kind is IncidentKind.CLOSURE
    at = _placed(line(_points(record.get("location")), notices), notices)
    along = blocked.get(local, ()) if is_closed else ()
    if is_closed and not along:
        notices.note("short_closure", local)
    known_at = at_of(record, "pubMillis", notices)
    return Incident(
        local,
        kind,
        along or at,
        direction=Direction.ONE if along else Direction.UNKNOWN,
        street=_name(record, "street", notices),
        town=_name(record, "city", notices),
        begin=known_at,
        severity=severity_of(subtype, is_closed),
        is_closed=is_closed,
        confidence=_confidence(record, notices),
        reported_at=known_at,
        subtype=subtype,
        text=by_the_public(record, "reportDescription", notices),
        part_of="" if is_closed else id_of(record, "jamUuid"),
    )


def jam(record: Json, notices: Notes) -> Incident:
    """Where cars are slow, or stand; at level 5 nobody gets through.

    Raises:
        Unusable: it has no id.
    """
    delay_s = number_of(record, "delay", notices)
    level = _level(record, "level", notices)
    is_closed = level == BLOCKED_LEVEL or delay_s == -1
    known_at = at_of(record, "pubMillis", notices)
    return Incident(
        _id(record, "uuid", "id"),
        IncidentKind.CLOSURE if is_closed else IncidentKind.JAM,
        jam_line(record, notices),
        direction=Direction.ONE,
        street=_name(record, "street", notices),
        town=_name(record, "city", notices),
        begin=known_at,
        severity=Severity.UNKNOWN if level is None else LEVELS[level],
        is_closed=is_closed,
        kmh=None if is_closed else _kmh(record, notices),
        delay_s=None if is_closed else _seconds(delay_s),
        reported_at=known_at,
        updated_at=at_of(record, "updateMillis", notices),
        part_of=id_of(record, "blockingAlertUuid"),
    )


def jam_line(record: Json, notices: Notes) -> Line:
    """Where a jam is, as it is driven."""
    return _placed(line(_points(record.get("line")), notices), notices)


def irregularity(record: Json, notices: Notes) -> Incident:
    """Where cars are slower than they usually are at that hour.

    Raises:
        Unusable: it has no id.
    """
    level = _level(record, "jamLevel", notices)
    is_closed = level == BLOCKED_LEVEL
    known_at = at_of(record, "detectionDateMillis", notices)
    return Incident(
        IRREGULARITY + _id(record, "id", "uuid"),
        IncidentKind.CLOSURE if is_closed else IncidentKind.JAM,
        jam_line(record, notices),
        direction=Direction.ONE,
        street=_name(record, "street", notices),
        town=_name(record, "city", notices),
        begin=known_at,
        severity=Severity.UNKNOWN if level is None else LEVELS[level],
        is_closed=is_closed,
        kmh=None if is_closed else _plausible(number_of(record, "speed", notices), notices),
        delay_s=None if is_closed else _seconds(number_of(record, "delaySeconds", notices)),
        reported_at=known_at,
        updated_at=at_of(record, "updateDateMillis", notices),
        subtype=plain(text(record, "causeType", notices, 100)),
    )


def route(record: Json, updated_at: int | None, notices: Notes) -> Incident | None:
    """A route that is watched; None where it is driven as on other days.

    Raises:
        Unusable: it has no id.
    """
    level = _level(record, "jamLevel", notices)
    takes_s = number_of(record, "time", notices)
    usual_s = number_of(record, "historicTime", notices)
    delay_s = takes_s - usual_s if takes_s and takes_s > 0 and usual_s else 0.0
    is_closed = level == BLOCKED_LEVEL
    if not is_closed and not level and delay_s <= 0:
        return None
    length_m = number_of(record, "length", notices)
    kmh = length_m / takes_s * KMH_PER_M_S if length_m and takes_s and takes_s > 0 else None
    return Incident(
        ROUTE + _id(record, "id", "uuid"),
        IncidentKind.CLOSURE if is_closed else IncidentKind.JAM,
        jam_line(record, notices),
        direction=Direction.ONE,
        severity=Severity.UNKNOWN if level is None else LEVELS[level],
        is_closed=is_closed,
        kmh=None if is_closed else _plausible(kmh, notices),
        delay_s=None if is_closed else _seconds(delay_s),
        updated_at=updated_at,
        text=plain(text(record, "name", notices)),
    )


def _id(record: Json, *names: str) -> str:
    found = id_of(record, *names)
    if not found:
        raise Unusable("missing_id", record.get(names[0], ""))
    return found


def _name(record: Json, name: str, notices: Notes) -> str:
    return plain(text(record, name, notices, 256))


def _subtype(record: Json) -> str:
    told = record.get("subtype")
    known = told.strip().upper()[:100] if isinstance(told, str) else ""
    return "" if known == "NO_SUBTYPE" else plain(known)


def _points(told: Any) -> Sequence[tuple[object, object]]:
    several = told if isinstance(told, list) else [told]
    return [(each.get("y"), each.get("x")) for each in several if isinstance(each, dict)]


def _placed(found: Line, notices: Notes) -> Line:
    if not found:
        notices.note("missing_position")
    return found


def _confidence(record: Json, notices: Notes) -> float | None:
    """How sure Waze is, by what it thinks of those who said so, else by how many agreed."""
    for name in ("reliability", "confidence"):
        told = number_of(record, name, notices)
        if told is not None:
            return round(min(max(told, 0.0), BEST) / BEST, 2)
    return None


def _level(record: Json, name: str, notices: Notes) -> int | None:
    told = number_of(record, name, notices)
    if told is None or not 0 <= told <= BLOCKED_LEVEL:
        return None
    return int(told)


def _kmh(record: Json, notices: Notes) -> float | None:
    told = number_of(record, "speedKMH", notices)
    if told is None:
        in_m_s = number_of(record, "speed", notices)
        told = None if in_m_s is None else in_m_s * KMH_PER_M_S
    return _plausible(told, notices)


def _plausible(kmh: float | None, notices: Notes) -> float | None:
    if kmh is None:
        return None
    if kmh < 0:
        notices.note("negative_speed", kmh)
        return None
    if kmh > MOST_KMH:
        notices.note("invalid_number", f"{kmh} km/h")
        return None
    return round(kmh, 2)


def _seconds(told: float | None) -> int | None:
    return None if told is None or told < 0 else round(min(told, 1e7))
