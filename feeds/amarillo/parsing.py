"""Bytes of a message to records. Source: Amarillo, model of carpools."""

from collections.abc import Iterator, Mapping

from feeds.amarillo.message import told_offers
from feeds.amarillo.offers import offer
from feeds.carpool_rules import NAMING, RULES
from feeds.fields import moment
from feeds.notices import Notices, Unusable
from feeds.parsed import Parse, Parsed
from feeds.records import each_once
from maas.live import RideOffer
from maas.report import Rule, error, warning
from maas.settings import Source

AMARILLO_RULES: Mapping[str, Rule] = {
    **RULES,
    "too_few_stops": error("An offer of fewer than two stops; left out"),
    "unusable_stop": error("A stop on the way that lies nowhere; left out"),
    "older_duplicate": warning("An offer told twice; the one changed last was taken"),
}


def parser(source: Source) -> Parse:
    """What reads the messages of a source."""
    told = source.options.get("max_detour_s")
    max_detour_s = told if isinstance(told, int) else 0
    return lambda content, _: parse(content, max_detour_s)


def parse(content: bytes, max_detour_s: int = 0) -> Parsed:
    """What a message says, in our words; what is wrong in it costs itself and is counted.

    Args:
        max_detour_s: by so much drivers go out of their way who name no stops between the ends.

    Raises:
        FeedMalformed: it is no message of carpools.
    """
    notices = Notices("carpools", AMARILLO_RULES, NAMING)
    newest: dict[str, tuple[int, RideOffer]] = {}
    for changed_at, found in _offers(content, max_detour_s, notices):
        if found.id in newest:
            notices.note("older_duplicate", found.id)
        if found.id not in newest or changed_at > newest[found.id][0]:
            newest[found.id] = changed_at, found
    offers = each_once((found for _, found in newest.values()), notices)
    return Parsed(offers, notices.findings)


def _offers(content: bytes, max_detour_s: int, notices: Notices) -> Iterator[tuple[int, RideOffer]]:
    """With when each was changed last (Unix s), 0 where it does not say."""
    for number, record in enumerate(told_offers(content), 1):
        notices.record = number
        if not isinstance(record, dict):
            notices.note("invalid_record", record)
            continue
        try:
            found = offer(record, max_detour_s, notices)
        except Unusable as problem:
            notices.note(problem.rule, problem.example)
            continue
        yield moment(record, "lastUpdated", notices) or 0, found
    notices.record = None
