"""Vias: stops a journey visits on its way, in their order; what visiting and staying means.

Aboard, a via without a stay is visited wherever the vehicle calls at one of its stops and lets
people on or off. On foot every via is visited at the stops one alights at, walks to and boards at:
its stay is time spent there, changing between its own stops included. Where the journey begins or
ends at a stop itself, the stay is the traveller's own. A stage is the number of vias visited.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from maas.arrays import Bools, Int32s
from routing.kernels.subjects import FAR, Ends


@dataclass(frozen=True, slots=True, eq=False)
class Via:
    """Any one of some stops of the timetable, and how long one stays there at least."""

    stop: Int32s
    stay_s: int = 0


class Change(NamedTuple):
    """A way to change between vehicles, past vias perhaps."""

    stage: int
    """In which one boards."""
    ready_s: int
    """s from alighting until one may board."""
    stay_s: int
    """Of these, s stayed where one alighted before walking."""


@dataclass(frozen=True, slots=True, eq=False)
class Vias:
    """The vias of a question in a window's stops, in the order of the search."""

    member: Bools
    """[n_vias, n_stops] Whether a stop is one of the via's."""
    stay: tuple[int, ...]

    @classmethod
    def of(cls, vias: Sequence[Via], number_of: Int32s, n_stops: int) -> "Vias":
        """The vias in a window's numbers; stops nothing calls at are left out."""
        member = np.zeros((len(vias), n_stops), np.bool_)
        for via, row in zip(vias, member, strict=True):
            stop = number_of[via.stop]
            row[stop[stop >= 0]] = True
        return cls(member, tuple(via.stay_s for via in vias))

    def advance(self) -> Int32s:
        """[n_vias + 1, n_stops] The stage after a vehicle called at a stop, by the stage before."""
        n_vias, n_stops = self.member.shape
        after = np.full((n_vias + 1, n_stops), n_vias, np.int32)
        for stage in reversed(range(n_vias)):
            passed = self.member[stage] if self.stay[stage] == 0 else False
            after[stage] = np.where(passed, after[stage + 1], stage)
        return after

    def turned(self) -> "Vias":
        """The same for a search the other way round."""
        return Vias(self.member[::-1], self.stay[::-1])

    def on_foot(self, stage: int, here: int, there: int, walk_s: int) -> list[Change]:
        """The stages in which one may board `there` after alighting `here`.

        A stay at one of the two stops alone is before or after the walk; at a via of both it goes
        on while one walks. `here` may be `there`: then `walk_s` is the change.
        """
        found = [Change(stage, walk_s, 0)]
        may_leave_s = stayed_s = 0
        walked = False
        for via in range(stage, len(self.stay) if walk_s < FAR else 0):
            at_first, at_last = self.member[via, here], self.member[via, there]
            if at_last:
                if not at_first:
                    stayed_s, walked = max(stayed_s, may_leave_s + walk_s), True
                stayed_s += self.stay[via]
            elif at_first and not walked:
                stayed_s += self.stay[via]
                may_leave_s = stayed_s
            else:
                break
            ready_s = max(stayed_s, may_leave_s + walk_s)
            found.append(Change(via + 1, ready_s, may_leave_s))
        return _undominated(found)

    def from_origin(self, access: Ends) -> Ends:
        """Stops of all stages with the seconds until one may board there."""
        return self._ends(access, range(len(self.stay)), 0)

    def to_destination(self, egress: Ends) -> Ends:
        """Stops of all stages with the seconds from alighting there to the destination."""
        return self._ends(egress, range(len(self.stay) - 1, -1, -1), len(self.stay))

    def _ends(self, ends: Ends, order: Iterable[int], outer: int) -> Ends:
        n_stops = self.member.shape[1]
        rows: list[tuple[int, int]] = []
        for stop, seconds in zip(ends.stop.tolist(), ends.seconds.tolist(), strict=True):
            rows.append((outer * n_stops + stop, seconds))
            staying = seconds
            for via in order:
                if not self.member[via, stop]:
                    break
                staying += self.stay[via] if seconds > 0 else 0
                stage = via if outer else via + 1
                rows.append((stage * n_stops + stop, staying))
        stop_s = np.array(rows, np.int32).reshape(-1, 2)
        return Ends(stop_s[:, 0].copy(), stop_s[:, 1].copy())


def _undominated(found: Sequence[Change]) -> list[Change]:
    """Without stages that a later one is reached as early as."""
    return [one for one, after in pairwise(found) if one.ready_s < after.ready_s] + [found[-1]]
