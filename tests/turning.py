"""What a turn costs a car, told turn by turn: the oracle of routing.streets.turning."""

from math import atan2, cos, degrees, hypot, radians

from maas.streets import Control, StreetNetwork, WayFlag
from routing.streets.turning import (
    ACROSS_MS,
    HARD_DEG,
    NEAR_MS,
    SIGHT_E7,
    SLIGHT_DEG,
    STRAIGHT_DEG,
    UTURN_MS,
    YIELD_MS,
)
from routing.streets.waiting import WAIT_MS

Line = list[tuple[int, int]]


def turning_ms(network: StreetNetwork, into: int, out: int) -> int:
    """From one directed edge to another, where people drive on the right."""
    wait = _wait_ms(network, into)
    if out == into ^ 1:
        return UTURN_MS + wait
    here = _head(network, into)
    arms = [edge for edge in range(network.n_edges) if _is_open(network, edge)]
    meeting = [edge for edge in arms for end in _ends(network, edge) if end == here]
    if len(meeting) < 3:
        return wait
    kinds = [int(network.ways.kind[network.edges.way[edge]]) for edge in meeting]
    own = int(network.ways.kind[network.edges.way[into >> 1]])
    gives_way = not wait and (
        (_is_round(network, out) and not _is_round(network, into))
        or (own > min(kinds) and not _is_round(network, into))
    )
    turn = 0
    if not _is_round(network, into) and not _is_round(network, out):
        right = (_bearing(_line(network, out)) - _end_bearing(network, into) + 180) % 360 - 180
        limits = (STRAIGHT_DEG, SLIGHT_DEG, HARD_DEG)
        turn = int((NEAR_MS if right >= 0 else ACROSS_MS)[sum(abs(right) >= x for x in limits)])
    return turn + wait + (YIELD_MS if gives_way else 0)


def _wait_ms(network: StreetNetwork, directed: int) -> int:
    """At the vertex where an edge ends; nothing stands between in networks of these tests."""
    node = int(network.vertices.id[_head(network, directed)])
    bits = dict(zip(network.controls.node.tolist(), network.controls.bits.tolist(), strict=True))
    here = bits.get(node, 0)
    heeded = [c for c in Control if here >> 2 * c + (directed & 1) & 1]
    return max((WAIT_MS[control] for control in heeded), default=0)


def _ends(network: StreetNetwork, edge: int) -> tuple[int, int]:
    return int(network.edges.tail[edge]), int(network.edges.head[edge])


def _head(network: StreetNetwork, directed: int) -> int:
    return _ends(network, directed >> 1)[1 - (directed & 1)]


def _is_open(network: StreetNetwork, edge: int) -> bool:
    return bool(int(network.ways.open[network.edges.way[edge]]) >> 6 & 3)


def _is_round(network: StreetNetwork, directed: int) -> bool:
    flags = int(network.ways.flags[network.edges.way[directed >> 1]])
    return bool(flags & WayFlag.ROUNDABOUT)


def _line(network: StreetNetwork, directed: int) -> Line:
    row = slice(*network.edges.first_point[directed >> 1 : (directed >> 1) + 2].tolist())
    points = network.points
    line = list(zip(points.lat_e7[row].tolist(), points.lon_e7[row].tolist(), strict=True))
    return line[::-1] if directed & 1 else line


def _end_bearing(network: StreetNetwork, directed: int) -> float:
    return _bearing(_line(network, directed)[::-1]) + 180


def _bearing(line: Line) -> float:
    lat, lon = line[0]
    east = cos(radians(lat * 1e-7))
    ahead = [(y - lat, (x - lon) * east) for y, x in line[1:3]]
    north, right = ahead[0] if hypot(*ahead[0]) >= SIGHT_E7 else ahead[-1]
    return degrees(atan2(right, north))
