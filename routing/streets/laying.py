"""What each profile searches, laid out from the network when a router starts."""

from maas.model import Profile
from maas.streets import StreetNetwork
from routing.kernels.streets import Graph
from routing.streets.graphs import vertex_graph
from routing.streets.landmarks import Landmarks, with_landmarks
from routing.streets.searching import Streets
from routing.streets.stops import StopsOnStreets
from routing.streets.turns import turn_graph


def streets_of(
    network: StreetNetwork, stops: StopsOnStreets, landmarks: Landmarks | None
) -> dict[Profile, Streets]:
    """The streets of all profiles.

    Args:
        landmarks: of cars; None: they are found now.
    """
    graphs: dict[Profile, Graph] = {
        each: vertex_graph(network, each) for each in Profile if each is not Profile.CAR
    }
    graphs[Profile.CAR] = with_landmarks(turn_graph(network), landmarks)
    length_m = network.edges.length_m
    return {each: Streets.of(graphs[each], stops.on_edges[each], length_m) for each in Profile}
