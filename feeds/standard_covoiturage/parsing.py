"""Answers of operators to records. Source: Standard covoiturage, OpenAPI of 2023-12."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from feeds.carpool_rules import NAMING, RULES
from feeds.fields import Json
from feeds.json_bytes import json_value
from feeds.notices import Notices, Unusable
from feeds.parsed import Parse, Parsed
from feeds.records import each_once
from feeds.standard_covoiturage.journeys import journey
from feeds.standard_covoiturage.message import JOURNEYS, REGULAR, answered, message_of
from feeds.standard_covoiturage.regular import regular_offers
from maas.live import RideOffer
from maas.report import Rule, error, remark, warning
from maas.settings import Source

COVOITURAGE_RULES: Mapping[str, Rule] = {
    **RULES,
    "untold_type": remark("PLANNED, DYNAMIC or LINE is not said; taken as planned"),
    "unknown_type": warning("Neither PLANNED, DYNAMIC nor LINE; taken as planned"),
    "untold_schedule": error("A regular trip that does not say when; left out"),
}

Build = Callable[[Json, int, Notices], Iterable[RideOffer]]


def parser(source: Source) -> Parse:  # noqa: ARG001
    """What reads the messages of a source that are pushed, or lie in a file."""
    return parse


def parse(content: bytes, at: int) -> Parsed:
    """What both answers of a message say.

    Args:
        at: when it was read (Unix s).

    Raises:
        FeedMalformed: it is no message.
    """
    told = message_of(content)
    notices = Notices(JOURNEYS, COVOITURAGE_RULES, NAMING)
    offers = [
        *_offers(told.journeys, _journeys, at, notices),
        *_offers(told.regular, regular_offers, at, notices),
    ]
    return Parsed(each_once(offers, notices), notices.findings)


def parse_journeys(content: bytes, at: int) -> Parsed:
    """The offers of an answer to /driver_journeys, in our words.

    What is wrong in it costs itself and is counted. One journey that was asked for between other
    places has the same id, and may pick up elsewhere.

    Args:
        at: when it was read (Unix s).

    Raises:
        FeedMalformed: it is no such answer.
    """
    return _parsed(content, at, JOURNEYS, _journeys)


def parse_regular(content: bytes, at: int) -> Parsed:
    """The offers of an answer to /driver_regular_trips, likewise: weekly ones, and single ones
    where the operator names the days.

    Raises:
        FeedMalformed: it is no such answer.
    """
    return _parsed(content, at, REGULAR, regular_offers)


def _parsed(content: bytes, at: int, place: str, build: Build) -> Parsed:
    notices = Notices(place, COVOITURAGE_RULES, NAMING)
    offers = _offers(answered(json_value(content)), build, at, notices)
    return Parsed(each_once(offers, notices), notices.findings)


def _journeys(record: Json, at: int, notices: Notices) -> Iterable[RideOffer]:
    return (journey(record, at, notices),)


def _offers(records: Iterable[Any], build: Build, at: int, notices: Notices) -> Iterator[RideOffer]:
    for number, record in enumerate(records, 1):
        notices.record = number
        if not isinstance(record, dict):
            notices.note("invalid_record", record)
            continue
        try:
            yield from build(record, at, notices)
        except Unusable as problem:
            notices.note(problem.rule, problem.example)
    notices.record = None
