"""In which form a client wants its answer (RFC 9110, 12.5.1)."""

import re
from collections.abc import Sequence

RANGE = re.compile(
    r"\s*(?P<type>[\w!#$&^.+*-]+)/(?P<subtype>[\w!#$&^.+*-]+)\s*"
    r"(?P<more>(;\s*[\w-]+\s*=\s*[^;]*)*)"
)
QUALITY = re.compile(r";\s*q\s*=\s*(?P<q>[01](\.[0-9]{1,3})?)\s*(;|$)", re.IGNORECASE)


def preferred(accept: str, offers: Sequence[str]) -> str:
    """The offer that a client likes best; the first of equals, and the first where none is liked.

    An answer nobody asked for in this form is better than none: no 406.
    """
    ranges = [match for part in accept.split(",") if (match := RANGE.fullmatch(part))]
    liked = [(_quality(offer, ranges), offer) for offer in offers]
    best = max((quality for quality, _ in liked), default=0.0)
    return next((offer for quality, offer in liked if quality == best), offers[0])


def _quality(offer: str, ranges: Sequence[re.Match[str]]) -> float:
    """What the most precise range that takes in an offer says of it."""
    kind, _, subtype = offer.partition("/")
    fitting = [
        (match["type"] != "*", match["subtype"] != "*", _weight(match["more"]))
        for match in ranges
        if match["type"].lower() in (kind, "*") and match["subtype"].lower() in (subtype, "*")
    ]
    return max(fitting)[2] if fitting else 0.0


def _weight(parameters: str) -> float:
    match = QUALITY.search(parameters)
    return float(match["q"]) if match else 1.0
