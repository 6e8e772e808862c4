"""Hours of a source summed up: how long it was fresh, how old its data was, what fitted."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from maas.records import RejectionCount, SourceHour
from maas.records.rows import AGE_BOUNDS_S, N_AGES
from maas.sources import LOST_S, STALE_S


@dataclass(frozen=True, slots=True)
class Figures:
    """The sum of some hours."""

    seconds_by_age: tuple[float, ...]
    seconds_without: float
    tries: int
    messages: int
    trips: int
    matched: int
    failures: Mapping[str, int]
    """The commonest reason first."""
    rejections: tuple[RejectionCount, ...]
    """By records, most first; of each rule the last example."""

    @property
    def observed_s(self) -> float:
        """How long the source was watched."""
        return sum(self.seconds_by_age) + self.seconds_without

    @property
    def fresh_s(self) -> float:
        """How long its data was at most 5 min old."""
        return self._up_to(STALE_S)

    @property
    def stale_s(self) -> float:
        """How long its data was older, and still used."""
        return self._up_to(LOST_S) - self.fresh_s

    @property
    def lost_s(self) -> float:
        """How long there was no data that could be used."""
        return self.observed_s - self._up_to(LOST_S)

    def age_at(self, share: float) -> float | None:
        """The age (s) that data did not exceed for a share of the time; None without any data.

        Even within a bucket; what is older than the last bound counts as that.
        """
        wanted = share * sum(self.seconds_by_age)
        floor = 0
        for bound, seconds in zip(AGE_BOUNDS_S, self.seconds_by_age, strict=False):
            if seconds and wanted <= seconds:
                return floor + (bound - floor) * wanted / seconds
            wanted -= seconds
            floor = bound
        return float(floor) if any(self.seconds_by_age) else None

    def _up_to(self, age_s: int) -> float:
        return sum(self.seconds_by_age[: AGE_BOUNDS_S.index(age_s) + 1])


def add_up(hours: Sequence[SourceHour]) -> Figures:
    """The figures of some hours of one source, oldest first."""
    columns = zip(*(hour.seconds_by_age for hour in hours), strict=True)
    failures: dict[str, int] = {}
    for hour in hours:
        for reason, count in hour.failures.items():
            failures[reason] = failures.get(reason, 0) + count
    return Figures(
        seconds_by_age=tuple(map(sum, columns)) or (0.0,) * N_AGES,
        seconds_without=sum(hour.seconds_without for hour in hours),
        tries=sum(hour.tries for hour in hours),
        messages=sum(hour.messages for hour in hours),
        trips=sum(hour.trips for hour in hours),
        matched=sum(hour.matched for hour in hours),
        failures=dict(sorted(failures.items(), key=lambda item: (-item[1], item[0]))),
        rejections=_rejections(each for hour in hours for each in hour.rejections),
    )


def _rejections(counts: Iterable[RejectionCount]) -> tuple[RejectionCount, ...]:
    sums: dict[str, RejectionCount] = {}
    for count in counts:
        before = sums.get(count.rule)
        sums[count.rule] = RejectionCount(
            count.rule,
            count.severity,
            count.messages + (before.messages if before else 0),
            count.records + (before.records if before else 0),
            count.example,
        )
    return tuple(sorted(sums.values(), key=lambda each: (-each.records, each.rule)))
