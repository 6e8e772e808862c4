"""Bytes of a message to records. Source: Waze for Cities, partner feed 3.0 and those before."""

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Any

from feeds.fields import Json
from feeds.notices import Notices, Unusable
from feeds.parsed import Parse, Parsed
from feeds.records import each_once
from feeds.road_rules import NAMING, RULES
from feeds.road_rules.lines import Line
from feeds.waze.message import LISTS, ROUTES, told_lists
from feeds.waze.records import alert, irregularity, jam, jam_line, route
from feeds.waze.values import at_of, id_of
from maas.live import Incident
from maas.report import Rule, remark
from maas.settings import Source

WAZE_RULES: Mapping[str, Rule] = {
    **RULES,
    "free_route": remark("A watched route that is driven as on other days; left out"),
}

Build = Callable[[Json, Notices], Incident | None]


def parser(_: Source) -> Parse:
    """What reads the messages of a source."""
    return lambda content, _: parse(content)


def parse(content: bytes) -> Parsed:
    """What a message says, in our words; what is wrong in it costs itself and is counted.

    Raises:
        FeedMalformed: it is no message of Waze.
    """
    told = told_lists(content)
    notices = Notices("message", WAZE_RULES, NAMING)
    made_at = at_of(told, "endTimeMillis", notices) or at_of(told, "updateTime", notices)
    watched = partial(route, updated_at=made_at)
    builds: Mapping[str, Build] = {
        "alerts": partial(_alert, blocked=_blocked(told)),
        "jams": jam,
        "irregularities": irregularity,
        ROUTES: lambda record, notes: watched(record, notices=notes),
    }
    found = [
        each for name in (*LISTS, ROUTES) for each in _built(told, name, builds[name], notices)
    ]
    notices.place, notices.record = "message", None
    return Parsed(each_once(found, notices), notices.findings, made_at)


def _alert(record: Json, notices: Notices, blocked: Mapping[str, Line]) -> Incident:
    return alert(record, blocked, notices)


def _blocked(told: Mapping[str, Any]) -> Mapping[str, Line]:
    """Where nobody gets through, by the alert that says why: the longest line that names it."""
    quiet = Notices("jams", WAZE_RULES)
    found: dict[str, Line] = {}
    for record in _records(told, "jams"):
        cause = id_of(record, "blockingAlertUuid") if isinstance(record, dict) else ""
        if cause:
            found[cause] = max(found.get(cause, ()), jam_line(record, quiet), key=len)
    return found


def _built(
    told: Mapping[str, Any], name: str, build: Build, notices: Notices
) -> Iterator[Incident]:
    notices.place = name
    for number, record in enumerate(_records(told, name), 1):
        notices.record = number
        if not isinstance(record, dict):
            notices.note("invalid_record", record)
            continue
        try:
            found = build(record, notices)
        except Unusable as problem:
            notices.note(problem.rule, problem.example)
            continue
        if found is None:
            notices.note("free_route")
        else:
            yield found


def _records(told: Mapping[str, Any], name: str) -> list[Any]:
    several = told.get(name)
    return several if isinstance(several, list) else []
