"""What the adapter of a live feed makes of one message."""

from collections.abc import Callable
from dataclasses import dataclass

from maas.live import Record
from maas.report import Finding


@dataclass(frozen=True, slots=True)
class Parsed:
    """One message in our words."""

    records: tuple[Record, ...]
    rejections: tuple[Finding, ...] = ()
    """What could not be used or was repaired, by rule."""
    made_at: int | None = None
    """When the message says it was made (Unix s); None: it does not say."""
    ages_itself: bool = False
    """Its records say until when they hold, so that the rest of it outlives them."""

    def age_s(self, now: int) -> int | None:
        """How old it is as a whole at `now`; None: as young as when it was last seen."""
        if self.made_at is None or self.ages_itself:
            return None
        return max(0, now - self.made_at)


Parse = Callable[[bytes, int], Parsed]
"""A message, read at a moment (Unix s), to records; raises FeedMalformed."""
