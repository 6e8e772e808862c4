"""One incident of CIFS to ours. Source: cifsv2.xsd, and what Waze writes about it."""

from collections.abc import Sequence

from feeds.carpool_rules import weekday
from feeds.fields import LONGEST_ID, address, moment
from feeds.nodes import Node
from feeds.notices import Notes, Unusable
from feeds.road_rules import hours_of, line, plain, settled, severity_of, spans, told_kind
from feeds.road_rules.lines import Line
from feeds.road_rules.weekly import Span
from maas.live import Incident
from maas.live.incidents import Direction, Hours, IncidentKind, Severity

EVERY_DAY = "everyday"

DIRECTIONS = {"ONE_DIRECTION": Direction.ONE, "BOTH_DIRECTIONS": Direction.BOTH}


def incident(node: Node, notices: Notes) -> Incident:
    """What a record tells of.

    Raises:
        Unusable: it has no id, its hours cannot be read, or it ends before it begins.
    """
    kind, subtype = _what(node, notices)
    is_closed = kind is IncidentKind.CLOSURE
    begin, end = _moment(node, "starttime", notices), _moment(node, "endtime", notices)
    if begin is not None and end is not None and end < begin:
        raise Unusable("ends_before_start", _id(node))
    if is_closed and begin is None:
        notices.note("missing_start", _id(node))
    at = _line(node, notices)
    source = node.first("source")
    return Incident(
        _id(node),
        kind,
        at,
        direction=_direction(node, at),
        street=plain(_said(node, "street"))[:256],
        begin=begin,
        end=end,
        hours=_hours(node),
        severity=_severity(node, subtype, is_closed),
        is_closed=is_closed,
        reported_at=_moment(node, "creationtime", notices),
        updated_at=_moment(node, "updatetime", notices),
        subtype=subtype,
        text=plain(node.say("description"))[:2000],
        url=address({"url": source.say("url") or None}, "url", notices),
        authority=plain(source.say("name") or source.say("reference"))[:256],
        part_of=_parent(node),
    )


def _id(node: Node) -> str:
    told = (node.attributes.get("id") or node.attributes.get("@id") or "").strip()
    if not told:
        raise Unusable("missing_id", node.say("street"))
    if len(told) > LONGEST_ID:
        raise Unusable("invalid_id", told)
    return told


def _what(node: Node, notices: Notes) -> tuple[IncidentKind, str]:
    subtype = plain(node.say("subtype"))[:100].upper()
    return told_kind(node.say("type"), subtype, notices), subtype


def _said(node: Node, name: str) -> str:
    """A member, also where older documents have it."""
    return node.say(name) or node.first("location").say(name)


def _line(node: Node, notices: Notes) -> Line:
    """Of `lat lon lat lon …`; some write commas between."""
    told = _said(node, "polyline").replace(",", " ").split()
    found = line(zip(told[::2], told[1::2], strict=False), notices)
    if not found:
        notices.note("missing_position", _id(node))
    return found


def _direction(node: Node, at: Line) -> Direction:
    """A line without a direction is as it is driven, for so Waze asks for it."""
    usual = Direction.ONE if len(at) > 1 else Direction.UNKNOWN
    return DIRECTIONS.get(_said(node, "direction").strip().upper(), usual)


def _moment(node: Node, name: str, notices: Notes) -> int | None:
    return moment({name: node.say(name) or None}, name, notices)


def _hours(node: Node) -> tuple[Hours, ...]:
    """By the days of the schedule, whose times are the town's."""
    weekly: dict[int, list[Span]] = {}
    for told in node.first("schedule").children:
        found = spans(told.text)
        day = weekday(told.name)
        if found is None or (day is None and told.name != EVERY_DAY):
            raise Unusable("invalid_hours", f"{told.name}: {told.text}")
        for each in range(7) if day is None else (day,):
            weekly.setdefault(each, []).extend(found)
    return settled(hours_of(weekly))


def _severity(node: Node, subtype: str, is_closed: bool) -> Severity:
    """Lanes that are closed hinder, if nothing else is said."""
    found = severity_of(subtype, is_closed)
    if found is Severity.UNKNOWN and _has_closed_lanes(node):
        return Severity.MEDIUM
    return found


def _has_closed_lanes(node: Node) -> bool:
    lanes: Sequence[Node] = tuple(node.first("lanes").all("lane"))
    total = node.first("lane_impact").say("total_closed_lanes")
    return total not in ("", "0") or any("closed" in lane.say("status").lower() for lane in lanes)


def _parent(node: Node) -> str:
    parent = node.first("parent_event")
    return (parent.attributes.get("id") or parent.text).strip()[:LONGEST_ID]
