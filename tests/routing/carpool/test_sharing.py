"""Door to door with seats in private cars: alone, before lines, after them and in between."""

from copy import copy
from dataclasses import replace
from datetime import date, datetime, timedelta

import msgspec
import numpy as np
import pytest

from maas.itinerary import Answer, Leg, VertexType
from maas.live import RideOffer
from maas.live.offers import OfferKind, Weekly
from maas.model import Mode, Profile, SourceId, TimeMeaning
from maas.settings import RoutingSettings
from routing.carpool.offers import Offers
from routing.carpool.terrain import Terrain, terrain_of
from routing.overlays.live import Live
from routing.overlays.live_trips import LiveTrips
from routing.planner import Planner
from routing.policies.rules import DrivingRules
from routing.question import Realtime, ViaStop
from routing.streets.roads import Roads
from tests.carpooltowns import batches, laid, waypoint
from tests.towns import DAY, ZONE, Town, all_shown

STREETS = """
A---B-----------------------------------------------C---D
                                                    |
                                                    |
                                                    |
                                                    |
                                                    |
                                                    |
                                                    |
                                                    |
                                                    |
                                                    |
X---Y-----------------------------------------------G---H
"""
WAYS = {
    "ABCD": "highway=residential name=High+Street",
    "CG": "highway=residential",
    "XYGH": "highway=residential name=Low+Road",
}
TOWN = Town(STREETS, WAYS, {"1": ("B 08:10 C 08:20", "B 09:10 C 09:20"), "2": ("Y 08:50 G 08:55",)})
"""B and C are 1.2 km apart and joined by line 1; G lies 1.1 km south of C, 1.2 km east of Y."""

PLANNER = Planner(TOWN.planner._graph, rules=DrivingRules(zone=ZONE))
SHARED = {"sharing": True, "wanted": 1, "window_s": 1200}


def unix(clock: str) -> int:
    """A time of the town's day."""
    return int(datetime.fromisoformat(f"{DAY}T{clock}").replace(tzinfo=ZONE).timestamp())


def offer(id: str, *calls: str, **told: object) -> RideOffer:
    """A car with waypoints as "C 08:22"; all times count from the first."""
    stops = [call.split() for call in calls]
    first = unix(stops[0][1])
    waypoints = tuple(waypoint(TOWN.positions[at], unix(clock) - first) for at, clock in stops)
    known = {"departure": first} if "weekly" not in told else {}
    return RideOffer(id, waypoints, **known, **told)  # type: ignore[arg-type]


def overlay(*offers: RideOffer, at: str = "07:00") -> Offers:
    """Some offers that were read at seven, as they are at some time."""
    news = batches(pool=list(offers))
    news = {id: replace(batch, read_at=unix("07:00")) for id, batch in news.items()}
    found = laid(news, TOWN.planner.streets, TOWN.data[0], unix(at), zone=ZONE)
    assert not any(found.findings.values()), found.findings
    return found


def knowing(*offers: RideOffer, at: str = "07:00") -> Town:
    """The town after some offers were read, at some time."""
    told = copy(TOWN)
    told.__dict__["planner"] = PLANNER.with_offers(overlay(*offers, at=at))
    return told


def rides(answer: Answer) -> list[Leg]:
    """The legs in private cars."""
    legs = (leg for itinerary in answer.itineraries for leg in itinerary.legs)
    return [leg for leg in legs if leg.mode is Mode.RIDE_SHARING]


ALONE = offer("a", "B 08:30", "D 08:34", operator="Poolers")


def test_a_ride_stands_alone() -> None:
    answer = knowing(ALONE).ask("A", "D", "08:21", **SHARED)
    assert all_shown(answer) == ["08:28 walk B 08:30 [Poolers] High Street 08:34"]
    assert answer.itineraries[0].legs[1].destination.place.vertex is VertexType.NORMAL


def test_a_driver_without_an_operator_is_no_line() -> None:
    ride = rides(knowing(offer("a", "B 08:30", "D 08:34")).ask("A", "D", "08:21", **SHARED))[0]
    assert ride.trip is not None
    assert (ride.trip.display_name, ride.trip.agency_name) == ("", "")


def test_only_who_wants_offers_gets_them() -> None:
    town = knowing(ALONE)
    assert not rides(town.ask("A", "D", "08:21"))
    assert not rides(town.ask("A", "D", "08:21", **SHARED, realtime=Realtime.OFF))
    assert not rides(town.ask("A", "D", "08:21", **SHARED, profile=Profile.WHEELCHAIR))


def test_a_ride_leads_on_from_a_line() -> None:
    town = knowing(offer("a", "C 08:22", "G 08:25", operator="Poolers"))
    assert all_shown(town.ask("A", "G", "08:00", **SHARED)) == [
        "08:08 walk B 08:10 [1] C 08:20 [Poolers] G 08:25"
    ]


