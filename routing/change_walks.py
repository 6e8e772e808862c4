"""Walks from stop to stop: over real streets, past doors, straight where no street leads."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from maas.arrays import Bools, Float64s, Int32s, Int64s
from maas.model import Access, LatLon, Profile, StopKind
from maas.settings import RoutingSettings
from maas.timetable import Timetable
from maas.units import NEVER, STRAIGHT_LINE_FACTOR
from routing.indoors import IndoorWays
from routing.indoors.changes import Thresholds, indoor_walks, past_doors, thresholds
from routing.indoors.pace import Walker
from routing.published import FORBIDDEN, Rules
from routing.stop_index import StopIndex, crow_flies_m
from routing.streets import StreetRouter

MAPPED_WALK_S = 3600
"""How far one is sent along streets where transfers.txt knows a change."""


@dataclass(frozen=True, slots=True, eq=False)
class Walks:
    """Seconds on foot from stop to stop, margin not included; `key` = from x n_stops + to."""

    key: Int64s
    """Sorted, each once."""
    seconds: Int32s


@dataclass(frozen=True, eq=False)
class Walkers:
    """Who changes, where, and how fast."""

    timetable: Timetable
    router: StreetRouter | None
    profile: Profile
    settings: RoutingSettings
    indoors: IndoorWays
    takes_part: Bools
    """[n_stops] Stops that trips call at and that the profile can use."""
    original: Int32s
    """[n_stops] The stop itself, for a split stop the one it copies."""

    @property
    def n(self) -> int:
        """How many stops there are in all."""
        return int(self.takes_part.size)

    @property
    def speed_m_s(self) -> float:
        """How fast the profile gets on."""
        wheels = self.profile is Profile.WHEELCHAIR
        return self.settings.wheelchair_speed_m_s if wheels else self.settings.walk_speed_m_s

    @cached_property
    def exits(self) -> Thresholds:
        """The doors by which one gets from stops to the street."""
        walker = Walker(self.profile, self.speed_m_s)
        return thresholds(self.indoors, self.takes_part, walker, outward=True)

    @cached_property
    def entries(self) -> Thresholds:
        """The doors by which one gets from the street to stops."""
        walker = Walker(self.profile, self.speed_m_s)
        return thresholds(self.indoors, self.takes_part, walker, outward=False)

    @cached_property
    def indoor_walks(self) -> tuple[Int64s, Int32s]:
        """Walks that do not leave a stop place."""
        return indoor_walks(self.indoors, self.takes_part, Walker(self.profile, self.speed_m_s))


def walkers_of(
    timetable: Timetable,
    router: StreetRouter | None,
    profile: Profile,
    settings: RoutingSettings,
) -> Walkers:
    """Who changes between the stops of a timetable, as one profile."""
    stops = timetable.stops
    takes_part = np.zeros(len(stops.id), np.bool_)
    takes_part[timetable.patterns.stop] = True
    if profile is Profile.WHEELCHAIR:
        takes_part &= stops.wheelchair != Access.NO
    itself = np.arange(takes_part.size, dtype=np.int32)
    original = np.where(stops.kind == StopKind.SPLIT, stops.parent, itself)
    indoors = IndoorWays.of(timetable)
    return Walkers(timetable, router, profile, settings, indoors, takes_part, original)


def near_walks(walkers: Walkers, origins: Int32s | None = None) -> Walks:
    """Walks between all stops within the bound, and none between copies of one stop.

    Who can change inside a stop place does not leave it to come in by another door.

    Args:
        origins: all walks from these are found, not all from others; None: from all.
    """
    max_s = walkers.settings.max_change_s - walkers.settings.change_margin_s
    on_street = walkers.indoors.on_street(walkers.profile, walkers.takes_part)
    index = StopIndex.among(walkers.timetable, np.flatnonzero(on_street).astype(np.int32))
    ends = np.flatnonzero(on_street) if origins is None else np.unique(walkers.exits.of(origins)[1])
    walks = together([walks_from(walkers, index, end, max_s) for end in ends.tolist()])
    if not walkers.indoors.has_pathways:
        return distinct(walkers, *walks)
    indoor = walkers.indoor_walks
    walks = past_doors(walks, walkers.exits, walkers.entries, walkers.n, max_s)
    outside = ~np.isin(walks[0], indoor[0])
    return distinct(walkers, *together([indoor, (walks[0][outside], walks[1][outside])]))


def together(found: list[tuple[Int64s, Int32s]]) -> tuple[Int64s, Int32s]:
    """Keys and seconds of all that was found."""
    key = np.concatenate([np.empty(0, np.int64), *(key for key, _ in found)])
    return key, np.concatenate([np.empty(0, np.int32), *(seconds for _, seconds in found)])


def distinct(walkers: Walkers, key: Int64s, seconds: Int32s) -> Walks:
    """Pairs of different stops that take part, each with its shortest walk."""
    a, b = np.divmod(key, walkers.n) if walkers.n else (key, key)
    seconds = np.where(walkers.original[a] == walkers.original[b], 0, seconds).astype(np.int32)
    order = np.lexsort((seconds, key))
    order = order[(a != b)[order] & walkers.takes_part[b[order]]]
    key, first = np.unique(key[order], return_index=True)
    return Walks(key, seconds[order][first])


def walks_from(
    walkers: Walkers, index: StopIndex, stop: int, max_s: int, *, backward: bool = False
) -> tuple[Int64s, Int32s]:
    """Walks from (backward: to) a stop: along streets, and straight where these do not lead."""
    at = LatLon(float(index.lat[stop]), float(index.lon[stop]))
    near, metres = index.near(at, max_s * walkers.speed_m_s / STRAIGHT_LINE_FACTOR)
    straight = _straight_s(metres, walkers)
    router = walkers.router
    snap = router.snap_stop(stop, walkers.profile) if router else None
    if router is None or snap is None:
        stops, seconds = near, straight
    else:
        off = ~router.joined(near, walkers.profile)
        reached, reached_s = router.reach(
            snap, walkers.profile, max_s, speed_m_s=walkers.speed_m_s, backward=backward
        )
        stops = np.concatenate([reached, near[off]])
        seconds = np.concatenate([reached_s, straight[off]])
    one = np.int64(stop)
    return stops.astype(
        np.int64
    ) * walkers.n + one if backward else one * walkers.n + stops, seconds


def _straight_s(metres: Float64s, walkers: Walkers) -> Int32s:
    return np.ceil(metres * STRAIGHT_LINE_FACTOR / walkers.speed_m_s).astype(np.int32)


def with_ruled_pairs(walkers: Walkers, walks: Walks, rules: Rules) -> Walks:
    """Add a walk for every pair that transfers.txt names and that is farther than the bound."""
    a, b = np.divmod(rules.key, max(walkers.n, 1))
    usable = walkers.takes_part[a] & walkers.takes_part[b] & (a != b) & (rules.kind != FORBIDDEN)
    missing = np.setdiff1d(rules.key[usable], walks.key)
    found = []
    for stop in np.unique(missing // max(walkers.n, 1)).tolist():
        keys = missing[missing // walkers.n == stop]
        seconds = _far_walks(walkers, stop, (keys % walkers.n).astype(np.int32))
        found.append((keys[seconds < NEVER], seconds[seconds < NEVER]))
    return distinct(walkers, *together([(walks.key, walks.seconds), *found]))


def _far_walks(walkers: Walkers, stop: int, others: Int32s) -> Int32s:
    """Seconds from a stop to others, from door to door; NEVER where none lets one pass."""
    if not walkers.indoors.has_pathways:
        return _far_street_walks(walkers, stop, others)
    best = np.full(others.size, NEVER, np.int64)
    _, exits, exit_s = walkers.exits.of(np.array([stop], np.int32))
    row, entries, entry_s = walkers.entries.of(others)
    for door, seconds in zip(exits.tolist(), exit_s.tolist(), strict=True):
        walked = _far_street_walks(walkers, door, entries).astype(np.int64)
        np.minimum.at(best, row, seconds + walked + entry_s)
    return best.astype(np.int32)


def _far_street_walks(walkers: Walkers, stop: int, others: Int32s) -> Int32s:
    """Seconds from a stop to others: along streets within an hour, else straight."""
    stops = walkers.timetable.stops
    at = LatLon(float(stops.lat[stop]), float(stops.lon[stop]))
    seconds = _straight_s(crow_flies_m(at, stops.lat[others], stops.lon[others]), walkers)
    router = walkers.router
    snap = router.snap_stop(stop, walkers.profile) if router else None
    if router is None or snap is None:
        return seconds
    reached, reached_s = router.reach(
        snap, walkers.profile, MAPPED_WALK_S, speed_m_s=walkers.speed_m_s
    )
    mapped = np.isin(others, reached)
    seconds[mapped] = reached_s[np.searchsorted(reached, others[mapped])]
    return seconds
