"""How each configured live source is doing: told by the writer, shown by every worker."""

from dataclasses import dataclass, field
from enum import StrEnum

from maas.model import SourceId
from maas.report import Finding

STALE_S, LOST_S = 300, 1800
"""Older data is flagged; and no longer used."""

RARE_S = 3600
"""What is asked for no more often tells of nothing that changes from minute to minute."""

RARE_STALE, RARE_LOST = 3, 30
"""After so many readings that failed such data is old, or lost."""


def patience_s(interval_s: float | None) -> tuple[float, float]:
    """After how long data of a source that is read so often is old, and lost."""
    if interval_s is None or interval_s < RARE_S:
        return STALE_S, LOST_S
    return RARE_STALE * interval_s, RARE_LOST * interval_s


class Condition(StrEnum):
    """What can be said of a source's data, the worst last."""

    OK = "OK"
    STALE = "STALE"
    """Older than 5 min; still used."""
    LOST = "LOST"
    """Never read, or older than 30 min: no longer used."""

    @classmethod
    def of_age(cls, age_s: float, interval_s: float | None = None) -> "Condition":
        """What its age says of data that is read so often."""
        stale_s, lost_s = patience_s(interval_s)
        if age_s > lost_s:
            return cls.LOST
        return cls.STALE if age_s > stale_s else cls.OK

    def or_worse(self, other: "Condition") -> "Condition":
        """The worse of two."""
        return max(self, other, key=list(Condition).index)


@dataclass(frozen=True, slots=True)
class SourceStatus:
    """One live source after a try to read it. Times are Unix s of the service clock."""

    source_id: SourceId
    state: Condition
    tried_at: int | None = None
    good_at: int | None = None
    """When it was last read well."""
    made_at: int | None = None
    """When the data in use was made, as the source says (else when it was read)."""
    error: str = ""
    """What went wrong at the last try, in words; "": nothing."""
    warning: str = ""
    """What is doubtful about the data in use, in words; "": nothing."""
    interval_s: float | None = None
    """How often it is read; None: it is only pushed."""
    counts: dict[str, int] = field(default_factory=dict)
    """Records in use by kind: {"trip": 229, "vehicle": 212, "alert": 3}."""
    rejections: tuple[Finding, ...] = ()
    """What of the data in use could not be used, by rule."""
    trips: int = 0
    """Live trips that name a scheduled one."""
    matched: int = 0
    """Of them those the timetable has."""
