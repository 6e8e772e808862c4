"""Traffic regulation orders to incidents. Source: DATEX II 3.3, TrafficRegulationPublication."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, product
from zoneinfo import ZoneInfo

from feeds.datex2.conditions import conditions_of
from feeds.datex2.places import Place, by_code, place_of
from feeds.datex2.validity import Validity, validity_of
from feeds.datex2.vehicles import ALL_VEHICLES, Vehicles, concerning, vehicles_of
from feeds.fields import LONGEST_ID, LONGEST_LINK, LONGEST_TEXT
from feeds.nodes import Node
from feeds.notices import Notes, Unusable
from feeds.road_rules import plain
from feeds.road_rules.lines import Line
from feeds.text_values import number
from maas.live import Incident
from maas.live.incidents import Direction, IncidentKind, Severity

NO_ENTRY = "noEntry"
INACTIVE = frozenset({"planned", "madeButNotImplemented", "withdrawn"})
UNITS = {"kilometresPerHour": 1.0, "": 1.0, "milesPerHour": 1.609344}
MOST_KMH = 200.0
MOST_PARTS = 1000
"""Places and times of one regulation."""


@dataclass(frozen=True, slots=True)
class Rule:
    """What a regulation says, wherever and whenever it holds."""

    is_closed: bool
    vehicles: Vehicles
    max_kmh: float | None
    subtype: str
    text: str
    authority: str
    url: str


def orders(root: Node) -> Iterator[Node]:
    """All orders of a document."""
    return (node for node in root.walk() if node.name == "trafficRegulationOrder")


def regulations(order: Node) -> Sequence[Node]:
    """The regulations of an order.

    Raises:
        Unusable: it has no id, is not in force, or has none.
    """
    local = order.attributes.get("id", "").strip()
    if not local or len(local) > LONGEST_ID - 20:
        raise Unusable("invalid_id" if local else "missing_id", local)
    if order.say("status") in INACTIVE:
        raise Unusable("not_active", local)
    found = tuple(order.all("trafficRegulation"))
    if not found:
        raise Unusable("no_regulation", local)
    return found


def incidents(
    regulation: Node, order: Node, name: str, zone: ZoneInfo, notices: Notes
) -> Iterator[Incident]:
    """One for each place and time of a regulation.

    Args:
        name: the id of the regulation; `<order>:<number>`, and so for each place and time.
    """
    told = conditions_of(regulation, order, notices)
    rule = _rule(regulation, order, told.vehicles, notices)
    whens = list(_whens(told.validities, zone, notices))
    places = [place_of(each, notices) for each in told.locations] or [Place()]
    for number_, (place, at) in enumerate(zip(places, told.locations or (Node(""),), strict=True)):
        if not place.lines and not place.areas:
            notices.note(
                "place_by_code" if by_code(at) else "missing_position", f"{name}:{number_}"
            )
    parts = [(place, part) for place in places for part in place.parts]
    combined = product(enumerate(whens, 1), enumerate(parts, 1))
    for (n_when, when), (n_part, (place, part)) in islice(combined, MOST_PARTS):
        yield _incident(f"{name}:{n_when}:{n_part}", order, rule, (when, place, part))
    if len(whens) * len(parts) > MOST_PARTS:
        notices.note("too_many_parts", name)


def _whens(told: Sequence[Node], zone: ZoneInfo, notices: Notes) -> Iterator[Validity]:
    """Times at which it holds; one that cannot be read costs itself."""
    for each in told:
        try:
            yield validity_of(each, zone, notices)
        except Unusable as problem:
            notices.note(problem.rule, problem.example)


def _incident(
    name: str, order: Node, rule: Rule, told: tuple[Validity, Place, tuple[Line, Line]]
) -> Incident:
    when, place, (line, area) = told
    unknown = place.direction is Direction.UNKNOWN
    found = Incident(
        id=name,
        kind=IncidentKind.CLOSURE if rule.is_closed else IncidentKind.RESTRICTION,
        line=line,
        area=area,
        direction=Direction.BOTH if unknown else place.direction,
        street=place.street,
        town=place.town,
        begin=when.begin,
        end=when.end,
        hours=when.hours,
        severity=Severity.HIGH if rule.is_closed else Severity.UNKNOWN,
        is_closed=rule.is_closed,
        max_kmh=rule.max_kmh,
        subtype=rule.subtype,
        text=rule.text,
        url=rule.url,
        authority=rule.authority,
        part_of=order.attributes["id"].strip(),
    )
    return concerning(found, rule.vehicles)


def _rule(regulation: Node, order: Node, told: Sequence[tuple[Node, bool]], notices: Notes) -> Rule:
    vehicles = vehicles_of(told, notices) if told else ALL_VEHICLES
    kinds = list(regulation.all("typeOfRegulation"))
    words = [_word(kind) for kind in kinds]
    return Rule(
        NO_ENTRY in words and vehicles.are_told_apart,
        vehicles,
        next(filter(None, (_max_kmh(kind, notices) for kind in kinds)), None),
        next(iter(words), ""),
        plain(order.first("description").words)[:LONGEST_TEXT],
        plain(order.first("issuingAuthority").words)[:256],
        _url(order),
    )


def _word(kind: Node) -> str:
    """The document's own word: of what sort the restriction is, else which type of rule."""
    told = next((each.text for each in kind.children if each.name.endswith("Type")), "")
    return plain(told or kind.attributes.get("type", "").rpartition(":")[2])[:100]


def _max_kmh(kind: Node, notices: Notes) -> float | None:
    told = kind.first("maxValue")
    unit = told.say("unitOfMeasure")
    value = number(told.say("numericValue") or told.text, notices)
    if value is None:
        return None
    if unit not in UNITS or not 0 < value * UNITS[unit] <= MOST_KMH:
        notices.note("unknown_speed", f"{value} {unit}")
        return None
    return round(value * UNITS[unit], 1)


def _url(order: Node) -> str:
    told = order.below("publicUrl", "urlLinkAddress").text
    is_web = told.lower().startswith(("https://", "http://"))
    return told[:LONGEST_LINK] if is_web else ""
