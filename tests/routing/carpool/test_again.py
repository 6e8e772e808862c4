"""Itineraries with offers found again: as they are now, and when an offer is gone or full."""

from dataclasses import replace

import pytest

from maas.errors import NotFound
from maas.itinerary import Itinerary
from maas.live import RideOffer
from maas.model import Mode
from routing.known_trips import KnownLeg
from tests.routing.carpool.test_sharing import ALONE, SHARED, knowing, offer
from tests.routing.test_refresh import known, refreshed
from tests.towns import Town, shown

THROUGH = offer("a", "X 08:00", "B 08:05", operator="Poolers", seats=2)
"""To line 1."""
ONWARD = offer("a", "C 08:22", "G 08:25", operator="Poolers")
"""From line 1."""


def planned(town: Town, *ends: str, at: str = "08:00", **more: object) -> Itinerary:
    answer = town.ask(*ends, at, **{**SHARED, "max_direct_s": 0, **more})
    return next(
        way for way in answer.itineraries if any(leg.mode is Mode.RIDE_SHARING for leg in way.legs)
    )


def with_offers(way: Itinerary) -> list[KnownLeg]:
    """What its id says of an itinerary."""
    legs = zip(known(way), way.legs, strict=True)
    return [replace(each, is_offer=leg.offer is not None) for each, leg in legs]


def again(town: Town, way: Itinerary, passengers: int = 1) -> Itinerary:
    return refreshed(town, with_offers(way), sharing=True, passengers=passengers)


@pytest.mark.parametrize(
    ("told", "ends", "at"),
    [(ALONE, "AD", "08:21"), (THROUGH, "XD", "08:00"), (ONWARD, "AG", "08:00")],
)
def test_what_has_not_changed_is_the_same(told: RideOffer, ends: str, at: str) -> None:
    town = knowing(told)
    way = planned(town, *ends, at=at)
    found = again(town, way)
    assert shown(found) == shown(way)
    assert [leg.offer for leg in found.legs] == [leg.offer for leg in way.legs]
    for before, after in zip(way.legs, found.legs, strict=True):
        assert (before.origin, before.destination) == (after.origin, after.destination)
        assert before.geometry.tolist() == after.geometry.tolist()


def test_seats_and_times_are_those_of_now() -> None:
    way = planned(knowing(THROUGH), *"XD")
    later = offer("a", "X 08:01", "B 08:06", operator="Poolers", seats=1)
    found = again(knowing(later), way)
    assert shown(found) == "08:01 [Poolers] B 08:06 [1] C 08:20 walk END 08:21"
    assert found.legs[0].offer is not None and found.legs[0].offer.seats == 1


@pytest.mark.parametrize(("told", "ends"), [(THROUGH, "XD"), (ONWARD, "AG")])
def test_an_offer_that_is_gone_is_cancelled_and_all_else_as_it_was(
    told: RideOffer, ends: str
) -> None:
    way = planned(knowing(told), *ends)
    for town in (knowing(ALONE), knowing()):
        found = again(town, way)
        assert shown(found) == shown(way)
        assert [leg.cancelled for leg in found.legs] == [leg.offer is not None for leg in way.legs]
        [ride] = [leg for leg in found.legs if leg.offer]
        assert ride.offer is not None and ride.offer.id == "pool:a"
        assert (ride.offer.fare, ride.offer.seats) == (None, None)


@pytest.mark.parametrize(
    ("before", "now", "ends"),
    [
        (ONWARD, offer("a", "C 08:19", "G 08:22", operator="Poolers"), "AG"),
        (THROUGH, offer("a", "X 08:06", "B 08:11", operator="Poolers"), "XD"),
    ],
)
def test_what_one_does_not_catch_any_more_is_told(
    before: RideOffer, now: RideOffer, ends: str
) -> None:
    way = planned(knowing(before), *ends)
    found = again(knowing(now), way)
    rides = [leg for leg in found.legs if leg.trip]
    assert [leg.missed for leg in rides] == [False, True]
    assert not any(leg.cancelled for leg in found.legs)


def test_an_offer_with_too_few_seats_is_gone() -> None:
    town = knowing(THROUGH)
    way = planned(town, *"XD", passengers=2)
    assert not again(town, way, passengers=2).legs[0].cancelled
    fuller = offer("a", "X 08:00", "B 08:05", operator="Poolers", seats=1)
    assert again(knowing(fuller), way, passengers=2).legs[0].cancelled
    assert not again(knowing(fuller), way).legs[0].cancelled


def test_who_rides_alone_and_is_let_down_has_nothing_left() -> None:
    way = planned(knowing(ALONE), *"AD", at="08:21")
    found = again(knowing(), way)
    assert [leg.cancelled for leg in found.legs] == [leg.offer is not None for leg in way.legs]
    assert shown(found) == shown(way)


def test_a_line_that_is_gone_beside_an_offer_is_not_found() -> None:
    way = planned(knowing(THROUGH), *"XD")
    [shared, line, end] = with_offers(way)
    lost = replace(line, trip_id="20230920_08:10_bus:9", departure=line.departure + 60)
    with pytest.raises(NotFound):
        refreshed(knowing(THROUGH), [shared, lost, end], sharing=True)
