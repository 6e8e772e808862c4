"""How full facilities are, as status publications tell it."""

from collections.abc import Iterator
from dataclasses import dataclass

from feeds import fields
from feeds.nodes import NOTHING, Node
from feeds.notices import Notes, Unusable
from feeds.parking_rules import Beside
from feeds.text_values import number, whole
from maas.live.parking import OpeningStatus

REFERENCES = ("parkingRecordReference", "parkingFacilityReference", "parkingSiteReference")
STATUSES = ("parkingRecordStatus", "parkingFacilityStatus", "parkingSiteStatus")
_WORDS = (*STATUSES, "parkingSiteOpeningStatus", "openingStatus", "parkingStatus", "overallStatus")

OPEN = frozenset({"open", "openwithrestrictions"})
CLOSED = frozenset({"closed", "closedabnormal", "closedpermanently", "closedtemporarily"})
FULL = frozenset({"full", "fullatentrance", "carparkfull"})


@dataclass(frozen=True, slots=True)
class Status:
    """What is said of one facility."""

    id: str
    capacity: int | None
    free: int | None
    beside: Beside
    status: OpeningStatus
    counted_at: int | None
    free_bays: dict[str, int]
    """By the number of the bays, else by their position."""


def statuses(root: Node, now: int, notices: Notes) -> Iterator[Status]:
    """All that a document tells."""
    for node in (root, *root.walk()):
        if node.name in STATUSES and node.first(*REFERENCES) is not NOTHING:
            try:
                yield _status(node, now, notices)
            except Unusable as problem:
                notices.note(problem.rule, problem.example)


def _status(node: Node, now: int, notices: Notes) -> Status:
    """Raises: Unusable: it does not say whose it is."""
    local = fields.identifier(node.first(*REFERENCES).attributes, "id", notices).strip()
    if not local:
        raise Unusable("missing_id")
    told = node.first("parkingOccupancy")
    counts = told if told.children else node
    words = {each.text.lower() for each in node.all(*_WORDS) if each.text}
    is_true, counted_at = _counted_at(node, now, notices)
    free = whole(
        counts.say("parkingNumberOfVacantSpaces", "totalNumberOfVacantParkingSpaces"), notices
    )
    if free is None and words & FULL:
        free = 0
    return Status(
        local,
        whole(counts.say("parkingNumberOfSpacesOverride"), notices),
        free if is_true else None,
        _beside(counts, node, notices) if is_true else Beside(),
        _opening(words),
        counted_at,
        dict(_free_bays(node, notices)) if is_true else {},
    )


def _counted_at(node: Node, now: int, notices: Notes) -> tuple[bool, int | None]:
    """Whether it was ever counted, and when; None: it does not say."""
    told = node.say("parkingStatusOriginTime", "parkingFacilityStatusTime", "statusTime")
    if not told:
        return True, None
    at = fields.moment({"at": told}, "at", notices)
    if at is None:
        return False, None
    return True, fields.past({"at": at}, "at", now, notices)


def _beside(counts: Node, node: Node, notices: Notes) -> Beside:
    occupied = whole(
        counts.say("parkingNumberOfOccupiedSpaces", "totalNumberOfOccupiedParkingSpaces"), notices
    )
    percent = number(counts.say("parkingOccupancy"), notices)
    share = number(node.say("parkingFacilityOccupancy"), notices)
    if percent is None and share is not None:
        percent = share * 100 if share <= 1 else share
    return Beside(occupied, percent)


def _opening(words: set[str]) -> OpeningStatus:
    if words & CLOSED:
        return OpeningStatus.CLOSED
    return OpeningStatus.OPEN if words & OPEN else OpeningStatus.UNKNOWN


def _free_bays(node: Node, notices: Notes) -> Iterator[tuple[str, int]]:
    for outer in node.all("assignedParkingSpacesStatus", "assignedParkingAmongOthersStatus"):
        told = outer.below("numberOfVacantAssignedParkingSpaces").text
        free = whole(told, notices)
        index = outer.attributes.get("index")
        if index and free is not None:
            yield index, free
