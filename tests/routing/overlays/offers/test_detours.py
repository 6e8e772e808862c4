"""Drivers who go out of their way, as far as they agree to."""

from itertools import pairwise

import numpy as np
import pytest

from maas.live import CarpoolPlace, RideOffer
from maas.live.offers import Waypoint
from maas.model import Profile
from routing.carpool.laid import Made
from routing.carpool.offers import Offers
from routing.overlays.offers import keeping
from routing.streets.roads import Roads
from tests.carpooltowns import NOW, batches, laid, offer, place, waypoint
from tests.streetmaps import StreetMap, Town

TOWN = Town(
    StreetMap(
        """
        A-----------B-----------C-----------D
                    |                       |
                    |                       |
                    P           Q-----------E
                    |           |
                    |           |
                    R-----------S
        """,
        {
            **dict.fromkeys(("ABCD", "BPR", "RS", "SQ", "QE", "ED"), "highway=residential"),
        },
    )
)
STREETS = TOWN.router
A, B, C, D, P, Q, S = (TOWN.positions[letter] for letter in "ABCDPQS")
AROUND = StreetMap(
    "A" + "-" * 200 + "D---E\n" + "\n" * 8 + "B" + "-" * 200 + "C\n",
    dict.fromkeys(("ADE", "AB", "BC", "CD"), "highway=residential"),
)
PLACES = {letter: place(letter, TOWN.positions[letter]) for letter in "CPQ"}
AGREED_S = 400


def drives(*letters: str) -> int:
    """Seconds of driving."""
    return sum(TOWN.seconds(a, b, Profile.CAR) for a, b in pairwise(letters))


def known(record: RideOffer, *places: CarpoolPlace) -> Offers:
    return laid(batches(places=list(places), poll=[record]), STREETS)


def go(*stops: Waypoint, detour_s: int = AGREED_S, **told: object) -> RideOffer:
    ends = stops or (waypoint(A), waypoint(D))
    return offer("a", ends, max_detour_s=detour_s, **told)


def rides(offers: Offers) -> dict[str, tuple[int, int, int]]:
    """{"AP": (pickup, dropoff, detour)} in s after the departure, of letters alone."""
    points, runs, found = offers.points, offers.runs, {}
    at = [
        TOWN.letter([lat, lon])
        for lat, lon in zip(points.lat, points.lon, strict=True)  # type: ignore[arg-type]
    ]
    for begin, end in zip(runs.first_call[:-1], runs.first_call[1:], strict=True):
        for i in range(begin, end):
            for j in range(i + 1, end):
                if runs.may_board[i] and runs.may_alight[j]:
                    pair = at[runs.point[i]] + at[runs.point[j]]
                    numbers = runs.after_s[i], runs.after_s[j], runs.detour_s[j]
                    found[pair] = tuple(int(number) for number in numbers)
    return found


def test_on_the_way_costs_a_halt_alone() -> None:
    found = rides(known(go(), PLACES["C"]))
    there, whole = drives("A", "C"), drives("A", "D")
    assert found["AD"] == pytest.approx((0, whole, 0), abs=1)
    assert found["AC"] == pytest.approx((0, there, 60), abs=1)
    assert found["CD"] == pytest.approx((there, whole + 60, 60), abs=1)


def test_out_of_the_way_costs_what_it_takes_to_get_there_and_on() -> None:
    found = rides(known(go(), PLACES["P"], PLACES["Q"]))
    more = drives("A", "P", "Q", "D") - drives("A", "D")
    assert found["PQ"] == pytest.approx(
        (drives("A", "P"), drives("A", "P", "Q") + 60, more + 120), abs=2
    )
    assert "QP" not in found


def test_nobody_goes_farther_than_agreed() -> None:
    whole = rides(known(go(), PLACES["P"], PLACES["Q"]))["PQ"][2]
    agreed = rides(known(go(detour_s=whole), PLACES["P"], PLACES["Q"]))
    assert "PQ" in agreed
    assert "PQ" not in rides(known(go(detour_s=whole - 2), PLACES["P"], PLACES["Q"]))
    assert set(rides(known(go(detour_s=60), PLACES["C"]))) == {"AD"}


