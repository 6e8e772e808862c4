"""Whether live sources speak of a new timetable as well as of the one that serves."""

from collections.abc import Iterable, Mapping

from maas.model import SourceId
from maas.snapshot import Batch
from maas.timetable import Timetable
from routing.overlays.applying import LiveFeed, apply

FALL = 0.8
"""Of the share of trips that match now; a timetable with a smaller one is not taken."""

ENOUGH_TRIPS = 20
"""Fewer say little about a share."""


def misfit(
    feeds: Iterable[LiveFeed],
    batches: Mapping[SourceId, Batch],
    before: Timetable | None,
    after: Timetable | None,
) -> str:
    """Why the newest news say that a timetable should not be taken; "" if they don't.

    Not for the event loop.

    Args:
        batches: the newest of each source that is in use.
        before: what serves; None: there is nothing to compare with.
    """
    if before is None or after is None:
        return ""
    for feed in feeds:
        batch = batches.get(feed.source_id)
        if batch is None:
            continue
        trips, share = _share(before, feed, batch)
        _, new = _share(after, feed, batch)
        if trips >= ENOUGH_TRIPS and new < FALL * share:
            return (
                f"only {new:.0%} of the trips that {feed.source_id} speaks of now are in the new"
                f" version, {share:.0%} in the one before; tried again when live data may have"
                " changed over"
            )
    return ""


def _share(timetable: Timetable, feed: LiveFeed, batch: Batch) -> tuple[int, float]:
    match = apply(timetable, [feed], {feed.source_id: batch}, None).matches[feed.source_id]
    return match.trips, match.matched / max(1, match.trips)
