"""A district of the street network as a networkx graph or a GraphML file, for others to analyse.

Imports networkx, which serving never does.
"""

from pathlib import Path

import networkx as nx
import numpy as np

from maas.arrays import Int64s
from maas.cells import cell_of, disk
from maas.model import LatLon, Profile
from maas.streets import Street, StreetNetwork
from maas.streets.chains import ranges
from maas.streets.tables import degrees
from routing.streets.profiles import Costs, costs


def district(network: StreetNetwork, at: LatLon, rings: int) -> nx.MultiDiGraph:
    """All edges that pass the cells at most so many rings away from a position's own.

    Nodes are vertex indices with `osm_id`, `lat`, `lon`; arcs are keyed by directed edge and carry
    `osm_way`, `name`, `kind`, `length_m`, `geometry` (WKT) and, for each profile that may travel
    them, `walk_s`, `wheelchair_s`, `bike_s`, `car_s`. Turn restrictions are in the graph's
    attribute `turns`: "no 4 9" or "only 4 9" for directed edges 4 and 9.
    """
    graph = nx.MultiDiGraph(crs="EPSG:4326")
    edges = _edges_within(network, at, rings)
    paid = {profile: costs(network, profile) for profile in Profile}
    for edge in edges.tolist():
        ends = int(network.edges.tail[edge]), int(network.edges.head[edge])
        for directed, (a, b) in ((2 * edge, ends), (2 * edge + 1, ends[::-1])):
            seconds = _seconds(paid, directed)
            if seconds:
                graph.add_edge(a, b, directed, **_described(network, directed), **seconds)
    for vertex in graph:
        graph.nodes[vertex].update(_placed(network, vertex))
    graph.graph["turns"] = "; ".join(_turns(network, set(edges.tolist())))
    return graph


def write_graphml(network: StreetNetwork, at: LatLon, rings: int, path: Path) -> None:
    """Write a district as GraphML."""
    nx.write_graphml(district(network, at, rings), path)


def _edges_within(network: StreetNetwork, at: LatLon, rings: int) -> Int64s:
    cells = network.cells
    row = np.flatnonzero(np.isin(cells.cell, disk(cell_of(at.lat, at.lon), rings)))
    passes = ranges(cells.first_edge[row], np.diff(cells.first_edge)[row])
    return np.unique(cells.edge[passes]).astype(np.int64)


def _seconds(paid: dict[Profile, Costs], directed: int) -> dict[str, float]:
    return {
        f"{profile.name.lower()}_s": int(each.move_ms[directed] + each.fixed_ms[directed]) / 1000
        for profile, each in paid.items()
        if each.is_open[directed]
    }


def _described(network: StreetNetwork, directed: int) -> dict[str, str | int | float]:
    """What is known of a directed edge whoever travels it."""
    edge, ways, points = directed >> 1, network.ways, network.points
    way = int(network.edges.way[edge])
    row = slice(*network.edges.first_point[edge : edge + 2])
    lat, lon = degrees(points.lat_e7[row]), degrees(points.lon_e7[row])
    line = [f"{x:.7f} {y:.7f}" for x, y in zip(lon, lat, strict=True)]
    return {
        "osm_way": int(ways.id[way]),
        "name": ways.name[way],
        "kind": Street(int(ways.kind[way])).name.lower(),
        "length_m": round(float(network.edges.length_m[edge]), 2),
        "geometry": f"LINESTRING ({', '.join(line[::-1] if directed & 1 else line)})",
    }


def _placed(network: StreetNetwork, vertex: int) -> dict[str, int | float]:
    vertices = network.vertices
    return {
        "osm_id": int(vertices.id[vertex]),
        "lat": float(degrees(vertices.lat_e7[vertex : vertex + 1])[0]),
        "lon": float(degrees(vertices.lon_e7[vertex : vertex + 1])[0]),
    }


def _turns(network: StreetNetwork, within: set[int]) -> list[str]:
    """Restrictions all of whose edges lie in the district."""
    rules = network.restrictions
    runs = np.split(rules.edge, rules.first[1:-1]) if rules.only.size else []
    return [
        f"{'only' if only else 'no'} {' '.join(map(str, run.tolist()))}"
        for run, only in zip(runs, rules.only.tolist(), strict=True)
        if {edge >> 1 for edge in run.tolist()} <= within
    ]
