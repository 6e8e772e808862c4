"""Who says what car it is, is led around zones to where it may be parked."""

import pytest

from maas.model import LatLon
from maas.settings import DrivingSettings, Policy, RoutingSettings
from routing.graph import Graph
from routing.parking.asking import FoundSite, ParkingQuestion
from routing.planner import Planner
from routing.policies.rules import DrivingRules
from routing.question import End
from routing.streets import link_stops
from tests.sites import NOW, parking, site
from tests.towns import ZONE, Town

TOWN = Town(
    """
    M---A---E---B---N
        |       |
        |       |
        C-------D
    """,
    dict.fromkeys(("AE", "EB", "ACDB", "MA", "BN"), "highway=residential"),
    {"1": ("M 08:00 N 08:10",)},
)


def around(at: LatLon, margin: float = 3e-4) -> Policy:
    """A zone of electric cars around a place."""
    west, east, south, north = at.lon - margin, at.lon + margin, at.lat - margin, at.lat + margin
    ring = ((west, south), (east, south), (east, north), (west, north), (west, south))
    return Policy("zfe", "low-emission-zone", "ZFE", ((ring,),), allowed=("electric", "diesel"))


@pytest.fixture(scope="module")
def planner() -> Planner:
    """E lies in a zone that diesels may enter; petrol is known to be something else."""
    lines, streets = TOWN.data
    assert streets is not None
    at = TOWN.positions
    far = Policy("far", "low-emission-zone", "Far", around(LatLon(9, 9)).area, allowed=("petrol",))
    rules = DrivingRules(DrivingSettings(), (around(at["E"]), far), ZONE)
    graph = Graph(lines, streets, link_stops(streets, lines), {})
    planner = Planner(graph, RoutingSettings(), rules=rules)
    return planner.with_parking(parking(planner.streets, site("n", at["N"])))


def found(planner: Planner, vehicle: str) -> FoundSite:
    at = TOWN.positions
    place, origin = End(at=at["N"]), End(at=at["M"])
    asked = ParkingQuestion(
        NOW, 1, place=place, radius_m=100.0, origin=origin, vehicle_class=vehicle
    )
    return planner.find_parking(asked).sites[0]


def test_a_car_that_may_not_enter_goes_round(planner: Planner) -> None:
    straight, round_it = found(planner, "electric").drive_s, found(planner, "petrol").drive_s
    assert straight is not None and round_it is not None
    assert found(planner, "").drive_s == straight < round_it
