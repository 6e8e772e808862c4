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
from routing.kernels.leaving import Noted, Places, Terms, note_ends, note_starts
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
from routing.rentals.spots import marked
from routing.rentals.walker import NOWHERE, Walker
from routing.rentals.ways import LOCK_S, UNLOCK_S
from routing.streets import Many, Snap, StreetRouter
from routing.streets.ends import off_street_ms
from routing.streets.riding import RideMemory, Riding
from routing.streets.searching import Streets, Way, seconds

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
            start_rides(graph, rules, self.aim, starts, self.limit_ms, labels)
            ride_on(graph, rules, self.aim, self.limit_ms, labels)
            if not self._is_lacking():
                return

    def stations(self, starts: Starts, places: Places) -> Noted:
        """When, after `ride`, one is at the layer's stations, not yet having locked."""
        terms = Terms(self.layer.no_end, 0, 1.0)
        return self._ends(starts, places, terms, _noted(self.layer.leaves))

    def points(self, starts: Starts, places: Places, n: int, off_pace: float) -> Noted:
        """When, after `ride`, one has walked to n places from points on the very street."""
        terms = Terms(self.layer.no_end_on_street, LOCK_MS, off_pace)
        return self._ends(starts, places, terms, _noted(np.ones(n, np.bool_)))

    def _ends(self, starts: Starts, places: Places, terms: Terms, noted: Noted) -> Noted:
        graph, rules, labels = self.streets.graph, self.layer.rules, self._memory.labels
        note_ends(graph, rules, starts, places, terms, self.limit_ms, labels, noted)
        return noted

    def to_end(self, starts: Starts, end: Snap) -> Way | None:
        """The ride, after `ride`, to one place."""
        layer = self.layer
        terms = Terms(layer.no_end, 0, 1.0)
        off_ms = [off_street_ms(end.metres, layer.profile)]
        places = marked(self.streets, Many([end]).on_edges(off_ms, self.riding.n_edges))
        noted = self._ends(starts, places, terms, _noted(np.ones(1, np.bool_)))
        if noted.ms[0] == NEVER:
            return None
        by = int(noted.by[0])
        directed = np.empty(self._memory.labels.counts[MADE] + 1, np.int32)
        n = trace_ride(self.streets.graph, by, self._memory.labels, directed)
        edges = np.append(directed[:n][::-1], noted.directed[0]).astype(np.int32)
        origin = int(self.started(noted.by)[0])
        candidate = int(np.argsort(end.edge, kind="stable")[noted.row[0]])
        return Way(int(seconds(noted.ms)[0]), edges, origin, candidate)

    def started(self, by: Int32s) -> Int32s:
        """Where rides started that are noted as `by`."""
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
            self.limit_ms,
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

        Rides end at `ends` or, where the layer allows it, at crossings the walker has reached.
        """
        while True:
            noted = self._takings(ends, places, walker)
            if not self._is_lacking():
                return noted

    def _takings(self, ends: Starts, places: Places, walker: Walker) -> Noted:
        graph, rules, labels = self.streets.graph, self.layer.rules, self._memory.labels
        back, limit_ms = self.streets.back, self.limit_ms
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
