"""Documents of CIFS, made up."""

from collections import Counter
from xml.sax.saxutils import escape, quoteattr

from feeds.cifs import parse
from feeds.parsed import Parsed
from maas.live import Incident

USUAL = {
    "type": "ROAD_CLOSED",
    "subtype": "ROAD_CLOSED_CONSTRUCTION",
    "description": "A new pipe",
    "street": "Rua A",
    "polyline": "41.150000 -8.610000 41.151000 -8.612000",
    "direction": "ONE_DIRECTION",
    "starttime": "2026-01-16T08:00:00+00:00",
    "endtime": "2026-01-20T18:00:00+00:00",
}
BEGIN, END = 1_768_550_400, 1_768_932_000


def element(name: str, text: str) -> str:
    """An element with a text."""
    return f"<{name}>{escape(text)}</{name}>"


def incident(id: str | None = "city-1", more: str = "", **told: str | None) -> str:
    """An incident that tells more, or other things; None: not that one."""
    members = {**USUAL, **told}
    inner = "".join(element(name, text) for name, text in members.items() if text is not None)
    attribute = "" if id is None else f" id={quoteattr(id)}"
    return f"<incident{attribute}>{inner}{more}</incident>"


def document(*several: str, timestamp: str = "2026-01-15T12:00:00Z") -> bytes:
    """A whole document."""
    inner = "".join(several)
    return f'<?xml version="1.0"?><incidents timestamp="{timestamp}">{inner}</incidents>'.encode()


def read(*several: str) -> Parsed:
    """What is made of some incidents."""
    return parse(document(*several))


def incidents(*several: str) -> list[Incident]:
    """The records that are made of them."""
    return [each for each in read(*several).records if isinstance(each, Incident)]


def one(more: str = "", **told: str | None) -> Incident:
    """What is made of one that tells more, or other things."""
    (found,) = incidents(incident("city-1", more, **told))
    return found


def rules(*several: str) -> dict[str, int]:
    """The rules that they break, and how often."""
    found: Counter[str] = Counter()
    for finding in read(*several).rejections:
        found[finding.rule] += finding.count
    return dict(found)
