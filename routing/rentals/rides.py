"""Rides of one layer: from where vehicles are taken to where they are left, and backward."""

from dataclasses import dataclass

import numpy as np

from maas.arrays import Bools, Int32s
from routing.kernels.crossings import (
    OnFoot,
    note_crossings,
    ride_to_crossings,
    walk_from_crossings,
)
from routing.kernels.leaving import Noted, Places, Terms, note_end, note_ends, note_starts
from routing.kernels.rides import (
    LACKING,
    MADE,
    Starts,
    end_rides,
    forget_rides,
    ride_on,
    start_rides,
    trace_ride,
)
from routing.kernels.streets import NEVER, Aim
from routing.rentals.fleets import Ground
from routing.rentals.layers import Layer
from routing.rentals.walker import NOWHERE, Walker
from routing.rentals.ways import LOCK_S, UNLOCK_S
from routing.streets import Snap, StreetRouter
from routing.streets.ends import ends_of
from routing.streets.riding import RideMemory, Riding
from routing.streets.searching import Pace, Streets, Way, seconds

LOCK_MS, UNLOCK_MS = 1000 * LOCK_S, 1000 * UNLOCK_S
MOST_LABELS = 1 << 22
"""Where vehicles of so many different ranges stand that this is not enough, some rides that are
longer than others but spare the battery are not found."""


