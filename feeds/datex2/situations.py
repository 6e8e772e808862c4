"""Situation records to incidents. Source: DATEX II 2.3 and 3, SituationPublication."""

import dataclasses
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from msgspec.structs import replace

from feeds.datex2.kinds import CLOSED, KINDS, PROBABILITIES, SEVERITIES, UNRELIABLE
from feeds.datex2.places import NOWHERE, Place, by_code, place_of
from feeds.datex2.validity import Validity, validity_of
from feeds.datex2.vehicles import ALL_VEHICLES, Vehicles, concerning, vehicles_of
from feeds.fields import LONGEST_ID, LONGEST_TEXT, VALUE_RULES, moment
from feeds.nodes import NOTHING, Node
from feeds.notices import Notes, Notices, Unusable
from feeds.road_rules import plain
from feeds.text_values import number
from maas.live import Incident
from maas.live.incidents import IncidentKind, Severity

LOCATIONS = ("groupOfLocations", "locationReference")
INACTIVE = frozenset({"suspended"})
TESTS = frozenset({"test", "exercise", "technicalExercise", "securityExercise"})
OPEN_TO_ALL = frozenset({"", "noRestriction"})
PUBLISHERS = "Publishers"
"""At the end of how confidential something is that may be published."""

MOST_KMH = 200.0


@dataclass(frozen=True, slots=True)
class Situation:
    """What the records of a situation have in common: what the first of them tells."""

    id: str
    severity: str = ""
    first: str = ""
    """The id of the record that tells where it is; "": none yet."""
    place: Place = NOWHERE
    text: str = ""
    is_by_code: bool = False
    """Whether it tells where it is by codes of some table."""


def newest(root: Node, notices: Notes) -> Iterable[Node]:
    """The situations of a document; of one that is told in several versions the newest alone."""
    found: dict[str, Node] = {}
    for node in root.walk():
        if node.name != "situation":
            continue
        key = node.attributes.get("id") or f"#{len(found)}"
        if key in found:
            notices.note("older_version", key)
        if key not in found or _changed_at(node) > _changed_at(found[key]):
            found[key] = node
    return found.values()


def _changed_at(situation: Node) -> int:
    quiet = Notices("situations", VALUE_RULES)
    told = (_moment(each, "situationRecordVersionTime", quiet) for each in records(situation))
    return max((at for at in told if at is not None), default=0)


def header(node: Node, notices: Notes) -> Situation:
    """What a situation says of all its records.

    Raises:
        Unusable: it is a test.
    """
    about = node.first("headerInformation")
    if about.say("informationStatus") in TESTS:
        raise Unusable("test_message", node.attributes.get("id", ""))
    told = about.say("confidentiality")
    if told not in OPEN_TO_ALL and not told.endswith(PUBLISHERS):
        notices.note("restricted", told)
    return Situation(node.attributes.get("id", ""), node.say("overallSeverity"))


def records(node: Node) -> Iterator[Node]:
    """The records of a situation."""
    return node.all("situationRecord")


def incidents(record: Node, whole: Situation, zone: ZoneInfo, notices: Notes) -> list[Incident]:
    """What a record tells of: one incident, or one for each of its places.

    A record without a place is where the first one of its situation is, which many publishers tell
    once.

    Raises:
        Unusable: it has no id, has ended, or holds at no time.
    """
    local = _id(record)
    validity = record.first("validity")
    _refuse_ended(record, validity)
    when = validity_of(validity, zone, notices)
    place = _place(record, whole, notices)
    told = _told(record, whole, when, notices)
    found = [
        replace(
            told,
            id=local if number == 1 else f"{local}:{number}",
            line=line,
            area=area,
            direction=place.direction,
            street=place.street,
            town=place.town,
        )
        for number, (line, area) in enumerate(place.parts, 1)
    ]
    if not found[0].line and not found[0].area:
        code = whole.is_by_code or is_by_code(record)
        notices.note("place_by_code" if code else "missing_position", local)
    return found


