"""Several street networks as one: what OSM knows by one id stands there once."""

from collections.abc import Iterable, Sequence
from itertools import groupby

import numpy as np

from maas.arrays import Bools, Bytes, Int64s, Texts
from maas.streets.assembly import assemble
from maas.streets.chains import Chains, Turn, ranges
from maas.streets.tables import Controls, StreetNetwork, Ways


def join(networks: Sequence[StreetNetwork]) -> StreetNetwork:
    """Join networks; a way that several hold is taken from the first.

    Edges are taken as chains again and cut anew, because a way of one file may meet a way of
    another where neither file alone saw a junction.

    Raises:
        ValueError: there is no network.
    """
    if not networks:
        raise ValueError("no street network to join")
    if len(networks) == 1:
        return networks[0]
    return assemble(_chains(networks, _first_rows(networks)))


def _first_rows(networks: Sequence[StreetNetwork]) -> list[Bools]:
    """Which ways of each network no network before it holds."""
    ids = np.concatenate([network.ways.id for network in networks])
    is_first = np.zeros(ids.size, np.bool_)
    is_first[np.unique(ids, return_index=True)[1]] = True
    sizes = [network.ways.id.size for network in networks]
    return np.split(is_first, np.cumsum(sizes)[:-1])


def _chains(networks: Sequence[StreetNetwork], kept: Sequence[Bools]) -> Chains:
    """Every edge of a kept way as a chain of its own."""
    way, size, node, lat, lon = [], [], [], [], []
    n_ways = 0
    for network, keep in zip(networks, kept, strict=True):
        edge = np.flatnonzero(keep[network.edges.way])
        row = n_ways + np.cumsum(keep) - 1
        n_ways += int(keep.sum())
        first = network.edges.first_point
        size.append(first[edge + 1] - first[edge])
        at = ranges(first[edge], size[-1])
        way.append(row[network.edges.way[edge]])
        node.append(network.points.id[at])
        lat.append(network.points.lat_e7[at])
        lon.append(network.points.lon_e7[at])
    barrier, blocked = _barriers(networks)
    return Chains(
        _ways(networks, kept),
        np.concatenate(way).astype(np.int32),
        np.concatenate([[0], np.cumsum(np.concatenate(size))]).astype(np.int64),
        np.concatenate(node),
        np.concatenate(lat),
        np.concatenate(lon),
        barrier,
        blocked,
        tuple(dict.fromkeys(turn for network in networks for turn in _turns(network))),
        _controls(networks),
    )


def _ways(networks: Sequence[StreetNetwork], kept: Sequence[Bools]) -> Ways:
    """The kept rows of all way tables, one after another."""
    pairs = list(zip((network.ways for network in networks), kept, strict=True))
    return Ways(
        np.concatenate([ways.id[keep] for ways, keep in pairs]),
        Texts.of(ways.name[i] for ways, keep in pairs for i in np.flatnonzero(keep).tolist()),
        np.concatenate([ways.kind[keep] for ways, keep in pairs]),
        np.concatenate([ways.flags[keep] for ways, keep in pairs]),
        np.concatenate([ways.open[keep] for ways, keep in pairs]),
        np.concatenate([ways.car_kmh[keep] for ways, keep in pairs]),
        np.concatenate([ways.percent[keep] for ways, keep in pairs]),
        np.concatenate([ways.ms_per_m[keep] for ways, keep in pairs]),
        np.concatenate([ways.wait_s[keep] for ways, keep in pairs]),
        np.concatenate([ways.level[keep] for ways, keep in pairs]),
    )


def _barriers(networks: Sequence[StreetNetwork]) -> tuple[Int64s, Bytes]:
    """Sorted ids of all blocking vertices, and what any network says they block."""
    ids = np.concatenate([network.vertices.id for network in networks])
    bits = np.concatenate([network.vertices.blocked for network in networks])
    return _by_node(ids[bits > 0], bits[bits > 0])


def _controls(networks: Sequence[StreetNetwork]) -> Controls:
    """What any network says that one has to heed."""
    ids = np.concatenate([network.controls.node for network in networks])
    return Controls(*_by_node(ids, np.concatenate([each.controls.bits for each in networks])))


def _by_node(ids: Int64s, bits: Bytes) -> tuple[Int64s, Bytes]:
    """Nodes, sorted, and all bits that are told of each."""
    node, inverse = np.unique(ids, return_inverse=True)
    told = np.zeros(node.size, np.uint8)
    np.bitwise_or.at(told, inverse, bits)
    return node, told


def _turns(network: StreetNetwork) -> Iterable[Turn]:
    """A network's restrictions, named by OSM's ids again."""
    edges, ids = network.edges, network.ways.id
    restrictions = network.restrictions
    for row, only in enumerate(restrictions.only.tolist()):
        begin, end = restrictions.first[row : row + 2]
        run = restrictions.edge[begin:end]
        ways = [int(id) for id in ids[edges.way[run >> 1]]]
        if run.size == 2:
            vertex = (edges.tail if run[1] % 2 == 0 else edges.head)[run[1] >> 1]
            node = int(network.vertices.id[vertex])
            yield Turn(ways[0], ways[1], only, node=node)
        else:
            over = tuple(way for way, _ in groupby(ways[1:-1]))
            yield Turn(ways[0], ways[-1], only, over=over)
