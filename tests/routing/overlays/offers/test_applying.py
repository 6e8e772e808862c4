"""Which offers can be taken, where and when they are met, and until when that holds."""

from datetime import date

import msgspec
import pytest

from maas.live import RideOffer
from maas.live.offers import OfferKind, Weekly
from maas.model import LatLon, Profile, SourceId
from tests.carpooltowns import NOW, batches, calls_of, laid, offer, place, told_runs, waypoint
from tests.streetmaps import StreetMap, Town

TOWN = Town(
    StreetMap(
        "A-------B-------C-------D",
        {"ABCD": "highway=residential", "AB2": "highway=footway"},
    )
)
A, B, C, D = (TOWN.positions[letter] for letter in "ABCD")
FAR = LatLon(1.0, 1.0)
STREETS = TOWN.router


def ways(*ends: LatLon) -> tuple:
    """Waypoints without times."""
    return tuple(waypoint(at) for at in ends)


def refused(record: RideOffer) -> list[str]:
    found = laid(batches(poll=[record]), STREETS)
    assert (not found.offers) == bool(found.findings)
    assert found.runs.offer.size == len(found.offers)
    return [each.rule for each in found.findings.get(SourceId("poll"), ())]


@pytest.mark.parametrize(
    ("waypoints", "told", "rules"),
    [
        (ways(A, D), {}, []),
        (ways(A, D), {"seats": 1}, []),
        (ways(A, D), {"seats": 0}, ["offer_without_seats"]),
        (ways(FAR, D), {}, ["offer_outside_territory"]),
        (ways(LatLon(A.lat + 0.003, A.lon), D), {}, ["offer_far_from_streets"]),
        ((waypoint(A), waypoint(B, 90), waypoint(D, 60)), {}, ["offer_out_of_order"]),
        ((waypoint(A), waypoint(B, 60), waypoint(D, 60)), {}, []),
        ((waypoint(A), waypoint(D, 10**6)), {}, []),
        ((waypoint(A, may_pick_up=False), waypoint(D)), {}, ["offer_without_ride"]),
        ((waypoint(A), waypoint(D, may_drop_off=False)), {}, ["offer_without_ride"]),
        ((waypoint(FAR), waypoint(A, 900_000), waypoint(D, 900_100)), {}, []),
        ((waypoint(FAR), waypoint(A, 900), waypoint(D, 1000)), {}, ["offer_too_fast"]),
        ((waypoint(FAR), waypoint(A), waypoint(D, 1000)), {}, ["offer_without_way"]),
    ],
)
def test_which_are_refused(waypoints: tuple, told: dict, rules: list[str]) -> None:
    assert refused(offer("a", waypoints, **told)) == rules


def test_of_two_with_one_id_the_first_counts() -> None:
    both = [offer("a", ways(A, D)), offer("a", ways(D, A))]
    found = laid(batches(poll=both), STREETS)
    assert [each.record for each in found.offers] == both[:1]
    assert found.findings[SourceId("poll")][0].rule == "duplicate_ride_offer"


@pytest.mark.parametrize(
    ("told", "until"),
    [
        ({}, NOW + 600),
        ({"valid_until": NOW + 5}, NOW + 5),
        ({"valid_until": NOW}, None),
        ({"departure": NOW}, None),
        ({"departure": NOW - 5, "kind": OfferKind.DYNAMIC}, NOW + 15),
        ({"departure": NOW - 20, "kind": OfferKind.LINE}, None),
        ({"departure": NOW - 5, "kind": OfferKind.DYNAMIC, "valid_until": NOW + 9}, NOW + 9),
        ({"weekly": Weekly((0,), 43_200, last=date(2023, 9, 25))}, NOW + 5 * 86_400 + 10_800),
        ({"weekly": Weekly((2,), 36_000, last=date(2023, 9, 21))}, NOW + 3600),
        ({"weekly": Weekly((2,), 36_000, date(2023, 1, 1), date(2023, 9, 20))}, NOW + 3600),
        ({"weekly": Weekly((2,), 32_400, date(2023, 1, 1), date(2023, 9, 20))}, None),
    ],
)
def test_how_long_they_hold(told: dict, until: int | None) -> None:
    stops = (waypoint(A), waypoint(B, 20), waypoint(D, 60))
    found = laid(batches(poll=[offer("a", stops, **told)]), STREETS)
    assert found.until == until
    assert len(found.offers) == (until is not None)
    if until is not None:
        assert found.holds(until - 1)
        assert not laid(batches(poll=[offer("a", stops, **told)]), STREETS, now=until).offers