def test_nobody_boards_after_departure() -> None:
    town = knowing(offer("a", "C 08:20", "G 08:25"))
    assert not rides(town.ask("A", "G", "08:00", **SHARED))


def test_a_ride_leads_to_a_line() -> None:
    town = knowing(offer("a", "X 08:00", "B 08:05", operator="Poolers"))
    assert all_shown(town.ask("X", "D", "08:00", **SHARED, max_direct_s=0)) == [
        "08:00 [Poolers] B 08:05 [1] C 08:20 walk END 08:21"
    ]


def test_a_ride_stands_between_two_lines() -> None:
    town = knowing(offer("a", "C 08:22", "Y 08:40", operator="Poolers"))
    assert all_shown(town.ask("A", "G", "08:00", **SHARED, max_direct_s=0))[0] == (
        "08:08 walk B 08:10 [1] C 08:20 [Poolers] Y 08:40 [2] G 08:55"
    )


def test_one_arrives_by_a_time_and_passes_a_stop() -> None:
    town = knowing(offer("a", "C 08:22", "G 08:25", operator="Poolers"))
    by = {**SHARED, "meaning": TimeMeaning.ARRIVE_BY}
    told = ["08:08 walk B 08:10 [1] C 08:20 [Poolers] G 08:25"]
    assert all_shown(town.ask("A", "G", "08:30", **by)) == told
    assert all_shown(town.ask("A", "G", "08:00", **SHARED, vias=(ViaStop("bus:C"),))) == told


def test_a_party_rides_where_all_find_a_seat() -> None:
    one = offer("a", "B 08:30", "C 08:33", "G 08:40", seats=1, operator="Pool")
    told = {
        n: all_shown(knowing(one).ask("B", "G", "08:20", **SHARED, passengers=n)) for n in (1, 2)
    }
    assert told == {1: ["08:30 [Pool] G 08:40"], 2: []}
    leg = rides(knowing(one).ask("B", "C", "08:20", **SHARED))[0]
    assert leg.offer is not None and leg.trip is not None
    assert (leg.offer.seats, leg.offer.id, leg.trip.agency_name) == (1, "pool:a", "Pool")


def test_what_one_walks_as_quickly_is_not_ridden() -> None:
    assert rides(knowing(offer("a", "A 08:30", "B 08:32")).ask("A", "B", "08:20", **SHARED)) == []


def test_nobody_takes_one_offer_twice() -> None:
    circle = offer("a", "B 08:30", "C 08:33", "G 08:40", "Y 08:43")
    answer = knowing(circle).ask("B", "Y", "08:20", **SHARED)
    for itinerary in answer.itineraries:
        ids = [leg.offer.id for leg in itinerary.legs if leg.offer]
        assert len(ids) == len(set(ids))


def test_offers_that_are_made_again_and_again_leave_by_the_clock() -> None:
    weekly = Weekly((2, 3), 8 * 3600 + 1800, except_on=(date(2023, 9, 21),))
    again = offer("a", "B 08:30", "D 08:34", weekly=weekly, operator="Poolers")
    assert len(rides(knowing(again).ask("B", "D", "08:21", **SHARED))) == 1
    off = offer("a", "B 08:30", "D 08:34", weekly=Weekly((3,), 8 * 3600 + 1800))
    assert not rides(knowing(off).ask("B", "D", "08:21", **SHARED))


@pytest.mark.parametrize("again", [False, True])
@pytest.mark.parametrize(
    ("kind", "at", "boarded"),
    [
        (OfferKind.PLANNED, "08:29", "BC"),
        (OfferKind.PLANNED, "08:30", ""),
        (OfferKind.PLANNED, "08:31", ""),
        (OfferKind.DYNAMIC, "08:29", "BC"),
        (OfferKind.DYNAMIC, "08:30", "C"),
        (OfferKind.LINE, "08:32", "C"),
        (OfferKind.LINE, "08:33", ""),
        (OfferKind.DYNAMIC, "19:00", ""),
    ],
)
def test_nobody_boards_where_a_car_has_passed(
    kind: OfferKind, at: str, boarded: str, again: bool
) -> None:
    weekly = {"weekly": Weekly((2,), 8 * 3600 + 1800)} if again else {}
    car = offer("a", "B 08:30", "C 08:33", "G 08:40", kind=kind, **weekly)
    town, by = knowing(car, at=at), {**SHARED, "meaning": TimeMeaning.ARRIVE_BY}
    for called, when in (("B", unix("08:30")), ("C", unix("08:33"))):
        for answer in (
            town.ask(called, "G", "08:20", **SHARED),
            town.ask(called, "G", "08:45", **by),
        ):
            is_boarded = any(leg.origin.departure == when for leg in rides(answer))
            assert is_boarded == (called in boarded)


