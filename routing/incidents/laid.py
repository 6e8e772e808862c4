"""Incidents laid on the streets. The overlay of all sources that tell of any."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from maas.model import SourceId
from maas.report import Finding
from maas.snapshot import Batch
from routing.incidents.laid_incident import LaidIncident, Span
from routing.incidents.matcher import Matcher

__all__ = ["NO_INCIDENTS", "Incidents", "LaidIncident", "Span"]


@dataclass(frozen=True, slots=True, eq=False)
class Incidents:
    """All incidents that are known, those not found on the streets included."""

    laid: tuple[LaidIncident, ...] = ()
    """By source, in the order in which it tells them."""
    since: int = 0
    """The moment of which all this is true (Unix s)."""
    until: int | None = None
    """When by itself something changes next (Unix s); None: never."""
    findings: Mapping[SourceId, tuple[Finding, ...]] = field(default_factory=dict)
    """What could not be used."""
    batches: Mapping[SourceId, Batch] = field(default_factory=dict)
    """What it was made of."""
    matcher: Matcher | None = None
    """What found them on the streets; None: there are no streets, or nothing was looked for."""

    def holds(self, at: int) -> bool:
        """Whether all this is true at a moment (Unix s), as far as the same news go."""
        return self.since <= at and (self.until is None or at < self.until)


NO_INCIDENTS = Incidents()
