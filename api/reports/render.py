"""A report out of hours and outages: the figures, day by day and in all."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from zoneinfo import ZoneInfo

from msgspec import UNSET, UnsetType

from api.render.moments import time
from api.reports import wire
from api.reports.figures import Figures, add_up
from api.reports.query import Month
from api.served import SourceState
from api.sources.render import days_left, render_findings, share
from maas.records import Outage, SourceHour

MOST_OUTAGES = 100


@dataclass(frozen=True, slots=True)
class Subject:
    """What a report is about, and when it is made."""

    source: SourceState
    sources: Sequence[SourceState]
    """All there are, among them those whose ids it speaks."""
    territory: str
    zone: ZoneInfo
    now: int
    """Unix s."""

    @property
    def today(self) -> date:
        """The day it is in the territory."""
        return datetime.fromtimestamp(self.now, self.zone).date()


def render_report(
    subject: Subject, month: Month, hours: Sequence[SourceHour], outages: Sequence[Outage]
) -> wire.SourceReport:
    """What a source was like in a month: its hours and outages are those of that month."""
    source = subject.source
    named = source.ids_of if source.is_live else (source.id,)
    live = _live(month, hours, outages, subject.zone) if source.is_live else UNSET
    return wire.SourceReport(
        source=source.id,
        kind=source.kind,
        territory=subject.territory,
        month=month.name,
        from_=time(month.since),
        to=time(min(month.until, subject.now)),
        licence=source.licence or UNSET,
        attribution=source.attribution or UNSET,
        url=source.address or UNSET,
        live=live,
        timetables=tuple(
            _timetable(each, subject.today) for each in subject.sources if each.id in named
        ),
    )


def _live(
    month: Month, hours: Sequence[SourceHour], outages: Sequence[Outage], zone: ZoneInfo
) -> wire.LiveFigures:
    figures = add_up(hours)
    return wire.LiveFigures(
        hours=wire.Hours(
            observed=_hours(figures.observed_s),
            fresh=_hours(figures.fresh_s),
            stale=_hours(figures.stale_s),
            lost=_hours(figures.lost_s),
        ),
        fresh_share=_fresh_share(figures),
        age_p50=_age(figures, 0.5),
        age_p95=_age(figures, 0.95),
        tries=figures.tries,
        messages=figures.messages,
        failures=tuple(
            wire.Failure(reason=reason, count=count) for reason, count in figures.failures.items()
        ),
        live_trips=figures.trips,
        matched_trips=figures.matched,
        match_rate=share(figures.matched, figures.trips),
        rejections=tuple(
            wire.RuleCount(
                rule=each.rule,
                severity=each.severity,
                messages=each.messages,
                records=each.records,
                example=each.example,
            )
            for each in figures.rejections
        ),
        outages=tuple(_outages(month, outages)),
        outage_count=len(outages),
        days=tuple(_days(hours, zone)),
    )


def _days(hours: Sequence[SourceHour], zone: ZoneInfo) -> Iterator[wire.Day]:
    """The days of which anything is known."""
    by_day = groupby(hours, lambda hour: datetime.fromtimestamp(hour.hour, zone).date())
    for day, its_hours in by_day:
        figures = add_up(tuple(its_hours))
        yield wire.Day(
            day=day,
            observed=_hours(figures.observed_s),
            fresh=_hours(figures.fresh_s),
            age_p95=_age(figures, 0.95),
            match_rate=share(figures.matched, figures.trips),
        )


def _outages(month: Month, outages: Sequence[Outage]) -> Iterator[wire.OutageSpan]:
    """The longest ones as far as they lie in the month, in order."""
    cut = [(max(each.began, month.since), min(each.until, month.until)) for each in outages]
    for began, until in sorted(sorted(cut, key=_length)[-MOST_OUTAGES:]):
        yield wire.OutageSpan(
            from_=time(began), to=time(until), minutes=round((until - began) / 60, 1)
        )


def _length(span: tuple[int, int]) -> int:
    return span[1] - span[0]


def _timetable(source: SourceState, today: date) -> wire.Timetable:
    found = source.imported
    report = found.report if found else None
    return wire.Timetable(
        id=source.id,
        state=source.state,
        imported=time(found.at) if found else UNSET,
        first_day=(report and report.first_day) or UNSET,
        last_day=(report and report.last_day) or UNSET,
        days_to_expiry=days_left(report.last_day, today) if report else UNSET,
        problem=source.last_error or UNSET,
        rejections=render_findings(report.findings) if report else (),
    )


def _hours(seconds: float) -> float:
    return round(seconds / 3600, 2)


def _fresh_share(figures: Figures) -> float | UnsetType:
    observed = figures.observed_s
    return round(figures.fresh_s / observed, 4) if observed else UNSET


def _age(figures: Figures, part: float) -> float | UnsetType:
    age = figures.age_at(part)
    return UNSET if age is None else round(age, 1)
