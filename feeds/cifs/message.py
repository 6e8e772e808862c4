"""A document: `<incidents>` of XML; of JSON incidents within objects of one member, or as such."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from feeds.fields import VALUE_RULES, moment
from feeds.nodes import NOTHING, Node, document
from feeds.notices import Notices
from maas.errors import FeedMalformed

INCIDENTS, INCIDENT = "incidents", "incident"

_MADE = re.compile(rb'timestamp"?\s*[=:]\s*"([0-9T:.+Z-]{19,40})"', re.ASCII)
_NONE = re.compile(rb'"incidents"\s*:\s*\[\s*\]', re.ASCII)
"""That there are none, in JSON."""

_PLACES = ("polyline", "location")


@dataclass(frozen=True, slots=True, eq=False)
class Document:
    """A document, and what stands where incidents do."""

    root: Node
    incidents: tuple[Node, ...]


def told(content: bytes) -> Document:
    """The document in these bytes.

    Raises:
        FeedMalformed: they are something else.
    """
    root = document(content)
    if root.name == INCIDENTS:
        return Document(root, tuple(root.all(INCIDENT)))
    found = tuple(_unpacked(tuple(root.all(INCIDENTS)) or tuple(root.all(INCIDENT, ""))))
    if root.name or not (any(_is_one(each) for each in found) or _NONE.search(content)):
        raise FeedMalformed("it holds no incidents")
    return Document(root, found)


def is_ours(content: bytes) -> bool:
    """Whether these bytes are such a document."""
    try:
        found = told(content).incidents
    except FeedMalformed:
        return False
    return not found or any(_is_one(each) for each in found)


def peek(head: bytes) -> int | None:
    """When a document was made (Unix s), by its first bytes; None where they do not say."""
    match = _MADE.search(head)
    if match is None:
        return None
    return moment({"at": match[1].decode()}, "at", Notices("head", VALUE_RULES))


def _unpacked(several: Sequence[Node]) -> Iterator[Node]:
    """Incidents, whether they stand within an object of one member or as such."""
    for each in several:
        yield from tuple(each.all(INCIDENT)) or (each,)


def _is_one(node: Node) -> bool:
    return node.first("type") is not NOTHING and node.first(*_PLACES) is not NOTHING
