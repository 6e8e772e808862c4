"""When something is open, as OpenStreetMap writes it: what people use of its `opening_hours`.

`24/7`, seasons, weekdays, times (over midnight too), `off`; a rule after `;` goes before earlier
ones on the days it names. Holidays (`PH`, `SH`) are days like others: nobody tells us which they
are. Years alone, weeks, the sun, open ends and fallbacks are not understood.
Source: https://wiki.openstreetmap.org/wiki/Key:opening_hours/specification
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

DAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
HOLIDAYS = ("PH", "SH")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
DAY_MIN = 24 * 60
AHEAD = 8
"""So many days are looked through for the next change."""
LONGEST = 1000
"""Characters; nobody's hours take more."""

Span = tuple[int, int]
"""Minutes of the day; the end may lie on the next one."""
WHOLE_DAY: Span = (0, DAY_MIN)

_DAY = f"(?:{'|'.join((*DAYS, *HOLIDAYS))})"
_MONTH = f"(?:{'|'.join(MONTHS)})"
_YEAR = r"(?:20[0-9]{2} )?"
_NO_TIME = "(?![0-9]|:[0-9])"
_DATE = rf"{_YEAR}{_MONTH}(?: [0-9]{{1,2}}{_NO_TIME})?"
_DATES = rf"{_DATE}(?:-(?:{_DATE}|[0-9]{{1,2}}{_NO_TIME}))?"
_TIMES = r"[0-9]{1,2}:[0-9]{2}-[0-9]{1,2}:[0-9]{2}"
_RULE = re.compile(
    rf"(?P<dates>{_DATES}(?:,{_DATES})*)?:? ?"
    rf"(?P<days>{_DAY}(?:-{_DAY})?(?:,{_DAY}(?:-{_DAY})?)*)?:? ?"
    rf"(?P<times>{_TIMES}(?:,{_TIMES})*|24/7)? ?(?P<state>off|closed|open)?",
    re.ASCII,
)
_ONE_DATE = re.compile(rf"(?:(20[0-9]{{2}}) )?({_MONTH})?(?: ?([0-9]{{1,2}}))?", re.ASCII)
_COMMENT = re.compile(r'"[^"]*"')
_MORE = re.compile(r"(?<=:[0-9]{2}),(?=[A-Z])")
"""A comma after times and before a name begins a rule that adds to the one before."""


@dataclass(frozen=True, slots=True)
class Day:
    """A day that ends or begins a season, of every year or of one."""

    month: int
    day: int
    year: int = 0

    def as_of(self, at: date) -> tuple[int, int, int]:
        """To be compared with a date, or with another day as of the same."""
        return (self.year or at.year, self.month, self.day)


@dataclass(frozen=True, slots=True)
class Rule:
    """What one rule says of the days it names."""

    seasons: tuple[tuple[Day, Day], ...]
    weekdays: frozenset[int] | None
    """None: all."""
    spans: tuple[Span, ...]
    is_open: bool
    adds: bool
    """To what rules before it say of the same day."""

    def names(self, day: date) -> bool:
        """Whether it says something of a day."""
        if self.weekdays is not None and day.weekday() not in self.weekdays:
            return False
        return not self.seasons or any(_is_within(day, *ends) for ends in self.seasons)


