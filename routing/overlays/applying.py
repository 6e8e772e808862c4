"""All that live feeds say, laid over the timetable.

Pure: the same batches give the same overlays, whatever was known before.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from zoneinfo import ZoneInfo

from maas.live import TripUpdate
from maas.live.trips import TripRelationship
from maas.model import SourceId
from maas.report import Finding, Severity
from maas.snapshot import Batch
from maas.timetable import Timetable
from maas.units import service_midnight
from routing.overlays.aiming import alerts_of
from routing.overlays.live import Live
from routing.overlays.live_trips import LiveRun, LiveTrips
from routing.overlays.scheduled_run import scheduled_run
from routing.overlays.trips.delays import delayed


@dataclass(frozen=True, slots=True)
class LiveFeed:
    """A live source, and the static ones whose ids it speaks, looked up in this order."""

    source_id: SourceId
    ids_of: tuple[SourceId, ...] = ()
    """Empty: the only one."""


@dataclass(frozen=True, slots=True)
class Match:
    """How many trips a feed names that should be scheduled, and how many of them are."""

    trips: int = 0
    matched: int = 0


@dataclass(frozen=True, slots=True)
class Applied:
    """Overlays, and how well each feed fits the timetable."""

    live: Live
    matches: Mapping[SourceId, Match]
    findings: Mapping[SourceId, tuple[Finding, ...]]


def apply(
    timetable: Timetable,
    feeds: Sequence[LiveFeed],
    batches: Mapping[SourceId, Batch],
    previous: Live | None,
) -> Applied:
    """Lay the newest batch of every feed over the timetable.

    Args:
        previous: what was made before of older batches; saves work, changes nothing.
    """
    runs: dict[tuple[int, int], LiveRun] = {}
    matches: dict[SourceId, Match] = {}
    findings: dict[SourceId, tuple[Finding, ...]] = {}
    for number, feed in enumerate(feeds):
        batch = batches.get(feed.source_id) or Batch(feed.source_id, 0)
        updates = [record for record in batch.records if isinstance(record, TripUpdate)]
        found = [_run(timetable, feed, update, batch) for update in updates]
        unknown = [u.key.trip_id for u, run in zip(updates, found, strict=True) if run is None]
        for run in filter(None, found):
            key, run = (run.base, run.day), replace(run, source=number)
            if key not in runs or runs[key].known_at < run.known_at:
                runs[key] = run
        matches[feed.source_id] = Match(len(updates), len(updates) - len(unknown))
        findings[feed.source_id] = _findings(unknown)
    trips = LiveTrips.of(timetable, list(runs.values()), tuple(feed.source_id for feed in feeds))
    read = {
        feed.source_id: (batches[feed.source_id], _sources(timetable, feed))
        for feed in feeds
        if feed.source_id in batches
    }
    alerts = alerts_of(timetable, read, previous.alerts if previous else None)
    for source, told in alerts.read.items():
        findings[source] += told.findings
    return Applied(Live(trips, alerts), matches, findings)


def _sources(timetable: Timetable, feed: LiveFeed) -> tuple[SourceId, ...]:
    """The static sources whose ids a feed speaks."""
    return feed.ids_of or tuple(map(SourceId, timetable.feeds.source))[:1]


def _run(timetable: Timetable, feed: LiveFeed, update: TripUpdate, batch: Batch) -> LiveRun | None:
    """The run an update is about, as it says it to be; None: no such run is scheduled."""
    key, sources = update.key, feed.ids_of or tuple(timetable.feeds.source)[:1]
    for source in sources:
        for trip in timetable.trips.id.find_all(f"{source}:{key.trip_id}"):
            day = date(key.start_date // 10000 or 1, key.start_date // 100 % 100 or 1,
                       key.start_date % 100 or 1)  # fmt: skip
            if timetable.services.active(day)[timetable.trips.service[trip]]:
                run = scheduled_run(timetable, trip, day.toordinal())
                stops = [timetable.stops.id[i].removeprefix(f"{source}:") for i in run.stop]
                cancelled = key.relationship is TripRelationship.CANCELED
                midnight = service_midnight(day, ZoneInfo(timetable.zones[run.zone]))
                run = run if cancelled else delayed(run, update, stops, midnight)
                known_at = update.timestamp or batch.made_at
                label = update.vehicle.label if update.vehicle else ""
                return replace(
                    run, cancelled=cancelled or run.cancelled, known_at=known_at, vehicle=label
                )
    return None


def _findings(unknown: Sequence[str]) -> tuple[Finding, ...]:
    if not unknown:
        return ()
    text = f"{unknown[0]}: the timetable has no such trip; its news are not used"
    return (Finding("E003", Severity.ERROR, "trip_update", None, len(unknown), text),)
