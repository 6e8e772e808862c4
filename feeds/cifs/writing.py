"""Incidents to a document of CIFS, as XML and as JSON: what Waze and others pull from us.

Each incident lies on one street, as a line in the direction of travel. The same incidents give the
same bytes.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import orjson

from feeds.cifs.hours import schedule
from feeds.cifs.telling import type_of
from feeds.xml_text import Element, document
from maas.live.incidents import Direction, Incident

SCHEMA = "http://www.gstatic.com/road-incidents/cifsv2.xsd"
_XSI = "http://www.w3.org/2001/XMLSchema-instance"
_WORDS = {
    "ROAD_CLOSED": "Road closed",
    "ACCIDENT": "Accident",
    "HAZARD": "Hazard",
    "JAM": "Traffic jam",
}
"""For who describes nothing."""


@dataclass(frozen=True, slots=True)
class CifsFeed:
    """What a document says of itself."""

    reference: str
    """Who publishes it; stands for all that name no authority."""
    zone: ZoneInfo
    """In which hours are meant."""
    made_at: int
    """Unix s."""


def write_xml(incidents: Sequence[Incident], feed: CifsFeed) -> bytes:
    """A document of what can be told (`why_untold` is None of each)."""
    attributes = {
        "xmlns:xsi": _XSI,
        "xsi:noNamespaceSchemaLocation": SCHEMA,
        "timestamp": _moment(feed.made_at, feed.zone),
    }
    told = [_element(each) for each in _all(incidents, feed)]
    return document(Element("incidents", attributes, tuple(told)))


def write_json(incidents: Sequence[Incident], feed: CifsFeed) -> bytes:
    """The same in JSON."""
    told = [{"incident": each} for each in _all(incidents, feed)]
    timestamp = _moment(feed.made_at, feed.zone)
    return orjson.dumps({"timestamp": timestamp, "incidents": told})


def _all(incidents: Sequence[Incident], feed: CifsFeed) -> Iterator[dict[str, Any]]:
    for incident in incidents:
        members = _members(incident, feed)
        yield {name: value for name, value in members.items() if value}


def _members(incident: Incident, feed: CifsFeed) -> dict[str, Any]:
    """Everything of an incident, in the order in which it is told; what is empty is left out."""
    found = type_of(incident)
    assert found is not None
    kind, subtype = found
    is_both = incident.direction is Direction.BOTH
    return {
        "id": incident.id,
        "parent_event": incident.part_of and {"id": incident.part_of},
        "creationtime": _moment(incident.reported_at, feed.zone),
        "updatetime": _moment(incident.updated_at, feed.zone),
        "source": _source(incident, feed),
        "type": kind,
        "subtype": subtype,
        "description": incident.text.strip() or _WORDS[kind],
        "street": incident.street.strip(),
        "polyline": polyline(incident.line),
        "direction": "BOTH_DIRECTIONS" if is_both else "ONE_DIRECTION",
        "starttime": _moment(incident.begin, feed.zone),
        "endtime": _moment(incident.end, feed.zone),
        "schedule": schedule(incident.hours),
    }


def polyline(line: Sequence[tuple[float, float]]) -> str:
    """Latitude and longitude of each point, to a centimetre."""
    return " ".join(f"{lat:.7f} {lon:.7f}" for lat, lon in line)


def _source(incident: Incident, feed: CifsFeed) -> dict[str, str]:
    told = {"reference": feed.reference, "name": incident.authority, "url": incident.url}
    return {name: value for name, value in told.items() if value}


def _moment(at: int | None, zone: ZoneInfo) -> str:
    return "" if at is None else datetime.fromtimestamp(at, zone).isoformat()


def _element(told: dict[str, Any]) -> Element:
    children = []
    for name, value in told.items():
        if name == "parent_event":
            children.append(Element(name, value))
        elif name != "id":
            children.append(_child(name, value))
    return Element("incident", {"id": told["id"]}, tuple(children))


def _child(name: str, value: str | dict[str, str]) -> Element:
    if isinstance(value, str):
        return Element(name, text=value)
    return Element(name, children=tuple(_child(*each) for each in value.items()))
