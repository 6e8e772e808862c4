"""The ride offers that are known, laid on the streets: what search, planner and api read.

A driver meets passengers at points: stops of lines, places for sharing cars, corners near the way.
An offer stands here as one or more runs from point to point. One that keeps to its waypoints is one
run, boarded and left at any of them. One that makes a detour for a passenger has a run for each
point where the driver may pick somebody up, boarded there alone, because when it arrives later
depends on where it was.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from maas.arrays import Bools, Float64s, Int32s
from maas.live import CarpoolPlace, RideOffer
from maas.model import SourceId
from maas.report import Finding
from maas.snapshot import Batch
from routing.carpool.laid import Made


@dataclass(frozen=True, slots=True, eq=False)
class Points:
    """Where passengers are picked up and dropped off; each once."""

    lat: Float64s
    lon: Float64s
    stop: Int32s
    """Row of the timetable's stop that it is; -1: none, a point of its own."""
    name: tuple[str, ...]
    """For a point of its own; "": no name is known."""
    id: tuple[str, ...]
    """`<source>:<local>` of a place for sharing cars; "": what it is tells its position alone."""


@dataclass(frozen=True, slots=True, eq=False)
class OfferRuns:
    """Runs of offers; `first_call[r] : first_call[r + 1]` slices what there is of each call."""

    offer: Int32s
    """[n_runs] Row in Offers.offers."""
    first_call: Int32s
    """[n_runs + 1]"""
    point: Int32s
    """[n_calls] Row in Points, in the order of travel."""
    after_s: Int32s
    """[n_calls] Since the driver's departure: when a passenger is to be there, or is there."""
    may_board: Bools
    may_alight: Bools
    detour_s: Int32s
    """[n_calls] By so much the driver arrives later who lets somebody off here; 0 for a call that
    is only boarded at."""
    seats: Int32s
    """[n_calls] Free ones from here to the next call; at least 1 where nobody knows."""


@dataclass(frozen=True, slots=True, eq=False)
class KnownOffer:
    """An offer, and who says so."""

    id: str
    """`<source>:<local>`"""
    source: SourceId
    record: RideOffer
    known_at: int
    """When it was read (Unix s)."""


def no_points() -> Points:
    """Nowhere."""
    return Points(np.empty(0), np.empty(0), np.empty(0, np.int32), (), ())


def no_runs() -> OfferRuns:
    """Nobody."""
    none, never = np.empty(0, np.int32), np.empty(0, np.bool_)
    return OfferRuns(none, np.zeros(1, np.int32), none, none, never, never, none, none)


@dataclass(frozen=True, slots=True, eq=False)
class Offers:
    """All ride offers at one moment, by the batches they are made of."""

    offers: tuple[KnownOffer, ...] = ()
    """Those that can be taken now or later; none that has left for good or is withdrawn."""
    points: Points = field(default_factory=no_points)
    runs: OfferRuns = field(default_factory=no_runs)
    places: Mapping[str, CarpoolPlace] = field(default_factory=dict)
    """Places for sharing cars, by `<source>:<local>`."""
    batches: Mapping[SourceId, Batch] = field(default_factory=dict)
    findings: Mapping[SourceId, tuple[Finding, ...]] = field(default_factory=dict)
    now: int = 0
    """The moment of which it is true (Unix s): nobody boards where a car has passed."""
    until: int | None = None
    """When some of it changes by itself (Unix s): a car leaves or goes on, an offer is shown no
    longer."""
    made: Made | None = None
    """What it was made with: whoever makes the next one need not do all again."""

    def holds(self, now: int) -> bool:
        """Whether it is still true."""
        return self.until is None or now < self.until


NO_OFFERS = Offers()
