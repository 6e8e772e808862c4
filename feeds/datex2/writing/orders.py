"""Closures and rules of roads to a TrafficRegulationPublication of DATEX II 3.3.

Each incident is an order of its authority: what it forbids, whom, when and where. Lines run in the
direction of travel; what holds both ways says nothing more. Hours are those of the clock there.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from feeds.datex2.writing.conditions import (
    Access,
    Polygon,
    access_condition,
    area_condition,
    place_condition,
    time_conditions,
    who_conditions,
)
from feeds.datex2.writing.elements import D2, NAMESPACES, both, either, leaf, node, texts
from feeds.xml_text import Element, document
from maas.live.incidents import Incident, IncidentKind

REASONS = {IncidentKind.WORKS: "roadworks", IncidentKind.HAZARD: "trafficSafety"}


@dataclass(frozen=True, slots=True)
class Order:
    """One incident as a town orders it."""

    whole: Incident
    periods: tuple[Incident, ...]
    """Of one begin and one end each, with hours that hold on all dates between."""
    pieces: tuple[Incident, ...] = ()
    """Where it holds, street by street; none: within its area."""
    polygons: tuple[Polygon, ...] = ()
    """Where it holds, if that is more than one ring."""
    access: Access | None = None
    """Who else is let in."""


@dataclass(frozen=True, slots=True)
class RegulationFeed:
    """What a publication says of itself."""

    publisher: str
    country: str
    """Two letters of ISO 3166."""
    language: str
    zone: ZoneInfo
    made_at: int
    """Unix s."""
    now: int
    """Unix s: what has begun by then is in force."""


def is_regulation(incident: Incident) -> bool:
    """Whether it forbids something: what only happens is no order of anybody's."""
    return (
        incident.is_closed
        or incident.kind in (IncidentKind.CLOSURE, IncidentKind.RESTRICTION)
        or incident.max_kmh is not None
    )


def write_regulations(orders: Sequence[Order], feed: RegulationFeed) -> bytes:
    """A publication. The same orders give the same bytes."""
    told = tuple(_order(each, feed) for each in orders)
    attributes = {
        "modelBaseVersion": "3",
        "lang": feed.language,
        **NAMESPACES,
        "xsi:type": "TrafficRegulationPublication",
        "id": f"{feed.publisher}-regulations",
    }
    authorities = node("trafficRegulationsFromCompetentAuthorities", *told)
    children = (
        leaf("com:publicationTime", _moment(feed.made_at, feed.zone)),
        node(
            "com:publicationCreator",
            leaf("com:country", feed.country),
            leaf("com:nationalIdentifier", feed.publisher),
        ),
        *((authorities,) if told else ()),
    )
    return document(Element(f"{D2}:payload", attributes, children))


def _order(order: Order, feed: RegulationFeed) -> Element:
    whole = order.whole
    reason = REASONS.get(whole.kind)
    return Element(
        "trafficRegulationOrder",
        {"id": whole.id, "version": str(whole.updated_at or whole.reported_at or 1)},
        (
            texts("description", whole.text.strip() or whole.street or whole.id, feed.language),
            texts("issuingAuthority", whole.authority.strip() or feed.publisher, feed.language),
            *((leaf("reason", reason),) if reason else ()),
            leaf("regulationId", whole.id),
            leaf("status", "madeAndImplemented"),
            node(
                "trafficRegulation",
                leaf("status", _status(order, feed.now)),
                *_types(whole),
                both(*_conditions(order, feed)),
            ),
        ),
    )


def _status(order: Order, now: int) -> str:
    begins = any(each.begin is None or each.begin <= now for each in order.periods)
    return "active" if begins else "scheduled"


def _types(incident: Incident) -> Iterator[Element]:
    is_forbidden = incident.is_closed or incident.kind is IncidentKind.CLOSURE
    if is_forbidden or incident.max_kmh is None:
        yield Element(
            "typeOfRegulation",
            {"xsi:type": "AccessRestriction"},
            (leaf("accessRestrictionType", "noEntry"),),
        )
    if incident.max_kmh is not None:
        limit = node(
            "maxValue",
            leaf("numericValue", f"{incident.max_kmh:g}"),
            leaf("unitOfMeasure", "kilometresPerHour"),
        )
        yield Element("typeOfRegulation", {"xsi:type": "SpeedLimit"}, (limit,))


def _conditions(order: Order, feed: RegulationFeed) -> Iterator[Element]:
    times = [each for period in order.periods for each in time_conditions(period, feed.zone)]
    if times:
        yield either(times)
    places = [place_condition(each, feed.language) for each in order.pieces]
    if order.polygons:
        places = [area_condition(order.polygons)]
    yield either(places or [place_condition(order.whole, feed.language)])
    yield from who_conditions(order.whole)
    if order.access is not None:
        yield access_condition(order.access, feed.language)


def _moment(at: int, zone: ZoneInfo) -> str:
    return datetime.fromtimestamp(at, zone).isoformat()
