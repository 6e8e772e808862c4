"""Detours in a real city: nobody is where nobody can be, and nobody is later than agreed."""

from random import Random

import pytest

from maas.model import LatLon, Profile
from routing.carpool.offers import Offers
from routing.streets import Snap, StreetRouter
from routing.streets.profiles import SPEED_M_S
from tests.carpooltowns import batches, laid, offer, waypoint
from tests.routing.test_porto import porto

pytestmark = [pytest.mark.real, pytest.mark.slow]
LONGEST_S = 6 * 3600
MOST_S, HALT_S, ROUNDED_S = 600, 60, 2
N_OFFERS = 12


def snapped(streets: StreetRouter, at: LatLon) -> Snap:
    found = streets.snap(at, Profile.CAR, 250.0)
    assert found is not None
    return found


def drive_s(streets: StreetRouter, a: LatLon, b: LatLon) -> float:
    """From kerb to kerb, if one may turn round anywhere: no driver is quicker."""
    one, other = snapped(streets, a), snapped(streets, b)
    way = streets.over_streets(one, other, Profile.CAR, LONGEST_S)
    assert way is not None
    off_m = max(one.metres) + max(other.metres)
    return way.seconds - off_m / SPEED_M_S[Profile.WALK]


def offers() -> tuple[StreetRouter, Offers]:
    graph, planner = porto()
    streets, lines = planner.streets, graph.timetable
    assert streets is not None
    assert lines is not None
    dice, stops = Random(3), lines.stops
    rows = [row for row in range(len(stops.id)) if stops.id[row].startswith("stcp:")]
    ends = [
        tuple(
            waypoint(LatLon(float(stops.lat[row]), float(stops.lon[row])))
            for row in dice.sample(rows, 2)
        )
        for _ in range(N_OFFERS)
    ]
    told = [offer(str(i), each, max_detour_s=MOST_S) for i, each in enumerate(ends)]
    return streets, laid(batches(poll=list(told)), streets, lines)


def test_times_are_possible_and_detours_agreed_to() -> None:
    streets, found = offers()
    points, runs = found.points, found.runs
    at = [LatLon(lat, lon) for lat, lon in zip(points.lat, points.lon, strict=True)]
    assert len(found.offers) == N_OFFERS
    assert runs.offer.size > 8 * N_OFFERS
    assert runs.detour_s.max() <= MOST_S
    dice = Random(4)
    for run in dice.sample(range(runs.offer.size), 30):
        board, end = runs.first_call[run : run + 2].tolist()
        alight = dice.randrange(board + 1, end)
        record = found.offers[int(runs.offer[run])].record
        a, d = (LatLon(record.waypoints[i].lat, record.waypoints[i].lon) for i in (0, -1))
        p, q = at[runs.point[board]], at[runs.point[alight]]
        ride_s = int(runs.after_s[alight] - runs.after_s[board])
        assert int(runs.after_s[board]) + ROUNDED_S >= drive_s(streets, a, p)
        assert ride_s + ROUNDED_S >= drive_s(streets, p, q)
        whole_s = drive_s(streets, a, p) + drive_s(streets, p, q) + drive_s(streets, q, d)
        least_s = whole_s - drive_s(streets, a, d)
        slack_s = 2 * max(snapped(streets, end).metres[-1] for end in (a, d)) + 60
        assert int(runs.detour_s[alight]) + slack_s >= least_s


def test_most_points_are_stops_of_lines() -> None:
    _, found = offers()
    assert (found.points.stop >= 0).mean() > 0.5
