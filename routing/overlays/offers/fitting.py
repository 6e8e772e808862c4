"""What of ride offers cannot be used: counted by rule."""

from collections.abc import Iterable, Mapping

from maas.model import SourceId
from maas.report import Finding, Rule, error, warning

LONGEST_EXAMPLE = 80
FILE = "offers"

RULES: Mapping[str, Rule] = {
    "duplicate_ride_offer": error("An offer whose id another one has; the first one counts"),
    "offer_without_seats": warning("All seats are taken; left out"),
    "offer_out_of_order": error("The car is somewhere before it was at an earlier place; left out"),
    "offer_too_fast": error("Nobody drives so fast; left out"),
    "offer_outside_territory": warning("It does not pass two places on this map; left out"),
    "offer_far_from_streets": error("Fewer than two of its places are at a street; left out"),
    "offer_without_way": error("No way leads from one of its places to the next; left out"),
    "offer_without_ride": error("Nobody may get on, or off after that; left out"),
}


def misfits(
    broken: Mapping[SourceId, Iterable[tuple[str, str]]],
) -> Mapping[SourceId, tuple[Finding, ...]]:
    """Findings by source of (rule, id of the offer)."""
    found: dict[SourceId, tuple[Finding, ...]] = {}
    for source, pairs in broken.items():
        examples: dict[str, list[str]] = {}
        for rule, id in pairs:
            examples.setdefault(rule, []).append(id)
        if examples:
            found[source] = tuple(_finding(rule, ids) for rule, ids in examples.items())
    return found


def _finding(rule: str, ids: list[str]) -> Finding:
    text = f"{RULES[rule].text} (first: {ids[0][:LONGEST_EXAMPLE]})"
    return Finding(rule, RULES[rule].severity, FILE, None, len(ids), text)
