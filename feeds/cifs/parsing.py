"""Bytes of a document to records. Source: Closure and Incident Feed Specification, version 2."""

from collections.abc import Iterator, Sequence

from feeds.cifs.message import told
from feeds.cifs.records import incident
from feeds.fields import past
from feeds.nodes import Node
from feeds.notices import Notices, Unusable
from feeds.parsed import Parse, Parsed
from feeds.records import each_once
from feeds.road_rules import RULES
from maas.live import Incident
from maas.settings import Source


def parser(_: Source) -> Parse:
    """What reads the documents of a source."""
    return parse


def parse(content: bytes, now: int | None = None) -> Parsed:
    """What a document says, in our words; what is wrong in it costs itself and is counted.

    Args:
        now: when it was read (Unix s).

    Raises:
        FeedMalformed: it is no such document.
    """
    document = told(content)
    notices = Notices("document", RULES)
    made_at = past({"at": document.root.attributes.get("timestamp")}, "at", now, notices)
    notices.place = "incidents"
    found = each_once(_incidents(document.incidents, notices), notices)
    return Parsed(found, notices.findings, made_at, ages_itself=True)


def _incidents(nodes: Sequence[Node], notices: Notices) -> Iterator[Incident]:
    for number, node in enumerate(nodes, 1):
        notices.record = number
        try:
            yield incident(node, notices)
        except Unusable as problem:
            notices.note(problem.rule, problem.example)
    notices.record = None