def test_who_left_today_leaves_again_in_a_week() -> None:
    weekly = Weekly((2,), 8 * 3600 + 1800)
    town = knowing(offer("a", "B 08:30", "D 08:34", weekly=weekly), at="18:00")
    assert not rides(town.ask("B", "D", "08:21", **SHARED))
    [leg] = rides(town.ask("B", "D", "08:21", day="2023-09-27", **SHARED))
    assert leg.origin.departure == unix("08:30") + 7 * 86_400


@pytest.mark.parametrize("told", [{"weekly": Weekly((2,), 8 * 3600 + 1800)}, {}])
def test_offers_are_found_as_far_ahead_as_they_are_published(told: dict) -> None:
    day = date.fromisoformat(DAY) + timedelta(weeks=8)
    car = offer("a", "B 08:30", "D 08:34", **told)
    if not told:
        car = msgspec.structs.replace(car, departure=unix("08:30") + 56 * 86_400)
    # by the clock of a summer and of a winter day
    assert len(rides(knowing(car).ask("B", "D", "07:21", day=day.isoformat(), **SHARED))) == 1


def test_offers_stay_though_nothing_was_read_for_long() -> None:
    long_ago = unix("07:00") - 50 * 86_400
    town = copy(TOWN)
    known = overlay(offer("a", "B 08:30", "D 08:34", weekly=Weekly((2,), 8 * 3600 + 1800)))
    old = replace(known, offers=tuple(replace(each, known_at=long_ago) for each in known.offers))
    town.__dict__["planner"] = PLANNER.with_offers(old)
    assert len(rides(town.ask("B", "D", "08:21", **SHARED))) == 1


def test_a_driver_is_told_once_however_many_corners_there_are_to_be_met_at() -> None:
    """Other drivers are looked for instead, later on; the way that arrives first is told."""
    calls = ("A {}:30", "C {}:33", "B {}:36", "D {}:39")
    cars = [offer(at, *(call.format(at) for call in calls), operator="P") for at in ("08", "10")]
    asked = {**SHARED, "wanted": 2, "window_s": 3600, "max_direct_s": 0}
    answer = knowing(*cars).ask(
        "A", "D", "08:00", **asked, transit_modes=frozenset({Mode.RIDE_SHARING})
    )
    assert [shown[:19] for shown in all_shown(answer)] == [
        "08:30 [P] C 08:33 w",
        "10:30 [P] C 10:33 w",
    ]


def test_a_page_goes_on_where_the_one_before_ended() -> None:
    offers = [offer(f"o{i}", f"B 08:{30 + i}", f"D 08:{34 + i}", operator="P") for i in range(4)]
    town, asked = knowing(*offers), {**SHARED, "window_s": 120, "wanted": 2, "at_most": 2}
    first = town.ask("B", "D", "08:29", **asked)
    rest = town.ask("B", "D", "08:29", **asked, cursor=first.next_cursor)
    told = [shown[:5] for shown in (*all_shown(first), *all_shown(rest))]
    assert told == ["08:30", "08:31", "08:32", "08:33"]


def test_other_drivers_are_told_as_alternatives() -> None:
    offers = [offer(f"o{i}", f"B 08:{30 + i}", f"D 08:{34 + i}", operator="P") for i in range(3)]
    answer = knowing(*offers).ask("B", "D", "08:29", **SHARED, leg_alternatives=2)
    others = answer.itineraries[0].legs[0].alternatives
    assert [leg.offer.id for other in others for leg in other if leg.offer] == [
        "pool:o1",
        "pool:o2",
    ]


def test_offers_stay_with_a_planner_that_hears_other_news() -> None:
    town = knowing(ALONE)
    late = town.run("bus:1-0")
    delay = np.int32(600)
    moved = replace(late, arrive=late.arrive + delay, depart=late.depart + delay)
    trips = LiveTrips.of(town.data[0], [moved], (SourceId("rt"),))
    planner = town.planner
    for heard in (planner.with_live(Live(trips)), planner.with_roads(Roads())):
        town.__dict__["planner"] = heard
        assert len(rides(town.ask("A", "D", "08:21", **SHARED))) == 1
    assert heard.offers is planner.offers


def test_what_is_found_of_points_is_what_would_be_found_anew() -> None:
    """However offers came to be known."""
    planner, graph = TOWN.planner, TOWN.planner._graph
    sets = [[ALONE], [ALONE, offer("b", "X 08:00", "C 08:05")], [offer("b", "X 08:00", "C 08:05")]]
    before: Terrain | None = None
    for offers in sets:
        points = overlay(*offers).points
        before = terrain_of(graph, planner.streets, RoutingSettings(), points, before)
        anew = terrain_of(graph, planner.streets, RoutingSettings(), points, None)
        assert sorted(zip(*(c.tolist() for c in before.changes), strict=True)) == sorted(
            zip(*(c.tolist() for c in anew.changes), strict=True)
        )
        for column in ("first", "stop", "seconds", "change"):
            one, other = (getattr(each.transfers, column) for each in (before, anew))
            assert sorted(one.tolist()) == sorted(other.tolist())
