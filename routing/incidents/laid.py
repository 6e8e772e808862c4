"""Incidents laid on the streets. The overlay of all sources that tell of any."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from maas.arrays import Float64s, Int32s
from maas.live.incidents import Incident
from maas.model import Profile, SourceId
from maas.report import Finding
from maas.snapshot import Batch

Span = tuple[int, int]
"""A time: its begin and its end (Unix s), the end excluded."""


def _none() -> Int32s:
    return np.empty(0, np.int32)


@dataclass(frozen=True, slots=True, eq=False)
class LaidIncident:
    """An incident, and where on the streets it lies.

    Of the arrays a row is a directed edge.
    """

    id: str
    """`<source>:<local>`"""
    source: SourceId
    incident: Incident
    directed: Int32s = field(default_factory=_none)
    """Sorted, each once; empty: not found on the streets, so shown and never applied."""
    share: Float64s = field(default_factory=lambda: np.empty(0))
    """Of each one's length it takes up."""
    quality: float = 0.0
    """0 … 1: how well the streets found fit what was told; 0: none were found."""
    spans: tuple[Span, ...] = ()
    """When it holds, in order, as far ahead as is looked."""
    closes: frozenset[Profile] = frozenset()
    """Who gets through none of its edges while it holds; empty: all do."""
    stops: Int32s = field(default_factory=_none)
    """Rows of the timetable's stops at which lines do not call while it holds."""
    known_at: int | None = None
    """When its source said so (Unix s)."""


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

    def holds(self, at: int) -> bool:
        """Whether all this is true at a moment (Unix s), as far as the same news go."""
        return self.since <= at and (self.until is None or at < self.until)


NO_INCIDENTS = Incidents()
