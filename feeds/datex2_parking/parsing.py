"""Bytes of a message to records: what a table tells, joined with what its status tells."""

from collections.abc import Iterator, Mapping, Sequence
from functools import partial

from msgspec.structs import replace

from feeds import fields
from feeds.datex2_parking.facilities import RECORDS, facility, is_group
from feeds.datex2_parking.kept import Kept
from feeds.datex2_parking.statuses import Status, statuses
from feeds.fetch.pairs import taken_apart
from feeds.nodes import NOTHING, Node, document
from feeds.notices import Notices, Unusable
from feeds.parking_rules import RULES, held, hold_s, plausible, settled
from feeds.parking_rules.values import made_at
from feeds.parsed import Parse, Parsed
from maas.errors import FeedMalformed
from maas.live.parking import Bays, ParkingFacility
from maas.report import Rule, remark, warning
from maas.settings import Source

DATEX2_RULES: Mapping[str, Rule] = {
    **RULES,
    "group_of_sites": remark("A group of facilities that are told one by one, too; left out"),
    "projected_position": warning(
        "A position in metres, and no option crs says in which system; it is not told where"
    ),
    "status_without_facility": warning(
        "The status of a facility that no table tells of; used where another source places it"
    ),
    "facility_without_status": remark("A facility without a status; how full it is is unknown"),
}

TABLE, STATUS = "table", "status"


def parser(source: Source) -> Parse:
    """What reads the messages of a source."""
    crs = source.options.get("crs", "")
    return partial(parse, hold=hold_s(source), crs=str(crs))


def parse(content: bytes, now: int, hold: int, crs: str = "") -> Parsed:
    """What a message says, in our words; what is wrong in it costs itself and is counted.

    Args:
        now: when it was read (Unix s).
        hold: for how long its counts are believed (s).
        crs: the system of positions that are in metres, such as EPSG:25832.

    Raises:
        FeedMalformed: it is no DATEX II, or tells of no parking.
    """
    notices = Notices(TABLE, DATEX2_RULES)
    documents = [document(part) for part in taken_apart(content) if part is not None]
    found = [each for root in documents for each in _facilities(root, crs, notices)]
    notices.place = STATUS
    told = [each for root in documents for each in statuses(root, now, notices)]
    if not found and not told and not any(_is_parking(root) for root in documents):
        raise FeedMalformed("DATEX II without any parking, or none at all")
    joined = [held(each, now, hold) for each in _joined(found, told, notices)]
    notices.place = TABLE
    facilities = settled(joined, notices)
    made = _published_at(documents, now, notices) if told else None
    return Parsed(facilities, notices.findings, made or made_at(facilities), ages_itself=True)


def _facilities(root: Node, crs: str, notices: Notices) -> Iterator[tuple[ParkingFacility, Kept]]:
    number = 0
    for node in root.walk():
        if node.name not in RECORDS or "id" not in node.attributes:
            continue
        number += 1
        notices.record = number
        if is_group(node):
            notices.note("group_of_sites", node.attributes["id"])
            continue
        try:
            yield facility(node, crs, notices)
        except Unusable as problem:
            notices.note(problem.rule, problem.example)
    notices.record = None


def _joined(
    found: Sequence[tuple[ParkingFacility, Kept]], told: Sequence[Status], notices: Notices
) -> Iterator[ParkingFacility]:
    """Each facility with its status; last those that a status alone tells of."""
    status_of: dict[str, Status] = {}
    for status in told:
        if status.id in status_of:
            notices.note("duplicate_id", status.id)
        status_of.setdefault(status.id, status)
    for each, kept in found:
        own = status_of.get(each.id)
        if own is None and told:
            notices.note("facility_without_status", each.id)
        yield _with(each, kept, own, notices)
    known = {each.id for each, _ in found}
    for status in status_of.values():
        if status.id not in known:
            notices.note("status_without_facility", status.id)
            yield _with(ParkingFacility(status.id), {}, status, notices)


def _with(
    each: ParkingFacility, kept: Kept, status: Status | None, notices: Notices
) -> ParkingFacility:
    if status is None:
        return plausible(each, notices)
    bays = tuple(
        Bays(told.kind, told.capacity, status.free_bays.get(index)) for index, told in kept.items()
    )
    now_told = replace(
        each,
        capacity=status.capacity or each.capacity,
        free=status.free,
        status=status.status,
        is_live=True,
        counted_at=status.counted_at,
        bays=bays,
    )
    return plausible(now_told, notices, status.beside)


def _published_at(documents: Sequence[Node], now: int, notices: Notices) -> int | None:
    """When the newest document with a status was made, as it says (Unix s)."""
    quiet = Notices(STATUS, RULES)
    told: list[int] = []
    for root in documents:
        if next(statuses(root, now, quiet), None) is not None:
            at = fields.past({"at": root.below("publicationTime").text or None}, "at", now, notices)
            told += [] if at is None else [at]
    return max(told, default=None)


def _is_parking(root: Node) -> bool:
    names = ("parkingTable", "parkingFacilityTable", "parkingTablePublication")
    more = ("parkingStatusPublication", "parkingFacilityTableStatusPublication")
    return root.below(*names, *more) is not NOTHING
