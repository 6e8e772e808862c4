"""Door to door with seats in private cars: alone, before lines, after them and in between."""

from dataclasses import replace
from datetime import datetime

from maas.itinerary import Answer, Leg, VertexType
from maas.live import RideOffer
from maas.live.offers import Waypoint
from maas.model import Mode, Profile
from routing.question import Realtime
from tests.carpooltowns import batches, laid
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

SHARED = {"sharing": True, "wanted": 1, "window_s": 1200}


def unix(clock: str) -> int:
    """A time of the town's day."""
    return int(datetime.fromisoformat(f"{DAY}T{clock}").replace(tzinfo=ZONE).timestamp())


def offer(id: str, *calls: str, **told: object) -> RideOffer:
    """A car with waypoints as "C 08:22"; all times count from the first."""
    stops = [call.split() for call in calls]
    first = unix(stops[0][1])
    waypoints = tuple(
        Waypoint(TOWN.positions[at].lat, TOWN.positions[at].lon, after_s=unix(clock) - first)
        for at, clock in stops
    )
    known = {"departure": first} if "weekly" not in told else {}
    return RideOffer(id, waypoints, **known, **told)  # type: ignore[arg-type]


def knowing(*offers: RideOffer) -> Town:
    """The town after some offers were read at seven."""
    planner = TOWN.planner
    news = batches(pool=list(offers))
    news = {id: replace(batch, read_at=unix("07:00")) for id, batch in news.items()}
    told = Town(TOWN.drawing, TOWN.ways, TOWN.lines)
    overlay = laid(news, planner.streets, TOWN.data[0], unix("07:00"), zone=ZONE)
    assert not any(overlay.findings.values()), overlay.findings
    told.__dict__["planner"] = planner.with_offers(overlay)
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
