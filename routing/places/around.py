"""What lies around a position: addresses, stops and places by cell, streets by their shape."""

import numpy as np

from maas.arrays import Bytes, Int32s
from maas.cells import cell_of, disk
from maas.model import LatLon, Profile
from maas.streets import StreetNetwork
from routing.kernels.snapping import Shapes
from routing.places.finding import TYPE_OF, distances_m
from routing.places.match import Match, MatchType, PlaceQuery
from routing.places.rendering import Renderer, told_apart
from routing.places.tables import EntryKind, PlaceIndex
from routing.streets.snapping import shapes, snap

RINGS = (1, 2, 4, 8)
"""How many rings of cells to look at until enough is found; 8 are about 2.4 km."""

STREET_REACH_M = 400.0
HOUSE_HEADSTART_M = 40.0
"""A street is passed over for an address that is at most this much farther away."""


class Around:
    """Finds places by position. Thread-safe."""

    def __init__(
        self, index: PlaceIndex, renderer: Renderer, network: StreetNetwork | None
    ) -> None:
        self._index = index
        self._renderer = renderer
        self._network = network
        self._shapes = _named_shapes(index, network) if network is not None else None
        n_entries = index.entries.kind.size
        self._lat = np.concatenate([index.entries.lat, index.houses.lat])
        self._lon = np.concatenate([index.entries.lon, index.houses.lon])
        self._n_entries = n_entries

    def find(self, at: LatLon, query: PlaceQuery) -> tuple[Match, ...]:
        """The places nearest to a position, the nearest first; the query's text is not read."""
        found = [*self._items(at, query.types, query.n), *self._streets(at, query.types)]
        found.sort()
        matches, streets = [], set()
        for metres, entry, house in found:
            if house < 0 and entry in streets:
                continue
            if self._index.entries.kind[entry] == EntryKind.STREET:
                streets.add(entry)
            match = self._renderer.match(entry, house, 1 / (1 + metres / 100), query.languages)
            matches.append(self._renderer.placed(match, (entry, house), query.languages))
            if len(matches) == query.n:
                break
        return told_apart(matches)

    def _items(
        self, at: LatLon, types: frozenset[MatchType], n: int
    ) -> list[tuple[float, int, int]]:
        """(metres, entry, house) of the nearest houses, stops and places."""
        for rings in RINGS:
            item = self._in_disk(at, rings, types)
            if item.size >= n or rings == RINGS[-1]:
                break
        metres = distances_m(at, self._lat[item], self._lon[item])
        nearest = np.argsort(metres, kind="stable")[:n]
        return [self._row(float(metres[i]), int(item[i])) for i in nearest]

    def _row(self, metres: float, item: int) -> tuple[float, int, int]:
        if item < self._n_entries:
            return metres, item, -1
        house = item - self._n_entries
        return metres, int(self._index.houses.entry[house]), house

    def _in_disk(self, at: LatLon, rings: int, types: frozenset[MatchType]) -> Int32s:
        cells = self._index.cells
        rank = np.flatnonzero(np.isin(cells.cell, disk(cell_of(at.lat, at.lon), rings)))
        pieces = [cells.item[cells.first[i] : cells.first[i + 1]] for i in rank]
        item = np.concatenate([np.empty(0, np.int32), *pieces])
        wanted = [kind for kind, kind_type in TYPE_OF.items() if kind_type in types]
        kind = np.full(item.size, EntryKind.STREET)
        is_entry = item < self._n_entries
        kind[is_entry] = self._index.entries.kind[item[is_entry]]
        return item[np.isin(kind, wanted)]

    def _streets(self, at: LatLon, types: frozenset[MatchType]) -> list[tuple[float, int, int]]:
        """(metres, entry, -1) of the nearest streets."""
        if self._shapes is None or self._network is None or MatchType.ADDRESS not in types:
            return []
        near = snap(self._shapes, at, Profile(0), STREET_REACH_M)
        if near is None:
            return []
        entry = self._index.street_of_way[self._network.edges.way[near.edge]]
        best: dict[int, float] = {}
        for each, metres in zip(entry.tolist(), near.metres.tolist(), strict=True):
            best.setdefault(each, metres + HOUSE_HEADSTART_M)
        return [(metres, each, -1) for each, metres in best.items()]


def _named_shapes(index: PlaceIndex, network: StreetNetwork) -> Shapes:
    """The streets that have an entry, as the snapping kernel reads them."""
    taking: Bytes = (index.street_of_way[network.edges.way] >= 0).astype(np.uint8)
    return shapes(network, taking)
