"""Whether a drawn way is that of a ride: from where one gets on to where one gets off."""

import numpy as np
import pytest

from maas.live import RideOffer
from maas.live.offers import Waypoint
from maas.model import SourceId
from routing.carpool.offers import KnownOffer, OfferRuns, Offers, Points
from routing.carpool.ways import way_of

M = 1 / 111_195
"""Degrees on the equator."""
PATH = ((0.0, 0.0), (0.0, 0.01), (0.0, 0.02))


def known(met_at: tuple[float, float], starts_at: tuple[float, float]) -> Offers:
    """An offer along the equator that meets somebody, without streets."""
    ends = (Waypoint(*starts_at, after_s=0), Waypoint(0.0, 0.02, after_s=600))
    record = RideOffer("a", ends, departure=0, path=PATH)
    lat, lon = np.array([met_at, (0.0, 0.02)]).T
    runs = OfferRuns(
        offer=np.zeros(1, np.int32),
        first_call=np.array([0, 2], np.int32),
        point=np.array([0, 1], np.int32),
        after_s=np.array([0, 600], np.int32),
        may_board=np.array([True, False]),
        may_alight=np.array([False, True]),
        detour_s=np.zeros(2, np.int32),
        seats=np.ones(2, np.int32),
    )
    points = Points(lat, lon, np.full(2, -1, np.int32), ("", ""), ("", ""))
    return Offers((KnownOffer("x:a", SourceId("x"), record, 0),), points, runs)


def test_beside_the_drawn_way_it_is_followed_from_there() -> None:
    met = (40 * M, 0.005)
    assert way_of(known(met, PATH[0]), 0, 0, 1).tolist() == [[0.0, 0.005], [0.0, 0.01], [0.0, 0.02]]


@pytest.mark.parametrize("off_m", [80, 200, 400])
def test_who_is_met_off_the_drawn_way_is_met_there(off_m: int) -> None:
    met = (off_m * M, 0.005)
    assert way_of(known(met, PATH[0]), 0, 0, 1).tolist() == [list(met), [0.0, 0.02]]


def test_a_waypoint_is_on_it_though_it_is_drawn_roughly() -> None:
    met = (200 * M, 0.0)
    assert way_of(known(met, met), 0, 0, 1).tolist() == [list(each) for each in PATH]
