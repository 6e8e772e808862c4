"""The line of a ride in a private car: as the driver says, else no farther than it can be."""

from maas.itinerary import Leg
from maas.live import RideOffer
from routing.carpool.legs import off_platforms
from tests.itineraries import ALIADOS, CASA, HOME, NINE, shared_ride, walk
from tests.itineraries import ride as line_ride
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


def test_no_platform_is_told_where_a_car_stops_but_that_of_a_line() -> None:
    told = off_platforms(
        (
            walk(HOME, ALIADOS, NINE, NINE + 60),
            shared_ride(ALIADOS, ALIADOS, NINE + 60, NINE + 120),
            line_ride(ALIADOS, CASA, NINE + 180, NINE + 300),
        )
    )
    tracks = [(leg.origin.place.track, leg.destination.place.track) for leg in told]
    assert tracks == [(None, None), (None, None), (ALIADOS.track, None)]
    [alone] = off_platforms((walk(ALIADOS, CASA, NINE, NINE + 60),))
    assert alone.origin.place == ALIADOS
