"""Which incidents a way over streets meets, and when."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from math import ceil, floor

import numpy as np

from maas.arrays import Float64s, Int32s
from maas.live.incidents import Traveller
from maas.model import Profile
from routing.incidents.laid_incident import LaidIncident

TRAVELLERS = {
    Profile.WALK: Traveller.WALK,
    Profile.WHEELCHAIR: Traveller.WALK,
    Profile.BIKE: Traveller.BIKE,
    Profile.CAR: Traveller.CAR,
}


@dataclass(frozen=True, slots=True, eq=False)
class Met:
    """An incident on a way, and when one is there: seconds after one sets out."""

    laid: LaidIncident
    begin_s: int
    end_s: int
    bars: bool = False
    """Nobody gets through this way while it holds."""


@dataclass(frozen=True, slots=True, eq=False)
class OnEdges:
    """Incidents by directed edge, in the order of edges."""

    directed: Int32s = field(default_factory=lambda: np.empty(0, np.int32))
    row: Int32s = field(default_factory=lambda: np.empty(0, np.int32))

    @classmethod
    def of(cls, laid: Sequence[LaidIncident], rows: Sequence[int]) -> "OnEdges":
        """Some of them."""
        none = np.empty(0, np.int32)
        directed = np.concatenate([none, *(laid[row].directed for row in rows)])
        row = np.repeat(np.array(rows, np.int32), [laid[row].directed.size for row in rows])
        order = np.argsort(directed, kind="stable")
        return cls(directed[order], row[order])

    def on(self, way: Int32s) -> dict[int, tuple[int, int]]:
        """The rows of those on a way of directed edges: its first and last edge with each."""
        low, high = np.searchsorted(self.directed, [way, way + 1])
        found: dict[int, tuple[int, int]] = {}
        for i in np.flatnonzero(low < high).tolist():
            for row in self.row[low[i] : high[i]].tolist():
                first, _ = found.get(row, (i, i))
                found[row] = first, i
        return found


@dataclass(frozen=True, slots=True, eq=False)
class OnStreets:
    """The incidents on the streets of each profile that ways are to tell of."""

    laid: tuple[LaidIncident, ...] = ()
    by_profile: Mapping[Profile, OnEdges] = field(default_factory=dict)
    bars: frozenset[Profile] = frozenset()
    """Who is kept off some of the streets, at some time."""

    @classmethod
    def of(cls, laid: Iterable[LaidIncident]) -> "OnStreets":
        """Those that are known to be true and were found on the streets."""
        true = tuple(each for each in laid if each.incident.is_verified and each.directed.size)
        rows = {
            profile: [row for row, each in enumerate(true) if concerns(each, profile)]
            for profile in Profile
        }
        bars = frozenset(profile for each in true for profile in each.closes)
        return cls(true, {p: OnEdges.of(true, of) for p, of in rows.items() if of}, bars)

    def met(
        self, profile: Profile, way: Int32s, moments: Callable[[], Float64s]
    ) -> tuple[Met, ...]:
        """Those on a way of directed edges, by when one comes to them.

        Args:
            moments: [n + 1] when one enters each edge, and leaves the last (s); asked for where
                there is anything to tell.
        """
        edges = self.by_profile.get(profile)
        found = edges.on(way) if edges else {}
        if not found:
            return ()
        at = moments()
        made = [
            Met(
                self.laid[row],
                floor(at[first]),
                ceil(at[last + 1]),
                profile in self.laid[row].closes,
            )
            for row, (first, last) in found.items()
        ]
        return tuple(sorted(made, key=lambda met: (met.begin_s, met.laid.id)))


NONE_ON_STREETS = OnStreets()


def concerns(laid: LaidIncident, profile: Profile) -> bool:
    """Whether an incident is of interest to who moves so."""
    incident, who = laid.incident, TRAVELLERS[profile]
    if profile in laid.closes:
        return True
    if not incident.concerns:
        return profile is Profile.CAR and who not in incident.exempt
    return who in incident.concerns and who not in incident.exempt
