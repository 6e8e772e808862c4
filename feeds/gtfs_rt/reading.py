"""What holds for all entities of a message while it is read."""

from dataclasses import dataclass, field

from feeds.gtfs_rt.notices import Notices


@dataclass(frozen=True, slots=True)
class Reading:
    """One message being read."""

    made_at: int | None
    """The header's timestamp (Unix s)."""
    notices: Notices
    ids: dict[str, str] = field(default_factory=dict)
    """Ids of stops met so far, each kept once however often it is said."""
