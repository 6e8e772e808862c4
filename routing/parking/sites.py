"""Car parks and bike parks, laid on the streets: made of static data and of live records, read by
search, planner and api.

One place that several sources tell of is one site. What a site is, its sources say together; how
full it is, the best of them alone.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import IntEnum
from zoneinfo import ZoneInfo

import numpy as np

from maas.arrays import Bytes, Float64s, Int32s, Int64s
from maas.live import ParkingFacility
from maas.live.parking import OpeningStatus
from maas.model import SourceId
from maas.report import Finding
from maas.snapshot import Batch
from routing.parking.opening import Spells
from routing.parking.plots import Plots
from routing.streets.on_edges import OnEdges

UTC = ZoneInfo("UTC")


NO_PLOTS = Plots()


class Room(IntEnum):
    """Whether one more finds a place, best first."""

    FREE = 0
    """Known to have one."""
    UNKNOWN = 1
    NONE = 2
    """Full, closed, or not for everyone."""


@dataclass(frozen=True, slots=True, eq=False)
class Site:
    """One car park or bike park."""

    id: str
    """`<source>:<local>`; the same as long as its sources tell of it."""
    source_id: SourceId
    """Whose counts these are; of a site that nobody counts, who tells most of it."""
    told: ParkingFacility
    """All that its sources say together; `free` is None where it is not known now."""
    ids: tuple[str, ...]
    """`<source>:<local>` of each source that tells of it, its own first."""
    status: OpeningStatus
    """Now: by what the feed says, else by opening hours."""
    known_at: int | None = None
    """When the count was so (Unix s); None: there is none."""
    priced_by: SourceId | None = None
    """Who tells what it costs; None: `source_id`."""


@dataclass(frozen=True, slots=True, eq=False)
class Parking:
    """Every place to park of a territory. The overlay of all sources of car parks.

    Of all arrays a row is a site.
    """

    sites: tuple[Site, ...] = ()
    row: Mapping[str, int] = field(default_factory=dict)
    """Of each id, also those of sources that were joined to another's site."""
    at: Float64s = field(default_factory=lambda: np.empty((0, 2)))
    """[n, 2] latitude, longitude."""
    room: Bytes = field(default_factory=lambda: np.empty(0, np.uint8))
    """Room"""
    free: Int32s = field(default_factory=lambda: np.empty(0, np.int32))
    """-1: not known."""
    ride: OnEdges | None = None
    """For who drives there (of bike parks: rides). None: there are no streets."""
    foot: OnEdges | None = None
    """For who walks on from there."""
    zone: ZoneInfo = UTC
    """By whose clocks opening hours are."""
    since: int = 0
    """The moment of which all this is true (Unix s)."""
    until: int | None = None
    """When by itself something changes next, as counts become unknown or a site closes (Unix s):
    then the overlay is to be made anew. None: never."""
    findings: Mapping[SourceId, tuple[Finding, ...]] = field(default_factory=dict)
    """What could not be used."""
    batches: Mapping[SourceId, Batch] = field(default_factory=dict)
    """What it was made of …"""
    plots: Plots = NO_PLOTS
    """… what of that does not change by the hour …"""
    changes: Int64s = field(default_factory=lambda: np.empty(0, np.int64))
    """… when by itself each site changes next (Unix s) …"""
    spells: Spells = field(default_factory=dict)
    """… and what opening hours say: kept for the next overlay on the same streets."""

    def holds(self, at: int) -> bool:
        """Whether all this is true at a moment (Unix s), as far as the same news go."""
        return self.since <= at and (self.until is None or at < self.until)
