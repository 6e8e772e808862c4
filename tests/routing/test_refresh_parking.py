"""Ways on which one's own vehicle is left, found again as all is now."""

from dataclasses import replace
from typing import Any

import pytest

from api.refresh import _of_key
from api.render.itinerary_id import itinerary_id, read_itinerary_id
from maas.errors import NotFound
from maas.itinerary import Itinerary
from maas.live.parking import Purpose
from maas.model import Mode
from routing.known_trips import KnownLeg
from routing.parking.sites import Site
from routing.question import Question
from tests.halts import DRIVING, DRIVING_HOME, drives, stand, town
from tests.towns import Town, shown


def again(of: Town, way: Itinerary, *, by_position: bool = False) -> Itinerary:
    """The way as it is found by its id; by position: as clients name legs that know no sites."""
    legs: list[KnownLeg] = [_of_key(key) for key in read_itinerary_id(itinerary_id(way))]
    if by_position:
        legs = [replace(leg, parking=None) for leg in legs]
    question = Question(legs[0].origin, legs[-1].destination, legs[0].departure, max_direct_s=7200)
    return of.planner.refresh(legs, question)


def found(of: Town, origin: str, destination: str, **asked: Any) -> Itinerary:
    """The one way on which somebody drives."""
    answer = of.ask(origin, destination, **asked)
    [way] = [each for each in (*answer.itineraries, *answer.direct) if drives(each)]
    return way


WAYS: list[tuple[tuple[Site, ...], str, str, dict[str, Any]]] = [
    ((stand("S"),), "A", "T", DRIVING),
    ((stand("C"),), "A", "T", DRIVING),
    ((stand("E"),), "S", "D", DRIVING_HOME),
    ((stand("E"),), "A", "T", {"direct_modes": (Mode.CAR_PARKING,), "max_direct_s": 3600}),
    ((), "A", "T", {**DRIVING, "access_modes": (Mode.WALK, Mode.CAR_DROPOFF)}),
    ((), "S", "D", {**DRIVING_HOME, "egress_modes": (Mode.WALK, Mode.CAR_DROPOFF)}),
]


@pytest.mark.parametrize(("sites", "origin", "destination", "asked"), WAYS)
@pytest.mark.parametrize("by_position", [False, True])
def test_a_way_is_found_again(
    sites: tuple[Site, ...], origin: str, destination: str, asked: dict[str, Any], by_position: bool
) -> None:
    place = town(*sites)
    way = found(place, origin, destination, **asked)
    anew = again(place, way, by_position=by_position)
    assert [leg.mode for leg in anew.legs] == [leg.mode for leg in way.legs]
    assert abs(anew.departure - way.departure) <= 1 and abs(anew.arrival - way.arrival) <= 1
    if len(way.legs) > 2 or not by_position:  # a leg to the very stop says nothing of a site
        sites_of = ([leg.parking and leg.parking.id for leg in each.legs] for each in (anew, way))
        assert next(sites_of) == next(sites_of)


def test_a_bike_is_found_again() -> None:
    asked: dict[str, Any] = {"access_modes": (Mode.BIKE,), "direct_modes": (), "bike_parking": True}
    place = town(stand("S", purpose=Purpose.BIKE))
    ways = place.ask("A", "T", wanted=1, **asked).itineraries
    [way] = [each for each in ways if each.legs[0].mode is Mode.BIKE]
    assert shown(again(place, way)) == shown(way)


def test_a_place_that_has_become_full_is_told_as_cancelled() -> None:
    way = found(town(stand("S"), stand("C")), "A", "T", **DRIVING)
    anew = again(town(stand("S", 0), stand("C")), way)
    assert anew.legs[0].cancelled
    assert anew.legs[0].parking is not None and anew.legs[0].parking.free == 0
    assert not again(town(stand("S", None), stand("C")), way).legs[0].cancelled


def test_a_place_that_nobody_knows_any_more_is_not_found() -> None:
    way = found(town(stand("S")), "A", "T", **DRIVING)
    with pytest.raises(NotFound):
        again(town(stand("C")), way)
