"""What live sources say, laid over the world of one generation."""

from collections.abc import Mapping
from dataclasses import dataclass

from maas.app.world import World
from maas.model import SourceId
from maas.settings import Territory
from maas.snapshot import Batch
from routing.overlays.applying import LiveFeed, apply
from routing.overlays.live import Live
from routing.planner import Planner

TRIP_KINDS = frozenset({"gtfs-rt"})
"""Live sources that speak of trips of a timetable."""


@dataclass(frozen=True, slots=True, eq=False)
class Living:
    """A planner that knows the news, and the news it knows."""

    planner: Planner
    live: Live | None = None


def live_feeds(territory: Territory) -> tuple[LiveFeed, ...]:
    """The sources that speak of trips, in the order of the territory file."""
    return tuple(
        LiveFeed(source.id, source.ids_of)
        for source in territory.live_sources
        if source.kind in TRIP_KINDS
    )


def living(
    world: World,
    feeds: tuple[LiveFeed, ...],
    batches: Mapping[SourceId, Batch],
    previous: Live | None,
) -> Living:
    """Lay the newest batch of each source over a world's timetable. Not for the event loop."""
    spoken = {
        feed.source_id: batches[feed.source_id] for feed in feeds if feed.source_id in batches
    }
    if world.timetable is None or not any(batch.records for batch in spoken.values()):
        return Living(world.planner)
    applied = apply(world.timetable, feeds, spoken, previous)
    return Living(world.planner.with_live(applied.live), applied.live)
