"""What the rules of a system forbid, edge by edge.

Where polygons overlap the rules of the one that comes first hold, and those of any polygon before
those that hold everywhere. An edge that crosses the rim of a zone obeys what holds on either side.
Source: GBFS 3.0, geofencing_zones.json, "Geofencing Rule Precedence".
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from maas.arrays import Bytes
from maas.live.rentals import RentalZone, ZoneRule
from routing.rentals.fleets import Area, Covered, Ground, System

NO_RULE = ZoneRule()
MOST_KMH = 255


@dataclass(frozen=True, slots=True, eq=False)
class Grounds:
    """What holds for some vehicles on all edges; None: nothing is forbidden, nowhere is slow."""

    ground: Bytes | None = None
    max_kmh: Bytes | None = None


FREE = Grounds()


def in_force(system: System, now: int) -> tuple[RentalZone, ...]:
    """The zones that hold at a moment."""
    return tuple(
        zone
        for zone in system.zones
        if (zone.start is None or zone.start <= now) and (zone.end is None or now < zone.end)
    )


def areas_of(system: System, now: int) -> Iterable[Area]:
    """All areas of a system that are looked up on the streets."""
    yield from (zone.area for zone in in_force(system, now))
    yield from (station.area for station in system.stations if station.area)


class Painter:
    """Paints the edges of a network with the rules of one system."""

    def __init__(
        self, system: System, now: int, n_edges: int, covered: Mapping[Area, Covered]
    ) -> None:
        self._n_edges, self._covered = n_edges, covered
        self._zones, self._rules = in_force(system, now), system.told.rules
        self._stations = [station for station in system.stations if station.area]
        self._painted: dict[tuple[ZoneRule | None, ...], Grounds] = {}

    def grounds(self, type_id: str) -> Grounds:
        """What holds for a type of vehicles; types with the same rules share it."""
        rules = (
            *(_rule(zone.rules, type_id) for zone in self._zones),
            _rule(self._rules, type_id),
        )
        if rules not in self._painted:
            self._painted[rules] = self._paint(rules)
        return self._painted[rules]

    def _paint(self, rules: Sequence[ZoneRule | None]) -> Grounds:
        if all(rule is None or _is_free(rule) for rule in rules):
            return FREE
        ground, kmh = (np.zeros(self._n_edges, np.uint8) for _ in range(2))
        is_open = np.ones(self._n_edges, np.bool_)  # no zone before covers all of the edge
        for zone, rule in zip(self._zones, rules[:-1], strict=True):
            if rule is None:
                continue
            found = self._covered[zone.area]
            edge = found.edge[is_open[found.edge]]
            ground[edge] |= _forbidden(rule)
            kmh[edge] = _slower(kmh[edge], rule)
            is_open[found.edge[found.is_whole]] = False
        everywhere = rules[-1] or NO_RULE
        ground[is_open] |= _forbidden(everywhere)
        kmh[is_open] = _slower(kmh[is_open], everywhere)
        self._free_stations(ground)
        return Grounds(ground if ground.any() else None, kmh if kmh.any() else None)

    def _free_stations(self, ground: Bytes) -> None:
        """In the area of a station rides begin and end, whatever zone it lies in."""
        kept = np.uint8(0xFF & ~(Ground.NO_START | Ground.NO_END))
        for station in self._stations:
            ground[self._covered[station.area].edge] &= kept


def _rule(rules: Sequence[ZoneRule], type_id: str) -> ZoneRule | None:
    """The first rule for a type; None: what others say holds."""
    return next((rule for rule in rules if not rule.type_ids or type_id in rule.type_ids), None)


def _is_free(rule: ZoneRule) -> bool:
    return not _forbidden(rule) and rule.max_kmh is None


def _forbidden(rule: ZoneRule) -> np.uint8:
    return np.uint8(
        (0 if rule.may_pass else Ground.NO_PASS)
        | (0 if rule.may_start else Ground.NO_START)
        | (0 if rule.may_end else Ground.NO_END)
        | (Ground.STATIONS_ONLY if rule.stations_only else 0)
    )


def _slower(kmh: Bytes, rule: ZoneRule) -> Bytes:
    """The lower of two limits; 0 is none."""
    if rule.max_kmh is None or rule.max_kmh > MOST_KMH:
        return kmh
    limit = np.uint8(max(1, int(rule.max_kmh)))
    slower: Bytes = np.where(kmh == 0, limit, np.minimum(kmh, limit))
    return slower
