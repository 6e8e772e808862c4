"""An incident laid on the streets: what ways tell of. Knows nothing of how it was laid there."""

from dataclasses import dataclass, field

import numpy as np

from maas.arrays import Float64s, Int32s
from maas.live.incidents import Incident
from maas.model import Profile, SourceId

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
    street: str = ""
    """That most of it lies on, by the map's name; "" where that has none, and of areas."""
