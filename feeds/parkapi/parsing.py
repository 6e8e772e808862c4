"""Bytes of a message to records."""

import re
from collections.abc import Iterator, Mapping

from feeds.fields import Json, past
from feeds.notices import Notices, Unusable
from feeds.parkapi.lots import lot
from feeds.parkapi.message import LOTS, answers, records
from feeds.parkapi.sites import site
from feeds.parking_rules import RULES, held, hold_s, plausible, settled
from feeds.parking_rules.values import made_at
from feeds.parsed import Parse, Parsed
from maas.live.parking import ParkingFacility
from maas.report import Rule, remark
from maas.settings import Source

BARE_TIME = re.compile(r"[0-9-]{10}T[0-9:]{8}(\.[0-9]{1,6})?", re.ASCII)

PARKAPI_RULES: Mapping[str, Rule] = {
    **RULES,
    "other_purpose": remark("A place for neither cars nor bikes; left out"),
}


def parser(source: Source) -> Parse:
    """What reads the messages of a source."""
    hold = hold_s(source)
    return lambda content, now: parse(content, now, hold)


def parse(content: bytes, now: int, hold: int) -> Parsed:
    """What a message says, in our words; what is wrong in it costs itself and is counted.

    Args:
        now: when it was read (Unix s).
        hold: for how long its counts are believed (s).

    Raises:
        FeedMalformed: it is no answer of ParkAPI.
    """
    notices = Notices("message", PARKAPI_RULES)
    found = [
        held(plausible(facility, notices), now, hold)
        for answer in answers(content)
        for facility in _facilities(answer, now, notices)
    ]
    facilities = settled(found, notices)
    return Parsed(facilities, notices.findings, made_at(facilities), ages_itself=True)


def _facilities(answer: Json, now: int, notices: Notices) -> Iterator[ParkingFacility]:
    """Those of one answer; of version 1 it says once for all when they were counted."""
    updated = past(_zoned(answer), "last_updated", now, notices) if LOTS in answer else None
    for record in records(answer, notices):
        try:
            is_lot = notices.place == LOTS
            found = lot(record, updated, notices) if is_lot else site(record, now, notices)
        except Unusable as problem:
            notices.note(problem.rule, problem.example)
            continue
        if found is not None:
            yield found


def _zoned(answer: Json) -> Json:
    """Version 1 writes times without a zone, and means UTC."""
    told = answer.get("last_updated")
    is_bare = isinstance(told, str) and BARE_TIME.fullmatch(told) is not None
    return {**answer, "last_updated": f"{told}Z"} if is_bare else answer