def _told(record: Node, whole: Situation, when: Validity, notices: Notes) -> Incident:
    """Everything but where it is."""
    vehicles = _vehicles(record, notices)
    kind, is_closed, subtype = _what(record, notices)
    closes = is_closed and vehicles.are_told_apart
    found = Incident(
        id="",
        kind=IncidentKind.RESTRICTION if is_closed and not closes else kind,
        begin=when.begin,
        end=when.end,
        hours=when.hours,
        severity=_severity(record, whole),
        is_closed=closes,
        kmh=_speed(record.below("averageSpeed").text, notices),
        delay_s=_delay_s(record, notices),
        max_kmh=_speed(record.say("temporarySpeedLimit"), notices),
        confidence=_confidence(record),
        reported_at=_moment(record, "situationRecordCreationTime", notices),
        updated_at=_moment(record, "situationRecordVersionTime", notices),
        subtype=subtype,
        text=_text(record) or whole.text,
        url=_url(record),
        authority=plain(record.first("source").below("sourceName").words)[:256],
        part_of=whole.first,
    )
    return concerning(found, vehicles)


def led_by(whole: Situation, record: Node, found: Sequence[Incident]) -> Situation:
    """The situation, by the first of its records: where it is, and what is to be said."""
    lines = tuple(each.line for each in found if each.line)
    areas = tuple(each.area for each in found if each.area)
    first = found[0]
    place = Place(lines, areas, first.direction, first.street, first.town)
    return dataclasses.replace(
        whole, first=first.id, place=place, text=first.text, is_by_code=is_by_code(record)
    )


def is_by_code(record: Node) -> bool:
    """Whether a record tells where it is by codes of some table."""
    return any(by_code(each) for each in record.all(*LOCATIONS))


def _id(record: Node) -> str:
    told = record.attributes.get("id", "").strip()
    if not told or len(told) > LONGEST_ID:
        raise Unusable("invalid_id" if told else "missing_id", told)
    return told


def _refuse_ended(record: Node, validity: Node) -> None:
    ended = record.below("end", "cancel")
    local = record.attributes.get("id", "")
    if ended.text in ("true", "1"):
        raise Unusable("ended", local)
    if validity.say("validityStatus") in INACTIVE:
        raise Unusable("not_active", local)


def _place(record: Node, whole: Situation, notices: Notes) -> Place:
    location = record.first(*LOCATIONS)
    if location is NOTHING or (not location.children and not location.text):
        return whole.place
    return place_of(location, notices)


def _what(record: Node, notices: Notes) -> tuple[IncidentKind, bool, str]:
    """Its kind, whether nobody gets through, and the document's own finer word."""
    kind = record.attributes.get("type", "").rpartition(":")[2]
    if kind not in KINDS:
        notices.note("unknown_kind", kind)
    told = [each for each in record.walk() if each.name.endswith(("Type", "Information"))]
    words = [each.text for each in told if each.text and each.name != "sourceType"]
    is_closed = any(word in CLOSED for word in words)
    found = IncidentKind.CLOSURE if is_closed else KINDS.get(kind, IncidentKind.OTHER)
    subtype = next((word for word in words if word in CLOSED), words[0] if words else kind)
    return found, is_closed, plain(subtype)[:100]


def _vehicles(record: Node, notices: Notes) -> Vehicles:
    told = [(each, False) for each in record.all("forVehiclesWithCharacteristicsOf")]
    return vehicles_of(told, notices) if told else ALL_VEHICLES


def _severity(record: Node, whole: Situation) -> Severity:
    return SEVERITIES.get(record.say("severity") or whole.severity, Severity.UNKNOWN)


def _speed(told: str, notices: Notes) -> float | None:
    found = number(told, notices)
    if found is None or 0 < found <= MOST_KMH:
        return found
    notices.note("invalid_number", f"{found} km/h")
    return None


def _delay_s(record: Node, notices: Notes) -> int | None:
    found = number(record.below("delayTimeValue").text, notices)
    return None if found is None or not 0 <= found < 1e6 else round(found)


def _confidence(record: Node) -> float | None:
    told = PROBABILITIES.get(record.say("probabilityOfOccurrence"))
    if record.first("source").say("reliable") in ("false", "0"):
        return min(UNRELIABLE, 1.0 if told is None else told)
    return told


def _moment(record: Node, name: str, notices: Notes) -> int | None:
    return moment({name: record.say(name) or None}, name, notices)


def _text(record: Node) -> str:
    comments = record.all("generalPublicComment")
    return plain(" ".join(each.first("comment").words for each in comments))[:LONGEST_TEXT]


def _url(record: Node) -> str:
    told = record.below("urlLinkAddress").text
    return told[:2000] if told.lower().startswith(("https://", "http://")) else ""
