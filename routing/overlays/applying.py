"""All that live feeds say, laid over the timetable.

Pure: the same batches give the same overlays, whatever was known before.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from maas.model import SourceId
from maas.report import Finding
from maas.snapshot import Batch
from maas.timetable import Timetable
from routing.overlays.aiming import alerts_of
from routing.overlays.live import Live
from routing.overlays.live_trips import LiveTrips
from routing.overlays.seeing import vehicles_of
from routing.overlays.trips.claims import Match
from routing.overlays.trips.days import Days
from routing.overlays.trips.gathering import Heard, gather
from routing.overlays.trips.rules import Tally
from routing.overlays.trips.runs import live_columns
from routing.overlays.trips.told_routes import with_told_routes
from routing.overlays.ways import ways_of

__all__ = ["Applied", "LiveFeed", "Match", "apply"]


@dataclass(frozen=True, slots=True)
class LiveFeed:
    """A live source, and the static ones whose ids it speaks, looked up in this order."""

    source_id: SourceId
    ids_of: tuple[SourceId, ...] = ()
    """Empty: the only one."""


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
    ids = [feed.source_id for feed in feeds]
    heard = [
        Heard(batches.get(feed.source_id) or Batch(feed.source_id, 0), _sources(timetable, feed))
        for feed in feeds
    ]
    days, tallies = Days(timetable), [Tally() for _ in feeds]
    gathered = gather(timetable, days, heard, tallies)
    known = with_told_routes(timetable, heard)
    columns = live_columns(known, days, gathered, tallies)
    trips = LiveTrips.laid_out(known, columns, tuple(ids))
    findings = {source: tally.findings() for source, tally in zip(ids, tallies, strict=True)}
    read = {
        feed.source_id: (batches[feed.source_id], _sources(timetable, feed))
        for feed in feeds
        if feed.source_id in batches
    }
    alerts = alerts_of(timetable, read, previous.alerts if previous else None)
    for source, told in alerts.read.items():
        findings[source] += told.findings
    ways = ways_of(batch for batch, _ in read.values())
    live = Live(trips, alerts, vehicles_of(timetable, read, trips), ways)
    return Applied(live, dict(zip(ids, gathered.matches, strict=True)), findings)


def _sources(timetable: Timetable, feed: LiveFeed) -> tuple[SourceId, ...]:
    """The static sources whose ids a feed speaks."""
    return feed.ids_of or tuple(map(SourceId, timetable.feeds.source))[:1]
