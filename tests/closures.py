"""What is closed on drawn streets, as it is laid on them."""

from itertools import pairwise

import numpy as np

from maas.arrays import Int32s
from maas.live.incidents import INCIDENTS, Incident, IncidentKind
from maas.model import Profile
from maas.streets import StreetNetwork
from routing.incidents.laid import LaidIncident, Span

ALWAYS: tuple[Span, ...] = ((0, 1 << 31),)


def directed(network: StreetNetwork, *ways: str) -> Int32s:
    """The directed edges along letters: "ABC" from A over B to C, the other way is "CBA"."""
    edges, ids = network.edges, network.vertices.id
    found = {}
    for edge, ends in enumerate(zip(ids[edges.tail], ids[edges.head], strict=True)):
        tail, head = (chr(id) for id in ends)
        found[tail + head], found[head + tail] = 2 * edge, 2 * edge + 1
    return np.array(sorted({found[a + b] for way in ways for a, b in pairwise(way)}), np.int32)


def closure(
    network: StreetNetwork, *ways: str, spans: tuple[Span, ...] = ALWAYS, **told: object
) -> LaidIncident:
    """A closure of some ways for all who drive, if nothing else is said."""
    incident = Incident(**{"id": "7", "kind": IncidentKind.CLOSURE, **told})  # type: ignore[arg-type]
    edges = directed(network, *ways)
    share, closes = np.ones(edges.size), frozenset({Profile.CAR})
    id = f"incidents:{incident.id}"
    return LaidIncident(id, INCIDENTS, incident, edges, share, 1.0, spans, closes)
