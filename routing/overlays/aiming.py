"""From the raw ids that alerts select by to what the timetable has."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

import numpy as np

from maas.arrays import Ids
from maas.live import Alert, Selector
from maas.live.trips import TripKey
from maas.model import SourceId, StopKind
from maas.report import Finding, Severity
from maas.snapshot import Batch
from maas.timetable import Timetable
from routing.overlays.alerts import Aimed, AlertsRead, LiveAlerts, Selected, Subject

Unknown = tuple[str, str]
"""A rule of MobilityData's validator that is broken, and the first id that breaks it."""

NO_TRIP, NO_ROUTE, NO_STOP, NOTHING, NO_AGENCY = "E003", "E004", "E011", "E033", "E034"
TEXTS = {
    NO_TRIP: "the timetable has no such trip",
    NO_ROUTE: "the timetable has no such route",
    NO_STOP: "the timetable has no such stop",
    NO_AGENCY: "the timetable has no such agency",
    NOTHING: "it selects nothing",
}


Sources = Sequence[SourceId]
"""Static sources whose ids a live one speaks, looked up in this order."""


def alerts_of(
    timetable: Timetable,
    batches: Mapping[SourceId, tuple[Batch, Sources]],
    previous: LiveAlerts | None,
) -> LiveAlerts:
    """All alerts of the newest batches, by what they are about.

    Args:
        previous: made of older batches for the same timetable; those still the newest are kept.
    """
    before = previous.read if previous else {}
    kept = {
        source: before[source]
        for source, (batch, _) in batches.items()
        if source in before and before[source].batch is batch
    }
    if previous is not None and len(kept) == len(before) == len(batches):
        return previous
    return LiveAlerts.of(
        {
            source: kept.get(source) or _read(timetable, batch, sources)
            for source, (batch, sources) in batches.items()
        }
    )


def _read(timetable: Timetable, batch: Batch, sources: Sources) -> AlertsRead:
    alerts = [record for record in batch.records if isinstance(record, Alert)]
    if not alerts:
        return AlertsRead(batch, (), ())
    return AlertsRead(batch, *Aimer(timetable, sources).aimed(alerts))


class Aimer:
    """Finds what the alerts of one source are about."""

    def __init__(self, timetable: Timetable, sources: Sources) -> None:
        self._timetable = timetable
        self._sources = sources
        parent = timetable.stops.parent
        self._by_parent = np.argsort(parent, kind="stable")
        self._parents = parent[self._by_parent]

    def aimed(self, alerts: Iterable[Alert]) -> tuple[list[Aimed], tuple[Finding, ...]]:
        """Alerts with what they are about; selectors that name nothing there is are told."""
        found: list[Aimed] = []
        unknown: dict[str, list[str]] = {}
        for alert in alerts:
            selectors = []
            for selector in alert.selectors or (Selector(),):
                chosen = self._selected(selector)
                if isinstance(chosen, Selected):
                    selectors.append(chosen)
                else:
                    unknown.setdefault(chosen[0], []).append(f"{alert.id}: {chosen[1]}")
            found.append((alert, selectors))
        return found, tuple(_finding(rule, ids) for rule, ids in sorted(unknown.items()))

    def _selected(self, selector: Selector) -> Selected | Unknown:
        trip = selector.trip or TripKey()
        tables, route = self._timetable, selector.route_id or trip.route_id
        named = (
            (NO_TRIP, trip.trip_id, self._id(tables.trips.id, trip.trip_id)),
            (NO_ROUTE, route, self._id(tables.routes.id, route)),
            (NO_AGENCY, selector.agency_id, self._agency(selector.agency_id)),
            (NO_STOP, selector.stop_id, self._id(tables.stops.id, selector.stop_id)),
        )
        if not any(local for _, local, _ in named) and selector.route_type < 0:
            return NOTHING, "an informed_entity"
        for rule, local, id_ in named:
            if id_ is None:
                return rule, local
        trip_id, route_id, agency_id, stop_id = (id_ or "" for *_, id_ in named)
        direction = trip.direction if selector.direction < 0 else selector.direction
        times = trip.start_date, trip.start_time
        subject = Subject(trip_id, route_id, agency_id, selector.route_type, direction, *times)
        return Selected(subject, self._family(stop_id) if stop_id else frozenset())

    def _id(self, ids: Ids, local: str) -> str | None:
        """An id as the timetable has it; "" where none is said, None where there is none."""
        if not local:
            return ""
        names = (f"{source}:{local}" for source in self._sources)
        return next((name for name in names if ids.find(name) >= 0), None)

    def _agency(self, local: str) -> str | None:
        """An agency; the only one of a feed may have no id, or another one than in alerts."""
        ids = self._timetable.agencies.id
        found = self._id(ids, local)
        if found is not None:
            return found
        own = [id_ for id_ in map(ids.__getitem__, range(len(ids))) if self._is_own(id_)]
        return own[0] if len(own) == 1 else None

    def _is_own(self, id_: str) -> bool:
        return id_.partition(":")[0] in self._sources

    def _family(self, stop_id: str) -> frozenset[str]:
        """A stop with what is part of it and what it is part of; of an entrance all around it."""
        stops = self._timetable.stops
        row = self._timetable.original(stops.id.find(stop_id))
        parent = int(stops.parent[row])
        if parent >= 0 and stops.kind[row] in (StopKind.ENTRANCE, StopKind.NODE):
            row = parent
        rows = [row, *self._below(row), *self._above(row)]
        return frozenset([stop_id, *(stops.id[each] for each in rows)])

    def _below(self, row: int) -> Iterator[int]:
        low, high = np.searchsorted(self._parents, (row, row + 1)).tolist()
        for child in self._by_parent[low:high].tolist():
            yield child
            yield from self._below(child)

    def _above(self, row: int) -> Iterator[int]:
        while (row := int(self._timetable.stops.parent[row])) >= 0:
            yield row


def _finding(rule: str, ids: list[str]) -> Finding:
    text = f"{ids[0]}: {TEXTS[rule]}; this selector is not used"
    return Finding(rule, Severity.WARNING, "alert", None, len(ids), text)
