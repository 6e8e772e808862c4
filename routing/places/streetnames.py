"""Streets as entries: ways of one name that lie together are one street."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from maas.arrays import Float64s, Int32s, Int64s
from maas.cells import cells_of, disk
from maas.places import Element
from maas.streets import Street, StreetNetwork
from maas.streets.tables import E7
from routing.places.abbreviations import spelled_out
from routing.places.entry import Entry
from routing.places.folding import folded
from routing.places.tables import EntryKind

CLUSTER_RESOLUTION = 8
"""Ways of one name in neighbouring cells of this resolution (edge 530 m) are one street."""

IMPORTANCE = {
    Street.MOTORWAY: 0.35,
    Street.TRUNK: 0.4,
    Street.PRIMARY: 0.5,
    Street.SECONDARY: 0.45,
    Street.TERTIARY: 0.4,
    Street.LOCAL: 0.3,
    Street.LIVING: 0.3,
    Street.PEDESTRIAN: 0.4,
}
LEAST = 0.15
NOT_A_STREET = (Street.PLATFORM, Street.FERRY, Street.ELEVATOR)


@dataclass(frozen=True, slots=True)
class NamedStreets:
    """Street entries and which way belongs to which."""

    entries: list[Entry]
    key: list[str]
    """Of each entry: its name spelled out."""
    of_way: Int32s


def street_entries(network: StreetNetwork) -> NamedStreets:
    """One entry for each name in each part of the map."""
    middle = _middles(network)
    name_of_way, keys = name_numbers(network)
    edge = np.flatnonzero(name_of_way[network.edges.way] >= 0)
    name = name_of_way[network.edges.way[edge]]
    cell = cells_of(middle[edge, 0], middle[edge, 1], CLUSTER_RESOLUTION)
    cluster = _clusters(name, cell)
    of_way = np.full(name_of_way.size, -1, np.int32)
    of_way[network.edges.way[edge]] = cluster
    entries, names = [], []
    for members in _members(cluster):
        entries.append(_entry(network, edge[members], middle))
        names.append(keys[name[members[0]]])
    return NamedStreets(entries, names, of_way)


def name_numbers(network: StreetNetwork) -> tuple[Int32s, list[str]]:
    """[n_ways] Which spelled-out name a way bears, -1 for none; and the names."""
    numbers: dict[str, int] = {}
    by_text: dict[str, int] = {"": -1}
    of_way = np.full(network.ways.id.size, -1, np.int32)
    for way, text in enumerate(network.ways.name):
        if text not in by_text:
            key = spelled_out(folded(text))
            by_text[text] = numbers.setdefault(key, len(numbers)) if key else -1
        of_way[way] = by_text[text]
    of_way[np.isin(network.ways.kind, NOT_A_STREET)] = -1
    return of_way, list(numbers)


def _middles(network: StreetNetwork) -> Float64s:
    """[n_edges, 2] Latitude and longitude of the middle point of each edge."""
    first = network.edges.first_point
    a, b = (first[:-1] + first[1:] - 1) // 2, (first[:-1] + first[1:]) // 2
    points = network.points
    lat = (points.lat_e7[a].astype(np.int64) + points.lat_e7[b]) * (E7 / 2)
    lon = (points.lon_e7[a].astype(np.int64) + points.lon_e7[b]) * (E7 / 2)
    return np.stack([lat, lon], axis=1)


def _clusters(name: Int32s, cell: Int64s) -> Int32s:
    """[n] Number of the cluster of each: same name, cells that touch one another."""
    pairs = list(zip(name.tolist(), cell.tolist(), strict=True))
    around: dict[int, list[int]] = {}
    waiting = dict.fromkeys(pairs)
    number: dict[tuple[int, int], int] = {}
    for n, first in enumerate(_seeds(waiting)):
        edge = [first]
        while edge:
            pair = edge.pop()
            number[pair] = n
            if pair[1] not in around:
                around[pair[1]] = disk(pair[1], 1).tolist()
            for near in around[pair[1]]:
                if (pair[0], near) in waiting:
                    del waiting[pair[0], near]
                    edge.append((pair[0], near))
    return np.array([number[pair] for pair in pairs], np.int32)


def _seeds(waiting: dict[tuple[int, int], None]) -> Iterator[tuple[int, int]]:
    """Take out one of what still waits, until nothing does."""
    while waiting:
        yield waiting.popitem()[0]


def _members(cluster: Int32s) -> list[Int64s]:
    order = np.argsort(cluster, kind="stable")
    return np.split(order, np.flatnonzero(np.diff(cluster[order])) + 1) if cluster.size else []


def _entry(network: StreetNetwork, edge: Int64s, middle: Float64s) -> Entry:
    """A street lies where the edge nearest to its middle lies, and is called as most of it is."""
    length = network.edges.length_m[edge].astype(np.float64)
    centre = np.average(middle[edge], axis=0, weights=np.maximum(length, 0.1))
    nearest = int(np.argmin(((middle[edge] - centre) ** 2).sum(axis=1)))
    ways = network.edges.way[edge]
    texts: dict[str, float] = {}
    for way, metres in zip(ways.tolist(), length.tolist(), strict=True):
        text = network.ways.name[way]
        texts[text] = texts.get(text, 0.0) + metres
    kinds = [IMPORTANCE.get(Street(kind), LEAST) for kind in set(network.ways.kind[ways].tolist())]
    return Entry(
        kind=EntryKind.STREET,
        lat=float(middle[edge[nearest], 0]),
        lon=float(middle[edge[nearest], 1]),
        names=tuple((text, "") for text in sorted(texts, key=texts.__getitem__, reverse=True)),
        importance=max(kinds),
        id=int(network.ways.id[ways[nearest]]),
        element=int(Element.WAY),
    )
