"""How one live source did, added up hour by hour while it is told."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field, replace

from maas.model import SourceId
from maas.records import Outage, RejectionCount, SourceHour
from maas.records.rows import AGE_BOUNDS_S, HOUR_S
from maas.report import Finding
from maas.sources import STALE_S, Condition, SourceStatus, patience_s

MOST_REASONS = 20
"""Different reasons and rules remembered of one hour; further ones are told as others."""

OTHERS = "others"
LONGEST_TEXT = 300


@dataclass(slots=True)
class Tally:
    """Adds up one source from `at` on. All times are Unix s of the service clock."""

    source_id: SourceId
    at: int
    """Until when time is accounted for."""
    row: SourceHour
    """The hour that `at` lies in."""
    done: list[SourceHour] = field(default_factory=list)
    """Hours that are over, until they are taken."""
    outages: dict[int, Outage] = field(default_factory=dict)
    """Outages that changed, by their beginning, until they are taken."""
    status: SourceStatus | None = None
    message: SourceStatus | None = None
    """The last that was told of the message in use."""
    _fresh_until: int = 0
    _outage: Outage | None = None

    @classmethod
    def beginning(cls, source_id: SourceId, now: int, known: SourceHour | None = None) -> "Tally":
        """A tally that goes on with what is known of the hour it begins in."""
        row = known or SourceHour(source_id, now // HOUR_S * HOUR_S)
        return cls(source_id, now, row, _fresh_until=now + STALE_S)

    def note(self, status: SourceStatus, now: int) -> None:
        """Account for what is told of the source at `now`."""
        self.advance(now)
        before, self.status = self.status, status
        if status.tried_at != (before.tried_at if before else None):
            self._try(status)
        if status.made_at != (before.made_at if before else None):
            self._settle()
            self.message = status
        elif status.state is not Condition.LOST:
            self.message = status  # how well it fits is known a little later
        if status.made_at is not None:
            self._fresh_until = status.made_at + int(patience_s(status.interval_s)[0])

    def advance(self, now: int) -> None:
        """Account for the time until `now`; a clock that stands still accounts for none."""
        while self.at < now:
            until = min(now, self.row.hour + HOUR_S)
            self._spend(self.at, until)
            self.at = until
            if until == self.row.hour + HOUR_S:
                self.done.append(self.row)
                self.row = SourceHour(self.source_id, until)

    def take(self) -> tuple[list[SourceHour], list[Outage]]:
        """What changed since the last time, whole hours and the one under way."""
        hours, outages = [*self.done, self.row], list(self.outages.values())
        self.done, self.outages = [], {}
        return hours, outages

    def put_back(self, hours: list[SourceHour], outages: list[Outage]) -> None:
        """What was taken and could not be kept."""
        self.done = [*(hour for hour in hours if hour.hour != self.row.hour), *self.done]
        self.outages = {outage.began: outage for outage in outages} | self.outages

    def _spend(self, since: int, until: int) -> None:
        """Account for a piece of one hour, during which one message was in use, or none."""
        made_at = self.status.made_at if self.status else None
        if made_at is None:
            without = self.row.seconds_without + until - since
            self.row = replace(self.row, seconds_without=without)
        else:
            spent = _seconds_by_age(since - made_at, until - made_at)
            sums = tuple(a + b for a, b in zip(self.row.seconds_by_age, spent, strict=True))
            self.row = replace(self.row, seconds_by_age=sums)
        stale_since = max(since, self._fresh_until)
        if stale_since < until:
            self._extend_outage(stale_since, until)

    def _extend_outage(self, since: int, until: int) -> None:
        goes_on = self._outage is not None and self._outage.until == since
        began = self._outage.began if goes_on and self._outage else since
        self._outage = Outage(self.source_id, began, until)
        self.outages[began] = self._outage

    def _try(self, status: SourceStatus) -> None:
        failures = self.row.failures
        if status.error:
            reason = _known(status.error[:LONGEST_TEXT], failures)
            failures = failures | {reason: failures.get(reason, 0) + 1}
        self.row = replace(self.row, tries=self.row.tries + 1, failures=failures)

    def _settle(self) -> None:
        """Count the message that was in use until now."""
        message = self.message
        if message is None or message.made_at is None:
            return
        self.row = replace(
            self.row,
            messages=self.row.messages + 1,
            trips=self.row.trips + message.trips,
            matched=self.row.matched + message.matched,
            rejections=tuple(_counted(self.row.rejections, message.rejections)),
        )


def _seconds_by_age(young: int, old: int) -> tuple[float, ...]:
    """How long data that grew from one age to another was within each bucket of ages."""
    bounds = (*AGE_BOUNDS_S, max(old, AGE_BOUNDS_S[-1]))
    floors = (min(young, 0), *AGE_BOUNDS_S)
    return tuple(
        float(max(0, min(old, bound) - max(young, floor)))
        for floor, bound in zip(floors, bounds, strict=True)
    )


def _counted(
    counts: tuple[RejectionCount, ...], findings: tuple[Finding, ...]
) -> Iterator[RejectionCount]:
    """The counts of an hour with those of one more message."""
    by_rule = {count.rule: count for count in counts}
    for finding in findings:
        rule = _known(finding.rule, by_rule)
        before = by_rule.get(rule)
        by_rule[rule] = RejectionCount(
            rule,
            finding.severity.value,
            messages=(before.messages if before else 0) + 1,
            records=(before.records if before else 0) + finding.count,
            example=finding.text[:LONGEST_TEXT],
        )
    yield from by_rule.values()


def _known(name: str, names: Collection[str]) -> str:
    """A name, unless there are too many others already."""
    return name if name in names or len(names) < MOST_REASONS else OTHERS
