"""Where and when rides are looked for: cells and half-hours around a question, a few of them."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest

from maas.cells import cell_of, resolution_of
from maas.model import LatLon, TimeMeaning
from maas.requests import HALF_HOUR_S, Area
from routing.carpool.areas import areas_of
from routing.carpool.hubs import NO_HUBS, Hubs
from routing.question import End, Question

EIGHT = 1_700_006_400
"""A full hour."""
HALF = EIGHT // HALF_HOUR_S
VILLAGE, CITY = LatLon(48.0, 2.0), LatLon(48.0, 2.6)
"""45 km from each other."""

ASKED = Question(End(at=VILLAGE), End(at=CITY), EIGHT, sharing=True)


def hubs(*places: tuple[float, float]) -> Hubs:
    """These, the most important first."""
    lat, lon = np.array(places).T
    return Hubs(lat, lon)


def asked(question: Question = ASKED, known: Hubs = NO_HUBS, now: int = EIGHT) -> Sequence[Area]:
    return areas_of(question, (VILLAGE, CITY), (known, 2), now)


def halves(areas: Sequence[Area]) -> list[int]:
    return [area.half_hour - HALF for area in areas]


def at(place: LatLon) -> int:
    return cell_of(place.lat, place.lon, 8)


def test_a_window_within_half_an_hour_is_one_area() -> None:
    assert asked() == (Area(at(VILLAGE), at(CITY), HALF),)
    assert resolution_of(asked()[0].from_cell) == 8


def test_a_window_across_is_two_and_a_long_one_no_more() -> None:
    assert halves(asked(replace(ASKED, time=EIGHT + 1500))) == [0, 1]
    assert halves(asked(replace(ASKED, window_s=6 * 3600))) == [0, 1]


def test_who_wants_to_arrive_leaves_before() -> None:
    arriving = replace(ASKED, meaning=TimeMeaning.ARRIVE_BY, time=EIGHT + 7200)
    assert halves(asked(arriving)) == [1]
    assert halves(asked(replace(arriving, window_s=6 * 3600))) == [0, 1]


def test_pages_are_asked_for_at_their_time() -> None:
    assert halves(asked(replace(ASKED, cursor=f"LATER|{EIGHT + 7200}"))) == [4]
    assert halves(asked(replace(ASKED, cursor=f"EARLIER|{EIGHT + 7200}"))) == [3, 4]


def test_to_a_hub_one_is_driven_at_once_and_from_one_later() -> None:
    near_village, near_city = LatLon(48.0, 2.1), LatLon(48.0, 2.5)
    known = hubs((48.0, 2.1), (48.0, 2.5))
    direct, to, back = asked(known=known)
    assert (to.from_cell, to.to_cell) == (at(VILLAGE), at(near_village))
    assert (back.from_cell, back.to_cell) == (at(near_city), at(CITY))
    assert halves([direct, to, back]) == [0, 0, 3]
    arriving = replace(ASKED, meaning=TimeMeaning.ARRIVE_BY, time=EIGHT + 7200)
    assert halves(asked(arriving, known)) == [1, 0, 3]


def test_there_are_six_areas_at_most() -> None:
    places = [(48.0, 2.0 + step / 20) for step in range(1, 12)]
    many = asked(replace(ASKED, time=EIGHT + 1500), hubs(*places))
    assert len(many) == 6


@pytest.mark.parametrize(
    ("where", "why"),
    [
        ((48.0, 2.01), "too near"),
        ((48.0, 1.9), "nearer to the end than to walk, the other way"),
        ((48.0, 1.7), "the other way"),
        ((48.3, 2.0), "too far"),
        ((48.0, 2.31), "nearer to the other end"),
    ],
)
def test_hubs_lie_on_the_way(where: tuple[float, float], why: str) -> None:
    found = hubs(where).near(VILLAGE, CITY, 2)
    assert bool(found) is (where == (48.0, 1.9)), why


def test_hubs_of_one_town_are_one() -> None:
    assert len(hubs((48.0, 2.1), (48.0, 2.11), (48.0, 2.2)).near(VILLAGE, CITY, 3)) == 2


def test_nobody_is_asked_for_what_one_walks_nor_about_the_past() -> None:
    near = LatLon(48.0, 2.005)
    assert areas_of(ASKED, (VILLAGE, near), (NO_HUBS, 2), EIGHT) == ()
    assert asked(now=EIGHT + 3600) == ()
    assert asked(now=EIGHT - 40 * 86_400) == ()
