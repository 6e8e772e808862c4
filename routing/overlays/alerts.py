"""Alerts by what they are about; ids are the static sources', prefix and all."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from maas.live import Alert
from maas.model import SourceId
from maas.report import Finding
from maas.snapshot import Batch


@dataclass(frozen=True, slots=True)
class Subject:
    """A trip on a day as selectors name it; an empty one: a stop, whatever calls there."""

    trip_id: str = ""
    route_id: str = ""
    agency_id: str = ""
    route_type: int = -1
    direction: int = -1
    day: int = 0
    """YYYYMMDD as a number."""
    start_time: int = -1
    """Scheduled first departure, s of the service day."""


@dataclass(frozen=True, slots=True)
class Selected:
    """What a selector names; all that it says must hold."""

    subject: Subject
    stops: frozenset[str] = frozenset()
    """The stop named with what belongs to it."""

    @property
    def keys(self) -> tuple[str | int, ...]:
        """What it is found by."""
        named = self.subject
        if self.stops:
            return tuple(self.stops)
        narrowest = named.trip_id or named.route_id or named.agency_id
        return (narrowest,) if narrowest else (named.route_type,)

    def is_about(self, subject: Subject, stop_id: str) -> bool:
        """Whether it concerns a trip at a stop, or a trip as such ("")."""
        if stop_id not in self.stops if self.stops else stop_id:
            return False
        own = self.subject
        return (
            own.trip_id in ("", subject.trip_id)
            and own.route_id in ("", subject.route_id)
            and own.agency_id in ("", subject.agency_id)
            and own.route_type in (-1, subject.route_type)
            and own.direction in (-1, subject.direction)
            and own.day in (0, subject.day)
            and own.start_time in (-1, subject.start_time)
        )


Aimed = tuple[Alert, Sequence[Selected]]
"""An alert with the selectors that name what there is."""


@dataclass(frozen=True, slots=True, eq=False)
class AlertsRead:
    """The alerts of one batch, and what of them could not be used."""

    batch: Batch
    aimed: Sequence[Aimed]
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True, eq=False)
class LiveAlerts:
    """Every alert there is, found by the narrowest thing that its selectors name."""

    alerts: tuple[Alert, ...]
    by_key: Mapping[str | int, tuple[tuple[int, Selected], ...]]
    """By trip, stop, route or agency id, or by route type: numbers of alerts, and selectors."""
    read: Mapping[SourceId, AlertsRead]
    """What they were made of."""

    @classmethod
    def of(cls, read: Mapping[SourceId, AlertsRead]) -> "LiveAlerts":
        """Sort alerts by what they are about."""
        aimed = [each for source in read.values() for each in source.aimed]
        by_key: dict[str | int, list[tuple[int, Selected]]] = defaultdict(list)
        for number, (_, selectors) in enumerate(aimed):
            for selected in selectors:
                for key in selected.keys:
                    by_key[key].append((number, selected))
        found = {key: tuple(selectors) for key, selectors in by_key.items()}
        return cls(tuple(alert for alert, _ in aimed), found, read)

    def of_trip(self, subject: Subject, begin: int, end: int) -> tuple[Alert, ...]:
        """What concerns a trip between two moments (Unix s), wherever it calls."""
        keys = (subject.trip_id, subject.route_id, subject.agency_id, subject.route_type)
        return self._found(keys, subject, "", (begin, end))

    def at_stop(self, stop_id: str, subject: Subject, begin: int, end: int) -> tuple[Alert, ...]:
        """What concerns a stop between two moments (Unix s), or a trip's call there."""
        if stop_id not in self.by_key:  # most stops: who asks, asks of every stop passed
            return ()
        return self._found((stop_id,), subject, stop_id, (begin, end))

    def _found(
        self, keys: Iterable[str | int], subject: Subject, stop_id: str, span: tuple[int, int]
    ) -> tuple[Alert, ...]:
        numbers = {
            number
            for key in keys
            for number, selected in self.by_key.get(key, ())
            if selected.is_about(subject, stop_id)
        }
        return tuple(self.alerts[i] for i in sorted(numbers) if _holds(self.alerts[i], *span))


def _holds(alert: Alert, begin: int, end: int) -> bool:
    """Whether an alert concerns who travels between two moments."""
    return not alert.holds or any(
        (first is None or first <= end) and (last is None or begin < last)
        for first, last in alert.holds
    )
