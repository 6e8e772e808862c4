"""The best place to park is where there is room and one is there soonest, not the nearest one."""

from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maas.errors import BadPlace, NotFound
from maas.live.parking import BayKind, Bays, OpeningStatus, Purpose, TariffStep, Users
from maas.model import Box, LatLon, Profile
from routing.parking.asking import FoundParking, ParkingQuestion
from routing.parking.sites import Room, Site
from routing.planner import Planner
from routing.question import End
from routing.streets import Many
from tests.sites import NOW, parking, site
from tests.towns import Town

TOWN = Town(
    """
    A-----B-----C
    |           |
    |           |
    D-----E     F
    """,
    {"AB": "highway=residential", "BC": "highway=residential",
     "AD": "highway=footway", "CF": "highway=residential", "DE": "highway=residential"},
    {"1": ("A 08:00 C 08:10",)},
)  # fmt: skip
"""Nobody drives to D and E."""


@pytest.fixture(scope="module")
def planner() -> Planner:
    return TOWN.planner


def at(letter: str) -> LatLon:
    return TOWN.positions[letter]


def find(planner: Planner, *sites: Site, place: str | LatLon | None = "B", **more: object) -> str:
    """What is found, best first: id=drive+walk in s."""
    return " ".join(map(_told, found(planner, *sites, place=place, **more).sites))


def _told(each: object) -> str:
    id = each.site.id.removeprefix("cars:")  # type: ignore[attr-defined]
    return f"{id}={each.drive_s}+{each.walk_s}"  # type: ignore[attr-defined]


def found(
    planner: Planner, *sites: Site, place: str | LatLon | None = "B", **more: object
) -> FoundParking:
    members = {"n": 10, "radius_m": 1000.0} | more
    end = None if place is None else _end(place)
    asked = ParkingQuestion(NOW, place=end, **members)  # type: ignore[arg-type]
    return planner.with_parking(parking(planner.streets, *sites)).find_parking(asked)


def _end(place: str | LatLon) -> End:
    if isinstance(place, LatLon):
        return End(at=place)
    return End(stop_id=place) if ":" in place else End(at=at(place))


def test_the_way_there_and_the_walk_from_there_are_added(planner: Planner) -> None:
    a, c, f = site("a", at("A")), site("c", at("C")), site("f", at("F"))
    from_a = find(planner, f, c, a, place="B", origin=_end("A"))
    assert from_a == "a=0+125 c=42+125 f=83+375"
    assert find(planner, a, c, f, place="B", origin=_end("C")) == "c=0+125 a=42+125 f=42+375"


def test_without_an_origin_one_drives_off_at_the_place(planner: Planner) -> None:
    assert find(planner, site("a", at("A")), site("f", at("F"))) == "a=21+125 f=62+375"


def test_where_no_car_goes_comes_after_what_can_be_reached(planner: Planner) -> None:
    e, f = site("e", at("E")), site("f", at("F"))
    assert find(planner, e, f, place="D") == "e=None+125 f=None+750"
    assert find(planner, e, f, place="A") == "f=83+500 e=None+375"


def test_known_to_be_free_goes_before_unknown_before_full_or_closed(planner: Planner) -> None:
    sites = (
        site("full", at("B"), 0),
        site("closed", at("B"), status=OpeningStatus.CLOSED),
        site("clients", at("B"), users=Users.CUSTOMERS),
        site("unknown", at("B"), None),
        site("free", at("F")),
    )
    told = found(planner, *sites)
    assert [each.site.id for each in told.sites][:2] == ["cars:free", "cars:unknown"]
    assert [each.room for each in told.sites] == [Room.FREE, Room.UNKNOWN, *[Room.NONE] * 3]
    assert find(planner, *sites, free_only=True) == "free=62+375"


def test_the_cheapest_first_and_what_nobody_knows_last(planner: Planner) -> None:
    dear = site("dear", at("B"), tariff=(TariffStep(7200, Decimal(4)),), currency="EUR")
    cheap = site("cheap", at("F"), tariff=(TariffStep(7200, Decimal("1.5")),), currency="EUR")
    free = site("free", at("C"), has_fee=False)
    secret = site("secret", at("A"), has_fee=True)
    told = found(planner, dear, secret, cheap, free, by_price=True)
    assert [each.site.told.id for each in told.sites] == ["free", "cheap", "dear", "secret"]
    assert [each.fee and each.fee.amount for each in told.sites] == [0, Decimal("1.5"), 4, None]
    longer = found(planner, dear, by_price=False, stay_s=7201)
    assert longer.sites[0].fee is None or longer.sites[0].fee.amount > 4


def test_only_what_suits_is_told(planner: Planner) -> None:
    low = site("low", at("A"), max_height_m=1.9)
    bikes = site("bikes", at("A"), purpose=Purpose.BIKE)
    assert find(planner, low, height_m=2.0) == ""
    assert find(planner, low, height_m=1.9) == "low=21+125"
    assert find(planner, low, bikes) == "low=21+125"
    assert find(planner, bikes, purposes=frozenset({Purpose.BIKE})) == "bikes=36+125"
    assert len(found(planner, low, bikes, purposes=frozenset(Purpose)).sites) == 2


