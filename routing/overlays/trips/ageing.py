"""What an old update still says: that a trip or a call does not take place, but not when it does.

A whole message that is too old never comes here; an update may be older than its message.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace

import msgspec

from maas.live import StopUpdates
from maas.live.trips import StopRelationship
from maas.sources import LOST_S
from routing.overlays.trips.claims import Claim, Effect
from routing.overlays.trips.rules import Tally

DELAYING = (Effect.CHANGES, Effect.COPIES)
"""Effects of updates whose times are delays of planned ones, and can be done without."""


def without_old_delays(claims: Iterable[Claim], tally: Tally) -> Iterator[Claim]:
    """The claims, those that were old when their message was made without times."""
    for claim in claims:
        if not _is_old(claim):
            yield claim
            continue
        tally.count("old_trip_update", f"trip {claim.told.update.key.trip_id}")
        left = _without_times(claim)
        if left.told.update.stops or left.effect is Effect.COPIES:
            yield left


def _is_old(claim: Claim) -> bool:
    told = claim.told
    return told.made_at - told.known_at > LOST_S and claim.effect in DELAYING and not told.cancels


def _without_times(claim: Claim) -> Claim:
    """A claim that says of calls at most that they are skipped."""
    update = claim.told.update
    skipped = StopUpdates.of(
        msgspec.structs.replace(stop, arrival=None, departure=None)
        for stop in update.stops
        if stop.relationship is StopRelationship.SKIPPED
    )
    bare = msgspec.structs.replace(update, stops=skipped, delay=None)
    return replace(claim, told=replace(claim.told, update=bare))
