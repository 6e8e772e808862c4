"""Places to park are as near as one walks from them, like all else."""

import numpy as np

from maas.live.parking import Purpose
from routing.nearby import NearbyQuestion, NearParking
from routing.question import End
from tests.sites import NOW, parking, site
from tests.towns import Town

RIVER = Town(
    """
    A-----B-----C
    |           |
    |           |
    D-----E     F
    """,
    {"ABC": "highway=residential", "AD": "highway=residential", "CF": "highway=residential",
     "DE": "highway=residential"},
    {"1": ("A 08:00 C 08:10",)},
)  # fmt: skip


def test_what_looks_near_may_be_far_on_foot() -> None:
    at, streets = RIVER.positions, RIVER.planner.streets
    sites = [site(letter, at[letter]) for letter in "EF"]
    bikes = site("bikes", at["A"], purpose=Purpose.BIKE)
    planner = RIVER.planner.with_parking(parking(streets, *sites, bikes))
    asked = NearbyQuestion(End(at=at["B"]), NOW, 9, 1200, parked=frozenset({Purpose.CAR}))
    near = planner.nearby(asked, np.zeros(1, np.uint8)).things
    found = [each for each in near if isinstance(each, NearParking)]
    assert [(sites[each.row].told.id, each.seconds) for each in found] == [("F", 375), ("E", 500)]
    assert round(found[0].metres or 0) == 450