@dataclass(frozen=True, slots=True)
class OpeningHours:
    """Times at which something is open."""

    rules: tuple[Rule, ...]

    def is_open(self, at: int, zone: ZoneInfo) -> bool:
        """Whether it is open at a moment (Unix s)."""
        local = datetime.fromtimestamp(at, zone)
        minute, today = local.hour * 60 + local.minute, local.date()
        since_yesterday = minute + DAY_MIN
        return any(begin <= minute < end for begin, end in self.spans(today)) or any(
            begin <= since_yesterday < end
            for begin, end in self.spans(today - timedelta(days=1))
            if end > DAY_MIN
        )

    def next_change(self, at: int, zone: ZoneInfo) -> int:
        """The first moment after `at` when it opens or closes, or from when on it is unknown
        whether it does (Unix s)."""
        is_open = self.is_open(at, zone)
        moments = sorted(moment for moment in self._moments(at, zone) if moment > at)
        return next((m for m in moments if self.is_open(m, zone) is not is_open), moments[-1])

    def _moments(self, at: int, zone: ZoneInfo) -> Iterator[int]:
        """When it may open or close, from yesterday on; the end of what is looked through."""
        today = datetime.fromtimestamp(at, zone).date()
        for ahead in range(-1, AHEAD + 1):
            day = today + timedelta(days=ahead)
            for minute in {0, *(minute for span in self.spans(day) for minute in span)}:
                on, left = day + timedelta(days=minute // DAY_MIN), minute % DAY_MIN
                wall = datetime.combine(on, time(left // 60, left % 60), zone)
                yield int(wall.timestamp())

    def spans(self, day: date) -> list[Span]:
        """When it opens and closes on a day; what passes midnight is of the day it begins on."""
        spans: list[Span] = []
        for rule in self.rules:
            if not rule.names(day):
                continue
            if rule.is_open:
                spans = [*spans, *rule.spans] if rule.adds else list(rule.spans)
            else:
                spans = [left for span in spans for left in _without(span, rule.spans)]
        return spans


@lru_cache(1024)
def parse_hours(text: str) -> OpeningHours | None:
    """Opening hours as they are written; None where they are not understood.

    >>> hours = parse_hours("Mo-Fr 08:00-20:00; Sa 10:00-16:00")
    >>> hours.is_open(1_695_193_200, ZoneInfo("UTC"))  # a Wednesday, 7:00
    False
    """
    plain = _COMMENT.sub("", text[: LONGEST + 1])
    plain = re.sub(r"\s*([,;:-])\s*", r"\1", " ".join(plain.split())).strip("; ")
    if not plain or len(plain) > LONGEST:
        return None
    rules: list[Rule] = []
    for written in plain.split(";"):
        for i, piece in enumerate(_MORE.split(written)):
            rule = _rule(piece, adds=i > 0)
            if rule is None:
                return None
            rules.append(rule)
    return OpeningHours(tuple(rules))


def _rule(text: str, *, adds: bool) -> Rule | None:
    found = _RULE.fullmatch(text)
    if not text or found is None:
        return None
    seasons = [_season(each) for each in (found["dates"] or "").split(",") if each]
    spans = tuple(_span(each) for each in (found["times"] or "").split(",") if each)
    if None in seasons or None in spans:
        return None
    return Rule(
        tuple(season for season in seasons if season),
        _weekdays(found["days"]) if found["days"] else None,
        tuple(span for span in spans if span) or (WHOLE_DAY,),
        found["state"] not in ("off", "closed"),
        adds,
    )


def _span(text: str) -> Span | None:
    if text == "24/7":
        return WHOLE_DAY
    begin, end = (int(hours) * 60 + int(minutes) for hours, minutes in _clocks(text))
    if begin >= DAY_MIN or end > 2 * DAY_MIN:
        return None
    if end == DAY_MIN - 1:  # who writes 23:59 means midnight
        end = DAY_MIN
    return begin, end if end > begin else end + DAY_MIN


def _clocks(text: str) -> Iterator[list[str]]:
    return (each.split(":") for each in text.split("-"))


def _weekdays(text: str) -> frozenset[int]:
    """The days of a list of days and ranges; holidays are none."""
    named: set[int] = set()
    for each in text.split(","):
        first, _, last = each.partition("-")
        if first in DAYS:
            begin, end = DAYS.index(first), DAYS.index(last) if last in DAYS else DAYS.index(first)
            named.update((begin + i) % 7 for i in range((end - begin) % 7 + 1))
    return frozenset(named)


def _season(text: str) -> tuple[Day, Day] | None:
    first, _, last = text.partition("-")
    begin, end = _ONE_DATE.fullmatch(first), _ONE_DATE.fullmatch(last or first)
    if begin is None or end is None or not begin[2]:
        return None
    begin_day, month = int(begin[3] or 1), end[2] or begin[2]
    days = begin_day, int(end[3] or 31)
    if not all(1 <= day <= 31 for day in days):
        return None
    year = int(begin[1] or 0)
    return (
        Day(MONTHS.index(begin[2]) + 1, begin_day, year),
        Day(MONTHS.index(month) + 1, days[1], int(end[1] or year)),
    )


def _is_within(day: date, first: Day, last: Day) -> bool:
    """Whether a day is in a season, which may go on over the end of the year."""
    at, begin, end = (day.year, day.month, day.day), first.as_of(day), last.as_of(day)
    if begin <= end:
        return begin <= at <= end
    return at >= begin or at <= end


def _without(span: Span, closed: tuple[Span, ...]) -> list[Span]:
    """What is left of a span."""
    left = [span]
    for begin, end in closed:
        left = [
            (a, b)
            for low, high in left
            for a, b in ((low, min(high, begin)), (max(low, end), high))
            if a < b
        ]
    return left
