"""What the adapter of a live feed makes of one message."""

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
