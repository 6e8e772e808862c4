"""The points of offers in the terrain: named, joined to streets, with walks between them and stops.

What is found of a point is kept while the point is: for the next offers only new ones are looked
for.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from operator import attrgetter

import numpy as np

from maas.arrays import Float64s, Int32s
from maas.model import LatLon, Profile
from maas.settings import RoutingSettings
from maas.timetable import Timetable, Transfers
from routing.carpool.offers import Points
from routing.carpool.stops import own_points, with_points
from routing.graph import Graph
from routing.streets import Links, Snap, StopLinks, StreetRouter
from routing.streets.links import LINK_M
from routing.streets.stops import StopsOnStreets
from routing.transfers import changes_at

Key = tuple[float, float, int, str, str]
"""All that is told of a point."""
Changes = tuple[Int32s, Int32s, Int32s]
"""From, to, seconds."""

BETWEEN_CARS_S = 300
"""Longest change from one point that is no stop to another: drivers have thousands of them, and who
changes from car to car does so where both stop, or at a stop of lines."""


@dataclass(frozen=True, slots=True)
class Snapped:
    """What is found of a point by itself."""

    name: str
    snaps: tuple[Snap | None, ...]
    """By profile."""


@dataclass(frozen=True, slots=True, eq=False)
class Terrain:
    """A graph with points as stops."""

    timetable: Timetable
    n_stops: int
    """How many stops of lines there are; the points that are none follow."""
    snapped: Mapping[Key, Snapped]
    """Of those, in their order."""
    on_streets: StopsOnStreets | None
    """All stops; None: there are no streets."""
    changes: Changes
    """From and to points that are no stops of lines."""
    transfers: Transfers
    """All of them, of who walks."""
    lines: Timetable
    """The scheduled timetable without points."""

    def own(self, points: Points) -> Int32s:
        """The points that are no stops of lines."""
        return own_points(self.lines, points)


def terrain_of(
    graph: Graph,
    router: StreetRouter | None,
    settings: RoutingSettings,
    points: Points,
    before: Terrain | None,
) -> Terrain:
    """The terrain of points; the one before, if it holds the very same."""
    assert graph.timetable is not None
    own = own_points(graph.timetable, points)
    keys = _keys(points, own)
    known = before.snapped if before else {}
    if before is not None and list(known) == keys:
        return before
    snapped = {key: known.get(key) or _snapped(graph.timetable, router, key) for key in keys}
    stops = with_points(graph.timetable, points, [each.name for each in snapped.values()])
    on_streets = None
    if router is not None:
        links = _links(router.links, points, own, list(snapped.values()))
        on_streets = StopsOnStreets.of(router.network, links)
        router = router.with_stops(on_streets)
    number = {key: stops.n_stops + i for i, key in enumerate(keys)}
    new = np.array([number[key] for key in keys if key not in known], np.int32)
    found = _between_cars(changes_at(stops.timetable, router, new, settings), stops.n_stops)
    kept = _renumbered(before, number) if before else found
    changes = _joined(kept, found) if before else found
    base = graph.transfers[Profile.WALK]
    transfers = _with_changes(base, changes, own.size, settings.same_stop_change_s)
    lines = graph.timetable
    return Terrain(stops.timetable, stops.n_stops, snapped, on_streets, changes, transfers, lines)


def _keys(points: Points, own: Int32s) -> list[Key]:
    columns = points.lat[own].tolist(), points.lon[own].tolist(), points.stop[own].tolist()
    rows = zip(*columns, own.tolist(), strict=True)
    return [(lat, lon, stop, points.name[i], points.id[i]) for lat, lon, stop, i in rows]


def _snapped(timetable: Timetable, router: StreetRouter | None, key: Key) -> Snapped:
    lat, lon, stop, name, _ = key
    if stop >= 0:
        name = timetable.stops.name[stop]
    snaps: tuple[Snap | None, ...] = (None,) * len(Profile)
    if router is not None:
        snaps = tuple(router.snap(LatLon(lat, lon), profile, LINK_M) for profile in Profile)
        name = name or _street(router, next(filter(None, snaps), None))
    return Snapped(name or f"{lat:.5f}, {lon:.5f}", snaps)


def _street(router: StreetRouter, snap: Snap | None) -> str:
    """The street that a point is beside; "": none that has a name."""
    edges, names = router.network.edges, router.network.ways.name
    found = (names[int(edges.way[edge])] for edge in (snap.edge.tolist() if snap else ()))
    return next(filter(None, found), "")


def _links(links: Links, points: Points, own: Int32s, snapped: list[Snapped]) -> Links:
    """The links of stops, and behind them those of points."""
    by_profile = (
        _with_snaps(links.of(profile), [each.snaps[profile] for each in snapped])
        for profile in Profile
    )
    return Links(
        np.append(links.lat, points.lat[own]),
        np.append(links.lon, points.lon[own]),
        np.append(links.on_street, np.ones(own.size, np.bool_)),
        links.taking,
        *by_profile,
    )


def _with_snaps(links: StopLinks, snaps: Iterable[Snap | None]) -> StopLinks:
    found = list(snaps)
    sizes = [0 if snap is None else snap.edge.size for snap in found]
    told = [snap for snap in found if snap is not None]
    return StopLinks(
        np.append(links.first, links.first[-1] + np.cumsum(sizes, dtype=np.int32)),
        np.concatenate([links.edge, *map(attrgetter("edge"), told)]),
        _floats(links.share, map(attrgetter("share"), told)),
        _floats(links.metres, map(attrgetter("metres"), told)),
    )


def _floats(first: Float64s, others: Iterable[Float64s]) -> Float64s:
    return np.concatenate([first, *others])


def _between_cars(changes: Changes, n_stops: int) -> Changes:
    """The changes without long walks from one driver's own point to another's."""
    a, b, seconds = changes
    kept = (np.minimum(a, b) < n_stops) | (seconds <= BETWEEN_CARS_S)
    return a[kept], b[kept], seconds[kept]


def _renumbered(before: Terrain, number: Mapping[Key, int]) -> Changes:
    """The changes known before between stops and points that are still there."""
    now = np.append(
        np.arange(before.n_stops), [number.get(key, -1) for key in before.snapped]
    ).astype(np.int32)
    a, b, seconds = now[before.changes[0]], now[before.changes[1]], before.changes[2]
    still = (a >= 0) & (b >= 0)
    return a[still], b[still], seconds[still]


def _joined(one: Changes, other: Changes) -> Changes:
    a, b, seconds = (np.concatenate(columns) for columns in zip(one, other, strict=True))
    return a, b, seconds


def _with_changes(base: Transfers, changes: Changes, n_own: int, change_s: int) -> Transfers:
    """The transfers of stops, with those from and to points."""
    n = base.change.size + n_own
    origin = np.repeat(np.arange(base.change.size, dtype=np.int32), np.diff(base.first))
    a, b, seconds = _joined((origin, base.stop, base.seconds), changes)
    order = np.argsort(a, kind="stable")
    first = np.zeros(n + 1, np.int32)
    np.cumsum(np.bincount(a, minlength=n), out=first[1:])
    change = np.append(base.change, np.full(n_own, change_s, np.int32))
    return replace(base, first=first, stop=b[order], seconds=seconds[order], change=change)