def test_those_aboard_are_delayed_no_longer_than_they_agreed() -> None:
    stops = waypoint(A, aboard=1), waypoint(C), waypoint(D)
    off = rides(known(go(*stops, max_detour_aboard_s=59), PLACES["Q"]))
    assert set(off) >= {"AC", "AD", "CD", "CQ", "AQ"}
    assert "QC" not in off
    booked = go(stops[0], waypoint(C, aboard=1), stops[2], max_detour_aboard_s=59)
    assert set(rides(known(booked, PLACES["Q"]))) == {"AC", "AD", "CD"}


def test_who_drives_slower_than_streets_allow_goes_out_of_the_way_as_slowly() -> None:
    whole = drives("A", "D")
    slow = go(waypoint(A), waypoint(D, 3 * whole), detour_s=900)
    found = rides(known(slow, PLACES["C"], PLACES["P"]))
    quick = rides(known(go(detour_s=900), PLACES["C"], PLACES["P"]))
    assert found["AC"][1] == pytest.approx(3 * quick["AC"][1], abs=3)
    assert found["AP"][2] - 60 == pytest.approx(3 * (quick["AP"][2] - 60), abs=6)


def test_a_drawn_way_is_followed() -> None:
    town = Town(AROUND)
    a, *_, c, _, e = (town.positions[letter] for letter in "ABCDE")
    path = tuple((at.lat, at.lon) for at in map(town.positions.get, "ABCDE") if at)
    shared, ends = place("c", c), (waypoint(a), waypoint(e))
    drawn = offer("drawn", ends, max_detour_s=900, path=path)
    quick = offer("quick", ends, max_detour_s=900)
    far = offer("far", ends, max_detour_s=900, path=(path[0], (0.03, 0.03), path[-1]))
    found = laid(batches(places=[shared], poll=[drawn, quick, far]), town.router)
    assert found.made is not None
    at_c = {
        id: max(map(int, each.detour_s[[each.points[row].id == "places:c" for row in each.point]]))
        for id, each in found.made.laid.items()
    }
    assert at_c["poll:drawn"] == 60
    assert at_c["poll:quick"] > 150
    assert at_c["poll:far"] == at_c["poll:quick"]


def test_slowed_places_and_private_streets_are_no_place_to_halt() -> None:
    shut = place("C", C, is_open=False)
    found = known(go(), shut)
    assert "places:C" not in found.points.id


def test_many_offers_get_their_detours_in_turn(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keeping, "MOST_AT_ONCE", 2)
    many = [
        offer(f"{i}", (waypoint(A), waypoint(D)), max_detour_s=AGREED_S, departure=NOW + 900 - i)
        for i in range(5)
    ]
    news = batches(places=[PLACES["C"]], poll=many)
    found, sizes = None, []
    for _ in range(4):
        found = laid(news, STREETS, previous=found)
        sizes.append(int((found.runs.offer >= 3).sum()))
        assert len(found.offers) == 5
    assert sizes[0] > 2
    assert found is not None
    assert found.until == NOW + 896
    assert found.runs.offer.size % 5 == 0


def test_of_many_who_do_not_say_how_long_they_drive_some_wait(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(keeping, "MOST_DRIVEN", 2)
    many = [offer(f"{i}", (waypoint(A), waypoint(D))) for i in range(5)]
    told = offer("told", (waypoint(A), waypoint(D, 300)))
    news, found, sizes = batches(poll=[*many, told]), None, []
    while found is None or not found.holds(NOW):
        found = laid(news, STREETS, previous=found)
        sizes.append(len(found.offers))
    assert sizes == [3, 5, 6]


def test_roads_as_they_are_count_for_who_leaves_soon() -> None:
    town = Town(AROUND)
    n = 2 * town.network.n_edges
    slow = Roads(np.arange(n, dtype=np.int32), np.full(n, 3.0), np.zeros(n, np.bool_))
    slowed = town.router.with_roads(slow)
    a, e = (town.positions[letter] for letter in "AE")
    soon = offer("soon", (waypoint(a), waypoint(e)), departure=NOW + 60)
    later = offer("later", (waypoint(a), waypoint(e)), departure=NOW + 3 * 3600)
    news = batches(poll=[soon, later])
    took = {
        each.record.id: each.after_s.tolist()
        for each in (laid(news, slowed).made or never()).laid.values()
    }
    assert took["soon"][1] > took["later"][1] + 100
    again = laid(news, slowed, now=NOW + 9, previous=laid(news, slowed.with_roads(Roads())))
    assert {e.record.id: e.after_s.tolist() for e in (again.made or never()).laid.values()} == took


def never() -> Made:
    raise AssertionError
