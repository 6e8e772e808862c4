"""Of journeys with the same driver the best one is told; another one if it leaves much later."""

from datetime import date

from routing.carpool.choosing import APART_S, choose
from routing.carpool.stops import PointStops
from routing.carpool.trips import FIRST, OfferTrips, lay_out
from routing.journeys import Journey, Ride
from tests.routing.carpool.test_sharing import TOWN, ZONE, offer, overlay

DAY = date(2023, 9, 20)
WAYS = (object(), object())


def trips() -> OfferTrips:
    """Two cars."""
    offers = overlay(offer("a", "B 08:30", "G 08:31"), offer("b", "B 08:30", "G 08:31"))
    timetable = TOWN.data[0]
    return lay_out(PointStops(timetable, offers.points.stop, 1), offers, ZONE, 1)


def journey(departure: int, arrival: int, walks: int = 0, trip: int = FIRST) -> Journey:
    """In one car, from its first point to its last."""
    ride = Ride(trip, DAY, 0, 1, departure + walks, arrival)
    return Journey(departure, arrival, 0, walks, 0, 0, (ride,))


def told(*journeys: Journey) -> list[Journey]:
    """Those that are chosen."""
    found = [(each, WAYS) for each in journeys]
    return [each for each, _ in choose(trips(), found, 1.3)]  # type: ignore[arg-type]


def test_who_arrives_first_then_walks_least_then_leaves_last() -> None:
    early, late = journey(0, 100), journey(60, 160)
    assert told(early, late) == [early]
    near, far = journey(60, 160, 5), journey(70, 160, 20)
    assert told(near, far) == [near]
    assert told(journey(50, 160, 5), near) == [near]


def test_of_another_driver_or_at_quite_another_time_all_are_told() -> None:
    both = [journey(0, 100), journey(60, 160, trip=FIRST + 1)]
    assert told(*both) == both
    apart = [journey(0, 100), journey(APART_S, 700), journey(APART_S + 1, 701)]
    assert told(*apart) == [apart[0], apart[2]]


def test_journeys_without_drivers_are_none_of_its_business() -> None:
    lines = [journey(0, 100, trip=1), journey(60, 160, trip=1)]
    assert told(*lines) == lines