@dataclass(frozen=True, slots=True, eq=False)
class Rides:
    """The rides of a layer over its streets, in the memory of the calling thread."""

    layer: Layer
    streets: Streets
    riding: Riding
    limit_ms: int
    """Within it one has locked the vehicle; backward: one is about to unlock it."""
    aim: Aim = NOWHERE
    """Where one has to be within the limit, on wheels or on foot."""

    @classmethod
    def of(cls, streets: StreetRouter, layer: Layer, limit_ms: int, aim: Aim = NOWHERE) -> "Rides":
        """The rides of a layer; `aim` at the speed of who walks."""
        searched = streets.search.streets[layer.profile]
        ms_per_m = min(aim.ms_per_m, 1.0 / layer.rules.m_per_ms)
        return cls(layer, searched, streets.riding, limit_ms, aim._replace(ms_per_m=ms_per_m))

    def ride(self, starts: Starts) -> None:
        """Ride off from where vehicles are taken."""
        graph, rules = self.streets.graph, self.layer.rules
        while True:
            labels = self._memory.labels
            start_rides(graph, rules, self.aim, starts, self._ridden_ms, labels)
            ride_on(graph, rules, self.aim, self._ridden_ms, labels)
            if not self._is_lacking():
                return

    def stations(self, starts: Starts, places: Places) -> Noted:
        """When, after `ride`, one is at the layer's stations, not yet having locked."""
        terms, noted = Terms(self.layer.no_end, 0, 1.0), _noted(self.layer.leaves)
        return self._ends(starts, places, terms, self._ridden_ms, noted)

    def points(self, starts: Starts, places: Places, n: int, off_pace: float) -> Noted:
        """When, after `ride`, one has walked to n places from points on the very street."""
        terms = Terms(self.layer.no_end_on_street, LOCK_MS, off_pace)
        return self._ends(starts, places, terms, self.limit_ms, _noted(np.ones(n, np.bool_)))

    def _ends(
        self, starts: Starts, places: Places, terms: Terms, limit_ms: int, noted: Noted
    ) -> Noted:
        graph, rules, labels = self.streets.graph, self.layer.rules, self._memory.labels
        note_ends(graph, rules, starts, places, terms, limit_ms, labels, noted)
        return noted

    def to_end(self, starts: Starts, end: Snap) -> Way | None:
        """The ride, after `ride`, to one place."""
        layer, labels, graph = self.layer, self._memory.labels, self.streets.graph
        place = ends_of(end, layer.profile, Pace(1.0, 1.0))
        noted, within_ms = _noted(np.ones(1, np.bool_)), self._ridden_ms
        note_end(graph, layer.rules, starts, place, layer.no_end, within_ms, labels, noted)
        if noted.ms[0] == NEVER:
            return None
        by = int(noted.by[0])
        directed = np.empty(labels.counts[MADE] + 1, np.int32)
        n = trace_ride(graph, by, labels, directed)
        edges = np.append(directed[:n][::-1], noted.directed[0]).astype(np.int32)
        origin = int(self.started(noted.by)[0])
        return Way(int(seconds(noted.ms)[0]), edges, origin, int(noted.row[0]))

    def started(self, by: Int32s) -> Int32s:
        """Where rides started (backward: end) that are noted as `by`."""
        label = np.maximum(by, 0)
        return np.where(by >= 0, self._memory.labels.start[label], -1 - by)

    def crossings(self, starts: Starts, walker: Walker) -> Int32s:
        """[n, 3] Vertices, when (ms) one may walk off there, and the start of the ride."""
        graph, rules, memory = self.streets.graph, self.layer.rules, self._memory
        terms, on_foot = Terms(self.layer.no_end_on_street, LOCK_MS, 1.0), self._on_foot(walker)
        note_crossings(
            graph,
            rules,
            self.riding.corners,
            on_foot,
            starts,
            terms.forbidden,
            self._ridden_ms,
            memory.labels,
            memory.crossings,
        )
        left = np.empty((int(memory.crossings.n_touched[0]), 3), np.int32)
        n = walk_from_crossings(
            graph,
            rules,
            on_foot,
            terms,
            starts,
            memory.labels,
            memory.crossings,
            self.limit_ms,
            left,
        )
        return left[:n]

    def takings(self, ends: Starts, places: Places, walker: Walker) -> Noted:
        """The latest (ms before the arrival) at which vehicles are ridden off, for spots [n].

        Rides end at `ends` or, where the layer allows it, at crossings the walker has reached:
        vertices, which are numbered on after the ends.
        """
        while True:
            noted = self._takings(ends, places, walker)
            if not self._is_lacking():
                return noted

    def _takings(self, ends: Starts, places: Places, walker: Walker) -> Noted:
        graph, rules, labels = self.streets.graph, self.layer.rules, self._memory.labels
        back, limit_ms = self.streets.back, self.limit_ms - UNLOCK_MS
        noted = _noted(self.layer.takes)
        terms = Terms(int(Ground.NO_START), 0, 1.0)
        if self.layer.anywhere:  # first: where riding on is no quicker it only costs range
            ride_to_crossings(
                graph,
                rules,
                self.riding.corners,
                self._on_foot(walker),
                Terms(self.layer.no_end_on_street, LOCK_MS, 1.0),
                limit_ms,
                walker.scratch,
                labels,
                places,
                terms,
                noted,
                ends.edge.size,
            )
        end_rides(graph, rules, ends, limit_ms, labels)
        ride_on(back, rules, NOWHERE, limit_ms, labels)
        note_starts(graph, back, rules, ends, places, terms, limit_ms, labels, noted)
        return noted

    def _is_lacking(self) -> bool:
        """Whether there was no room for all labels; then there is more, and none is left."""
        memory = self._memory
        if not memory.labels.counts[LACKING] or memory.labels.state.size >= MOST_LABELS:
            return False
        forget_rides(memory.labels)
        memory.grow()
        return True

    def _on_foot(self, walker: Walker) -> OnFoot:
        graph, blocked = walker.streets.graph, self.riding.blocked[walker.profile]
        return OnFoot(graph, walker.pace.street, blocked, self.layer.traits)

    def forget(self) -> None:
        """Leave the memory clear."""
        forget_rides(self._memory.labels)

    @property
    def _ridden_ms(self) -> int:
        """The time within which a ride ends; then the vehicle is locked."""
        return self.limit_ms - LOCK_MS

    @property
    def _memory(self) -> RideMemory:
        return self.riding.memory()


def _noted(wanted: Bools) -> Noted:
    n = wanted.size
    return Noted(
        np.where(wanted, np.int32(NEVER), np.int32(-1)),
        np.empty(n, np.int32),
        np.empty(n, np.int32),
        np.empty(n, np.int32),
        np.full(n, np.inf),
    )
