"""The line of a ride in a private car: as the driver says, else no farther than it can be."""

from maas.itinerary import Leg
from maas.live import RideOffer
from tests.routing.carpool.test_sharing import SHARED, TOWN, knowing, offer, rides


def ride(told: RideOffer, origin: str, destination: str) -> Leg:
    """The leg of the only ride between two places."""
    answer = knowing(told).ask(origin, destination, "07:55", **SHARED, max_direct_s=0)
    return rides(answer)[0]


def points(leg: Leg) -> list[tuple[float, float]]:
    return [(round(lat, 6), round(lon, 6)) for lat, lon in leg.geometry.tolist()]


def place(at: str) -> tuple[float, float]:
    """A place of the town."""
    position = TOWN.positions[at]
    return round(position.lat, 6), round(position.lon, 6)


def test_a_drawn_way_is_followed() -> None:
    way = tuple(place(at) for at in "ABCGYX")
    leg = ride(offer("a", "B 08:00", "X 08:09", path=way), "B", "X")
    assert points(leg) == [place(at) for at in "BCGX"], "corners alone"


def test_without_one_the_line_leads_along_streets_over_the_waypoints_between() -> None:
    leg = ride(offer("a", "B 08:00", "X 08:03", "C 08:08"), "B", "C")
    assert place("X") in points(leg)
    assert points(ride(offer("a", "B 08:00", "C 08:08"), "B", "C")) == [place("B"), place("C")]


def test_other_places_to_get_out_are_not_on_the_way() -> None:
    leg = ride(offer("a", "B 08:00", "H 08:10", max_detour_s=900), "B", "H")
    assert {points(leg)[0], points(leg)[-1]} == {place("B"), place("H")}
    assert (
        leg.geometry.tolist() == ride(offer("b", "B 08:00", "H 08:10"), "B", "H").geometry.tolist()
    )
