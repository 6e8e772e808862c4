"""Closures between lines and rides in private cars."""

from typing import Any

import numpy as np

from maas.arrays import Int32s
from maas.live.incidents import Incident, IncidentKind
from maas.model import Profile, SourceId
from routing.incidents.laid import Incidents
from routing.incidents.laid_incident import LaidIncident
from tests.routing.carpool.test_sharing import SHARED, TOWN, knowing, offer, rides


def test_nobody_changes_over_streets_that_are_closed() -> None:
    """From line 1 at C one walks on to D, where the driver leaves."""
    town = knowing(offer("a", "D 08:30", "Y 08:50", operator="Poolers"))
    question: dict[str, Any] = {"at": "08:05", **SHARED, "max_direct_s": 0}
    assert rides(town.ask("bus:B", "bus:Y", **question))
    closure = LaidIncident(
        "works:1", SourceId("works"), Incident("1", IncidentKind.CLOSURE), edge_at("D"),
        spans=((0, 2**40),), closes=frozenset({Profile.WALK}),
    )  # fmt: skip
    town.__dict__["planner"] = town.planner.with_incidents(Incidents((closure,)))
    assert not rides(town.ask("bus:B", "bus:Y", **question))


def edge_at(letter: str) -> Int32s:
    """Both directions of the street that ends at a letter."""
    network = TOWN.data[1]
    assert network is not None
    there, vertices = TOWN.positions[letter], network.vertices
    off = np.hypot(vertices.lat_e7 / 1e7 - there.lat, vertices.lon_e7 / 1e7 - there.lon)
    ends = np.stack([network.edges.tail, network.edges.head])
    edge = np.flatnonzero((ends == off.argmin()).any(axis=0))
    return np.concatenate([2 * edge, 2 * edge + 1]).astype(np.int32)
