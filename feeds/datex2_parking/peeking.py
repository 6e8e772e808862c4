"""What the beginning of a document tells of it."""

import re

from feeds.fields import moment
from feeds.notices import Notices
from feeds.parking_rules import RULES

_MADE = re.compile(rb'publicationTime(?:>|"\s*:\s*")([0-9T:.+Z-]{19,40})', re.ASCII)
_PARKING = re.compile(rb"parking(Table|Record|Facility|Site|Status)", re.ASCII)
_DATEX = re.compile(rb"d2LogicalModel|datex2\.eu|modelBaseVersion|d2:payload", re.ASCII)


def peek(head: bytes) -> int | None:
    """When a message was made (Unix s), by its first bytes; None where they do not say."""
    match = _MADE.search(head)
    if match is None:
        return None
    return moment({"at": match[1].decode()}, "at", Notices("head", RULES))


def is_ours(content: bytes) -> bool:
    """Whether this looks like a publication about parking."""
    return bool(_DATEX.search(content[:4096])) and bool(_PARKING.search(content))