def test_who_needs_a_bay_for_disabled_people_is_told_of_those(planner: Planner) -> None:
    sites = [
        site(id, at("A"), free, bays=(Bays(BayKind.DISABLED, 2, own),), **more)
        for id, free, own, more in (
            ("taken", 50, 0, {}),
            ("free", 0, 1, {}),
            ("unknown", 50, None, {}),
            ("full", 0, None, {}),
            ("closed", 50, 1, {"status": OpeningStatus.CLOSED}),
        )
    ]
    told = found(planner, *sites, site("none", at("A")), needs_disabled_bay=True)
    rooms = {each.site.told.id: each.room for each in told.sites}
    assert rooms == {
        "free": Room.FREE, "unknown": Room.UNKNOWN, "taken": Room.NONE, "closed": Room.NONE,
        "full": Room.NONE,
    }  # fmt: skip
    assert told.sites[0].site.told.id == "free"


def test_circle_and_box_bound_and_the_rest_is_counted(planner: Planner) -> None:
    sites = [site(letter, at(letter)) for letter in "ABCF"]
    assert find(planner, *sites, radius_m=160.0, n=2) == "B=0+0 A=21+125"
    assert found(planner, *sites, radius_m=160.0, n=2).n_more == 1
    box = Box(LatLon(at("F").lat, at("B").lon), at("C"))
    assert {each.site.told.id for each in found(planner, *sites, place=None, box=box).sites} == {
        *("B", "C", "F"),
    }
    assert find(planner, *sites, box=box, radius_m=160.0) == "B=0+0 C=21+125"
    only_box = found(planner, *sites, place=None, box=box, origin=_end("A")).sites
    assert [(each.drive_s, each.walk_s) for each in only_box] == [
        (21, None),
        (42, None),
        (83, None),
    ]


def test_a_stop_is_a_place_and_wheelchairs_walk_their_ways(planner: Planner) -> None:
    assert find(planner, site("b", at("B")), place="bus:A") == "b=21+125"
    wheels = find(planner, site("b", at("B")), place="bus:A", profile=Profile.WHEELCHAIR)
    assert wheels == "b=21+167"


def test_beside_each_other_one_walks_straight(planner: Planner) -> None:
    here = LatLon(at("B").lat + 1e-4, at("B").lon)
    there = LatLon(here.lat, here.lon + 5e-5)
    assert find(planner, site("b", there), place=here).endswith("+5")


def test_without_streets_one_walks_as_the_crow_flies() -> None:
    bare = Town("A---B", {}, {"1": ("A 08:00 B 08:10",)}, streets=False).planner
    place = LatLon(2.0, 2.0)
    [only] = found(bare, site("x", LatLon(2.0, 2.001)), place=place).sites
    assert (only.drive_s, only.walk_s) == (None, 121)


def test_a_place_off_the_map_or_unknown_is_refused(planner: Planner) -> None:
    with pytest.raises(BadPlace, match="place"):
        found(planner, place=LatLon(10, 10))
    with pytest.raises(BadPlace, match="fromPlace"):
        found(planner, origin=End(at=LatLon(10, 10)))
    with pytest.raises(NotFound, match="place"):
        found(planner, place="bus:nowhere")


SPOTS = st.lists(
    st.tuples(st.floats(1.9963, 2.0003), st.floats(1.9997, 2.003)), min_size=1, max_size=12
)


@given(SPOTS, st.sampled_from("ABCDEF"))
@settings(derandomize=True, deadline=None, max_examples=40)
def test_times_are_those_of_single_searches(spots: list[tuple[float, float]], place: str) -> None:
    planner, positions = TOWN.planner, [LatLon(*spot) for spot in spots]
    streets = planner.streets
    assert streets is not None
    sites = [site(str(i), each) for i, each in enumerate(positions)]
    told = found(planner, *sites, place=place, radius_m=9999.0, n=99).sites
    foot, car = (streets.snap(at(place), each, 250.0) for each in (Profile.WALK, Profile.CAR))
    assert foot is not None
    walks = Many([streets.snap(each, Profile.WALK, 100.0) for each in positions], backward=True)
    drives = Many([streets.snap(each, Profile.CAR, 100.0) for each in positions])
    walk_s = streets.times(foot, walks, Profile.WALK, 5400, speed_m_s=1.2)
    nowhere = np.full(len(spots), -1)
    drive_s = nowhere if car is None else streets.times(car, drives, Profile.CAR, 5400)
    for each in told:
        row = int(each.site.told.id)
        assert (each.walk_s, each.drive_s) == tuple(
            s if s >= 0 else None for s in (int(walk_s[row]), int(drive_s[row]))
        )


@given(SPOTS, st.sampled_from("ABCF"), st.integers(1, 4), st.booleans())
@settings(derandomize=True, deadline=None, max_examples=40)
def test_the_best_are_found_without_looking_at_all(
    spots: list[tuple[float, float]], place: str, n: int, by_price: bool
) -> None:
    sites = [
        site(str(i), LatLon(*spot), (i * 7) % 3 or None, has_fee=False if i % 2 else None)
        for i, spot in enumerate(spots)
    ]
    few, all_of_them = (
        found(TOWN.planner, *sites, place=place, radius_m=9999.0, by_price=by_price, n=most).sites
        for most in (n, len(sites))
    )
    assert list(map(_told, few)) == list(map(_told, all_of_them))[:n]
