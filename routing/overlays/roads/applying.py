"""All that sources say of roads, laid on the streets.

Pure: the same batches at the same moment give the same overlay, whatever was known before. Where
several sources speak of one road, it is closed if any says so, and as slow as the slowest says,
incidents included.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from math import isfinite

import numpy as np

from maas.live.roads import RoadState
from maas.model import Profile, SourceId
from maas.report import Finding, Severity
from maas.snapshot import Batch
from routing.incidents.laid import NO_INCIDENTS, Incidents
from routing.overlays.roads.placing import OnEdge, Ways
from routing.overlays.roads.slowing import SLOWEST_KMH, slowed
from routing.streets import StreetRouter
from routing.streets.profiles import KMH_PER_M_S
from routing.streets.roads import Roads

RULES = {
    "unknown_road": "Ways or nodes that are not on the map were left out",
    "invalid_road_speed": "Speeds that are none were left out",
}


def apply_roads(
    streets: StreetRouter | None,
    batches: Mapping[SourceId, Batch],
    now: int,
    previous: Roads | None,
    incidents: Incidents = NO_INCIDENTS,
) -> Roads:
    """Lay the newest batch of every source that speaks of roads on the streets.

    Args:
        streets: None: there are none.
        now: Unix s of the service clock; what is told for a time only holds until then.
        previous: what was made before on the same streets; saves work, changes nothing.
        incidents: jams among them slow as well; closures do not concern this overlay.
    """
    told = {
        source: states
        for source, batch in batches.items()
        if (states := [each for each in batch.records if isinstance(each, RoadState)])
    }
    is_usual = not told and not incidents.laid
    if previous is not None and is_usual and not previous.directed.size:
        return previous
    if streets is None or is_usual:
        return Roads(since=now, batches=batches)
    draft = _Draft(streets, Ways(streets.network) if told else None, now)
    for source, states in told.items():
        draft.add(source, states)
    return _unchanged(draft.roads(batches, incidents), previous)


def _unchanged(roads: Roads, before: Roads | None) -> Roads:
    """With the very arrays there were before, if they are equal: streets are not made anew."""
    if before is None or not roads.is_like(before):
        return roads
    directed, share, is_closed = before.directed, before.share, before.is_closed
    return replace(roads, directed=directed, share=share, is_closed=is_closed)


@dataclass(slots=True)
class _Draft:
    """The overlay being made."""

    streets: StreetRouter
    ways: Ways | None
    """None: nothing is said of any way."""
    now: int
    share: dict[int, float] = field(default_factory=dict)
    closed: set[int] = field(default_factory=set)
    until: list[int] = field(default_factory=list)
    findings: dict[SourceId, tuple[Finding, ...]] = field(default_factory=dict)

    def add(self, source: SourceId, states: Iterable[RoadState]) -> None:
        """Lay what one source says."""
        broken: dict[str, list[RoadState]] = {}
        for state in states:
            if state.until is not None and state.until <= self.now:
                continue
            rule = self._lay(state)
            if rule:
                broken.setdefault(rule, []).append(state)
            elif state.until is not None:
                self.until.append(state.until)
        self.findings[source] = tuple(
            Finding(rule, Severity.WARNING, "", None, len(found), _text(rule, found[0]))
            for rule, found in broken.items()
        )

    def _lay(self, state: RoadState) -> str:
        """Lay one state; what rule it breaks, if any."""
        kmh = state.kmh
        if kmh is not None and not (isfinite(kmh) and kmh >= 0):
            return "invalid_road_speed"
        places = self.ways.find(state.way, state.from_node, state.to_node) if self.ways else []
        if not places:
            return "unknown_road"
        for place in places:
            if state.is_closed:
                self.closed.add(place.directed)
            if kmh is not None:
                share = self._share(place, max(kmh, SLOWEST_KMH))
                self.share[place.directed] = max(share, self.share.get(place.directed, 0.0))
        return ""

    def _share(self, place: OnEdge, kmh: float) -> float:
        """Of its usual time an edge takes where part of it is driven at a speed."""
        usual_ms = float(self.streets.usual_ms(Profile.CAR)[place.directed])
        metres = float(self.streets.network.edges.length_m[place.directed >> 1])
        if usual_ms <= 0 or metres <= 0:
            return 1.0
        now_ms = metres * 1000.0 * KMH_PER_M_S / kmh
        return 1.0 + place.share * (now_ms / usual_ms - 1.0)

    def roads(self, batches: Mapping[SourceId, Batch], incidents: Incidents) -> Roads:
        """The overlay."""
        slow = slowed(self.streets, incidents, self.now)
        own = np.array(list(self.share), np.int32), np.array(list(self.share.values()), np.float64)
        closed = np.array(list(self.closed), np.int32)
        row = np.concatenate([slow.directed, own[0], closed])
        told = np.concatenate([slow.share, own[1], np.zeros(closed.size)])
        directed, whose = np.unique(row, return_inverse=True)
        share = np.full(directed.size, -np.inf)
        np.maximum.at(share, whose, told)
        share[share <= 0.0] = 1.0  # of what is only closed nobody tells a speed
        ends = [*self.until, *([] if slow.until is None else [slow.until])]
        until = min(ends, default=None)
        is_closed = np.isin(directed, closed)
        return Roads(directed, share, is_closed, self.now, until, self.findings, batches)


def _text(rule: str, state: RoadState) -> str:
    return f"{RULES[rule]}, such as way {state.way} ({state.from_node} to {state.to_node})."