def test_they_are_laid_anew_when_a_car_leaves_that_comes_again() -> None:
    told = {"weekly": Weekly((2, 3), 36_000)}
    news = batches(poll=[offer("a", (waypoint(A), waypoint(D, 60)), **told)])
    leaves = [NOW + 3600, NOW + 90_000, NOW + 7 * 86_400 + 3600]
    assert [laid(news, STREETS, now=now).until for now in (NOW, *leaves[:2])] == leaves


def test_where_a_car_under_way_passes_is_looked_at_every_minute() -> None:
    stops = (waypoint(A), waypoint(B, 200), waypoint(D, 400))
    car = offer("a", stops, departure=NOW - 5, kind=OfferKind.LINE)
    assert laid(batches(poll=[car]), STREETS).until == NOW + 60


def test_times_not_told_are_those_of_driving() -> None:
    whole = TOWN.seconds("A", "D", Profile.CAR)
    found = laid(batches(poll=[offer("a", ways(A, D)), offer("b", ways(D, A))]), STREETS)
    assert told_runs(found) == [f"a: 0+ {whole}-", f"b: 0+ {TOWN.seconds('D', 'A', Profile.CAR)}-"]


def test_times_between_told_ones_are_parted_as_driving_is() -> None:
    stops = (waypoint(A), waypoint(B), waypoint(D, 300), waypoint(C))
    ab, bd, back = (TOWN.seconds(*pair, Profile.CAR) for pair in ("AB", "BD", "DC"))
    found = laid(batches(poll=[offer("a", stops)]), STREETS)
    assert told_runs(found) == [f"a: 0+ {round(300 * ab / (ab + bd))}+- 300+- {300 + back}-"]


def test_waypoints_off_the_map_are_not_met_but_counted_in() -> None:
    stops = (waypoint(FAR), waypoint(A, 9_000), waypoint(B, 9_030), waypoint(D, 9_090))
    found = laid(batches(poll=[offer("a", stops)]), STREETS)
    assert told_runs(found) == ["a: 9000+ 9030+- 9090-"]


def test_without_streets_offers_are_as_told() -> None:
    stops = (waypoint(A), waypoint(D, 60))
    found = laid(batches(poll=[offer("a", stops), offer("b", ways(A, D))]))
    assert told_runs(found) == ["a: 0+ 60-"]
    assert found.findings[SourceId("poll")][0].rule == "offer_without_way"


def test_a_waypoint_beside_a_place_for_sharing_cars_is_that_place() -> None:
    near = LatLon(D.lat + 25 / 111_195, D.lon)
    shared = place("1", near, "Aire de D")
    stops = (waypoint(A, name="home"), waypoint(D, 60, name="work"))
    found = laid(batches(bnlc=[shared], poll=[offer("a", stops)]), STREETS)
    assert found.places == {"bnlc:1": shared}
    assert set(found.points.name) == {"home", "Aire de D"}
    assert [found.points.id[point] for point, _ in calls_of(found, 0)] == ["", "bnlc:1"]


def test_offers_share_points_and_keep_their_seats() -> None:
    both = [offer("a", ways(A, B, D), seats=3), offer("b", ways(B, D))]
    found = laid(batches(poll=both), STREETS)
    assert found.points.lat.size == 3
    assert found.runs.seats.tolist() == [3, 3, 3, 1, 1]
    assert found.runs.first_call.tolist() == [0, 3, 5]
    assert (found.points.stop == -1).all()


def test_what_was_known_changes_nothing() -> None:
    first = [offer("a", ways(A, B, D)), offer("b", ways(B, D))]
    before = laid(batches(poll=first), STREETS)
    news = [first[1], offer("c", ways(C, A)), offer("a", ways(A, C))]
    anew = [msgspec.convert(msgspec.to_builtins(each), RideOffer) for each in news]
    found, alone = (laid(batches(poll=anew), STREETS, previous=each) for each in (before, None))
    assert told_runs(found) == told_runs(alone)
    assert found.points.lon.tolist() == alone.points.lon.tolist()
    assert found.made is not None
    assert before.made is not None
    assert found.made.laid["poll:b"] is before.made.laid["poll:b"]
