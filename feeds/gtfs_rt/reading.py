"""What holds while a message is read, entity by entity."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from feeds.gtfs_rt.notices import Notices
from maas.live import StopUpdates


class PlainCalls(NamedTuple):
    """The calls of a trip, and what is strange about their times."""

    stops: StopUpdates
    """Without details."""
    more: Sequence[int]
    """Which calls have some."""
    timed: int
    """How many have times where NO_DATA is said (E042)."""
    untimed: int
    """How many are SCHEDULED and have none (E043)."""


@dataclass(frozen=True, slots=True)
class Reading:
    """One message being read."""

    made_at: int | None
    """The header's timestamp (Unix s)."""
    notices: Notices
    ids: dict[str, str] = field(default_factory=dict)
    """Ids of stops met so far, each kept once however often it is said."""
    calls: PlainCalls | None = None
    """Of the entity's trip update, where they were read before."""

    def of(self, calls: PlainCalls | None) -> "Reading":
        """The same for the next entity."""
        return Reading(self.made_at, self.notices, self.ids, calls)
