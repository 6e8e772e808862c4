"""A drawn town with incidents laid on it, to be given on."""

from collections.abc import Iterable
from dataclasses import replace

import numpy as np

from api.served import Served, SourceState
from maas.live.incidents import INCIDENTS, Incident
from maas.model import SourceId
from maas.streets import StreetNetwork
from routing.incidents.laid import Incidents, LaidIncident
from routing.parking.sites import Parking
from routing.streets.pieces import NamedStreets
from tests.api.world import FakePlanner, holder
from tests.itineraries import NINE
from tests.streetmaps import StreetMap

ROAD = "highway=residential"
TOWN = StreetMap(
    """
        E
        |
A---B---C---D
        |   |
        F---G
""",
    {
        "ABCD": f"{ROAD} name=Long+Lane",
        "EC": f"{ROAD} name=High",
        "CF": f"{ROAD} name=High",
        "FG": ROAD,
        "DG": "highway=footway name=Steps",
    },
)
NETWORK, _ = TOWN.read()


def directed(moves: Iterable[str], network: StreetNetwork = NETWORK) -> np.ndarray:
    """Directed edges by the letters of their ends."""
    ids = network.vertices.id
    ends = zip(network.edges.tail.tolist(), network.edges.head.tolist(), strict=True)
    rows = {f"{chr(ids[tail])}{chr(ids[head])}": edge for edge, (tail, head) in enumerate(ends)}
    found = [2 * rows[each] if each in rows else 2 * rows[each[::-1]] + 1 for each in moves]
    return np.array(sorted(found), np.int32)


def laid(incident: Incident, moves: str = "", source: SourceId = INCIDENTS) -> LaidIncident:
    """An incident on the edges between these letters."""
    edges = directed(moves.split())
    return LaidIncident(
        f"{source}:{incident.id}", source, incident, edges, np.ones(edges.size), 1.0
    )


def served(*incidents: LaidIncident, sources: Iterable[SourceState] = ()) -> Served:
    """What is served of the town."""
    world = holder(FakePlanner(incidents=Incidents(incidents), parking=Parking(since=NINE))).current
    found = tuple(sources) or world.sources
    return replace(world, sources=found, named_streets=NamedStreets(NETWORK))
