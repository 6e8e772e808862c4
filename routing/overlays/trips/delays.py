"""News of a scheduled trip's times: given where it is given, carried on to the stops after."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from maas.live import StopEvent, StopUpdate, TripUpdate
from maas.live.trips import StopRelationship
from routing.overlays.live_trips import LiveRun


def delayed(run: LiveRun, update: TripUpdate, stop_ids: Sequence[str], midnight: int) -> LiveRun:
    """A scheduled run with an update's times.

    Args:
        stop_ids: [n] the feed's own id of the stop of each call.
        midnight: second 0 of the run's service day, Unix s.
    """
    arrive, depart, known = run.arrive.copy(), run.depart.copy(), run.known.copy()
    skipped = run.skipped.copy()
    news, at = dict[int, StopUpdate](), -1
    for stop in update.stops:
        at = next((i for i in range(at + 1, len(stop_ids)) if stop_ids[i] == stop.stop_id), at)
        news[at] = stop
    delay, latest = update.delay, 0
    for i in range(arrive.size):
        said = news.get(i)
        if said is not None and said.relationship is StopRelationship.NO_DATA:
            delay = None
        skipped[i] = said is not None and said.relationship is StopRelationship.SKIPPED
        events = (said.arrival, said.departure) if said is not None else (None, None)
        for times, event in zip((arrive, depart), events, strict=True):
            delay = _delay(event, int(times[i]), midnight, delay) if not skipped[i] else delay
            latest = times[i] = max(latest, times[i] + (delay or 0))
        known[i] = delay is not None
    return replace(
        run,
        arrive=arrive,
        depart=depart,
        known=known,
        skipped=skipped,
        may_board=run.may_board & ~skipped,
        may_alight=run.may_alight & ~skipped,
        cancelled=bool(np.all(skipped)),
    )


def _delay(
    event: StopEvent | None, scheduled: int, midnight: int, before: int | None
) -> int | None:
    if event is None:
        return before
    if event.time is not None:
        return event.time - midnight - scheduled
    return before if event.delay is None else event.delay
