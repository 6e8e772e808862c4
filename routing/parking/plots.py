"""Places to park before anyone counts: what all sources together say of each, joined to streets."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from maas.arrays import Float64s, Int32s
from maas.facilities import Facilities
from maas.live import ParkingFacility
from maas.model import Profile, SourceId
from maas.report import Finding
from maas.streets import StreetNetwork
from routing.streets.joined import Joined
from routing.streets.on_edges import OnEdges

Lasting = tuple[tuple[Any, ...], ...]
"""What of each record of a source does not change by the hour, in the order of the message."""


@dataclass(frozen=True, slots=True, eq=False)
class Plot:
    """One place to park."""

    id: str
    """`<source>:<local>`"""
    ids: tuple[str, ...]
    """Of each source that tells of it, its own first."""
    source_id: SourceId
    """Who tells most of it."""
    priced_by: SourceId
    """Who tells what it costs."""
    told: ParkingFacility
    """All that its sources say together, but how full it is."""
    counters: tuple[tuple[SourceId, str], ...] = ()
    """The records that may say how full it is or whether it is open, the most believed first."""


@dataclass(frozen=True, slots=True, eq=False)
class Plots:
    """Every place to park of a territory, made anew only when a source says something lasting.

    Of all arrays a row is a plot.
    """

    plots: tuple[Plot, ...] = ()
    row: Mapping[str, int] = field(default_factory=dict)
    """Of each id."""
    at: Float64s = field(default_factory=lambda: np.empty((0, 2)))
    """[n, 2] latitude, longitude."""
    ride: OnEdges | None = None
    foot: OnEdges | None = None
    hours: tuple[str, ...] = ()
    """All opening hours as they are written, each once."""
    counted_by: Mapping[SourceId, Int32s] = field(default_factory=dict)
    """The rows that a source may count."""
    findings: Mapping[SourceId, tuple[Finding, ...]] = field(default_factory=dict)
    """What does not fit."""
    lasting: Mapping[SourceId, Lasting] = field(default_factory=dict)
    """What it was made of …"""
    facilities: Facilities | None = None
    network: StreetNetwork | None = None
    joined: Mapping[Profile, Joined] = field(default_factory=dict)
    """… and what may be used again."""
