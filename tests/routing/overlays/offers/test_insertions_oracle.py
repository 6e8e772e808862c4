"""Detours of drivers against networkx: all points, all pairs, on random maps."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from maas.live import RideOffer
from maas.model import LatLon
from routing.carpool.detours import MOST_POINTS
from routing.carpool.laid import Laid, around_of
from routing.carpool.meeting import Meetings
from routing.overlays.offers.laying import lay, lay_whole
from routing.streets import StreetRouter, unlinked
from tests.carpooloracle import CarpoolOracle, Told, random_places
from tests.carpooltowns import offer, place, waypoint
from tests.streetgraphs import random_network


def told_by(laid: Laid) -> Told:
    """Every way to get on and off, and what it costs."""
    found: Told = {}
    for begin, end in zip(laid.first_call[:-1], laid.first_call[1:], strict=True):
        for i in range(begin, end):
            for j in range(i + 1, end):
                if laid.may_board[i] and laid.may_alight[j]:
                    pair = laid.points[laid.point[i]], laid.points[laid.point[j]]
                    assert pair not in found
                    times = float(laid.after_s[i]), float(laid.after_s[j])
                    found[pair] = *times, float(laid.detour_s[j])
    return found


def random_offer(dice: np.random.Generator, streets: StreetRouter) -> RideOffer:
    """Somebody who drives from somewhere to somewhere, told times being possible ones or none."""
    n = int(dice.integers(2, 5))
    places = random_places(dice, streets.network, n)
    pause = int(dice.choice([0, 0, 400]))
    return offer(
        "a",
        tuple(
            waypoint(
                at,
                None if not i or not pause else pause * i,
                may_pick_up=bool(dice.random() < 0.8),
                may_drop_off=bool(dice.random() < 0.8),
                aboard=int(dice.random() < 0.3),
            )
            for i, at in enumerate(places)
        ),
        max_detour_s=int(dice.choice([61, 90, 150, 250])),
        max_detour_aboard_s=int(dice.choice([0, 80, 150])),
    )


def compare(seed: int) -> int:
    """How many ways there are to be taken along; all are told, and no others."""
    dice = np.random.default_rng(seed)
    network = random_network(dice)
    streets = StreetRouter(network, unlinked(network))
    shared = {f"p:{i}": place(str(i), at) for i, at in enumerate(random_places(dice, network, 4))}
    around = around_of(streets, Meetings.of(None, shared), None)
    record = random_offer(dice, streets)
    laid = lay(around, streets, record)
    if laid.refused:
        return 0
    points = [around.meetings.at(each) for each in record.waypoints]
    if len(set(points)) < len(points) or len(around.kerbside().points) > MOST_POINTS:
        return 0
    found = told_by(lay_whole(around, laid))
    booked = [i for i, each in enumerate(record.waypoints[:-1]) if each.aboard]
    (times,) = [laid.after_s.tolist()]
    oracle = CarpoolOracle(
        streets,
        around.kerbside(),
        [
            (at, point, each.may_pick_up, each.may_drop_off)
            for each, point, at in zip(record.waypoints, points, _positions(record), strict=True)
        ],
        times,
        record.max_detour_s,
        record.max_detour_aboard_s,
        max(booked, default=-1),
    )
    expected = oracle.all()
    assert found.keys() == expected.keys()
    for pair, numbers in expected.items():
        assert np.allclose(found[pair], numbers, atol=1.001), (pair, found[pair], numbers)
    return len(found)


def _positions(record: RideOffer) -> list[LatLon]:
    return [LatLon(each.lat, each.lon) for each in record.waypoints]


@settings(derandomize=True, deadline=None, max_examples=20)
@given(seed=st.integers(0, 2**32 - 1))
def test_all_detours_that_are_agreed_to_are_found_and_no_others(seed: int) -> None:
    compare(seed)
