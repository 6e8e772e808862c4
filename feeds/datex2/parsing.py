"""Bytes of a document to records: situations, and orders that regulate traffic."""

from collections.abc import Iterator
from functools import partial
from itertools import chain, islice
from zoneinfo import ZoneInfo

from feeds.datex2 import regulations, situations
from feeds.datex2.notices import DATEX2_RULES
from feeds.fields import past
from feeds.nodes import NOTHING, Node, document
from feeds.notices import Notices, Unusable
from feeds.parsed import Parse, Parsed
from feeds.records import MOST_RECORDS, each_once
from maas.errors import FeedMalformed
from maas.live import Incident
from maas.settings import Source

UTC = ZoneInfo("UTC")
PUBLICATIONS = ("SituationPublication", "TrafficRegulationPublication")
RECORDS = ("situation", "trafficRegulationOrder", "situationPublication")


def parser(source: Source) -> Parse:
    """What reads the documents of a source."""
    told = source.options.get("zone")
    return partial(parse, zone=told if isinstance(told, ZoneInfo) else UTC)


def parse(content: bytes, now: int | None = None, zone: ZoneInfo = UTC) -> Parsed:
    """What a document says, in our words; what is wrong in it costs itself and is counted.

    Args:
        now: when it was read (Unix s).
        zone: by whose clock hours hold.

    Raises:
        FeedMalformed: it is no DATEX II, or not about roads.
    """
    root = document(content)
    if not _is_about_roads(root):
        raise FeedMalformed("DATEX II without situations or traffic regulations, or none at all")
    notices = Notices("document", DATEX2_RULES)
    told = chain(_of_situations(root, zone, notices), _of_orders(root, zone, notices))
    found = each_once(islice(told, MOST_RECORDS + 1), notices)
    notices.place, notices.record = "document", None
    return Parsed(found, notices.findings, _made_at(root, now, notices), ages_itself=True)


def _made_at(root: Node, now: int | None, notices: Notices) -> int | None:
    """When it was made; orders alone stand as long as they say, whenever they were written down."""
    if root.below("situation") is NOTHING:
        return None
    at = {"at": root.below("publicationTime").text or None}
    return past(at, "at", now, notices)


def _is_about_roads(root: Node) -> bool:
    """Whether it tells of roads, or says that there is nothing to tell."""
    kinds = (each.attributes.get("type", "") for each in (root, *root.walk()))
    return root.below(*RECORDS) is not NOTHING or any(map(_names_publication, kinds))


def _names_publication(kind: str) -> bool:
    return kind.endswith(PUBLICATIONS)


def _of_situations(root: Node, zone: ZoneInfo, notices: Notices) -> Iterator[Incident]:
    notices.place = "situations"
    for number, node in enumerate(situations.newest(root, notices), 1):
        notices.record = number
        told = list(situations.records(node))
        try:
            whole = situations.header(node, notices)
        except Unusable as problem:
            notices.note(problem.rule, problem.example, max(1, len(told)))
            continue
        for record in told:
            try:
                found = situations.incidents(record, whole, zone, notices)
            except Unusable as problem:
                notices.note(problem.rule, problem.example)
                continue
            whole = whole if whole.first else situations.led_by(whole, record, found)
            yield from found


def _of_orders(root: Node, zone: ZoneInfo, notices: Notices) -> Iterator[Incident]:
    notices.place, notices.record = "orders", None
    for number, order in enumerate(regulations.orders(root), 1):
        notices.record = number
        try:
            told = regulations.regulations(order)
        except Unusable as problem:
            notices.note(problem.rule, problem.example)
            continue
        for each, regulation in enumerate(told, 1):
            name = f"{order.attributes['id'].strip()}:{each}"
            yield from regulations.incidents(regulation, order, name, zone, notices)
