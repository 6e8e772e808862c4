"""What the beginning of a document tells of it."""

import re

from feeds.fields import VALUE_RULES, moment
from feeds.notices import Notices

_MADE = re.compile(rb'publicationTime(?:>|"\s*:\s*")([0-9T:.+Z-]{19,40})', re.ASCII)
_DATEX = re.compile(
    rb"\s*(\xef\xbb\xbf)?(<[?!][^>]*>\s*)*<(\w+:)?(d2LogicalModel|payload|messageContainer)\b"
    rb'|\s*[{[].*"modelBaseVersion',
    re.ASCII | re.DOTALL,
)
_ROAD = re.compile(
    rb"SituationPublication|TrafficRegulationPublication|situationRecord|trafficRegulationOrder",
    re.ASCII,
)


def peek(head: bytes) -> int | None:
    """When a message was made (Unix s), by its first bytes; None where they do not say."""
    match = _MADE.search(head)
    if match is None:
        return None
    return moment({"at": match[1].decode()}, "at", Notices("head", VALUE_RULES))


def is_ours(content: bytes) -> bool:
    """Whether this looks like a publication about roads."""
    return bool(_DATEX.match(content[:4096])) and bool(_ROAD.search(content))
