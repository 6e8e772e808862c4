"""One's own car or bike door to door with lines: left where there is room, never in place of
anything else."""

from dataclasses import replace
from typing import Any

import pytest

from maas.itinerary import Itinerary
from maas.live.parking import BayKind, Bays, OpeningStatus, Purpose, Users
from maas.model import Mode, Profile, TimeMeaning
from routing.driving import without_beaten
from tests.halts import DRIVING, DRIVING_HOME, drives, stand, town
from tests.rentaltowns import TOWN
from tests.towns import all_shown, shown


def by_car(town_: Any, origin: str, destination: str, **asked: Any) -> list[str]:
    """Itineraries by line on which somebody drives."""
    answer = town_.ask(origin, destination, **asked)
    return [shown(way) for way in answer.itineraries if drives(way)]


def test_drives_parks_and_takes_the_line() -> None:
    [way] = town(stand("S")).ask("A", "T", **DRIVING).itineraries
    assert shown(way) == "08:09 car Park S 08:15 [1] T 08:25"
    drive = way.legs[0]
    assert drive.parking is not None
    assert (drive.parking.id, drive.parking.free, drive.parking.capacity) == ("cars:S", 10, 100)
    assert drive.emissions is not None and way.emissions is not None


def test_walks_on_from_a_car_park_that_is_not_at_the_stop() -> None:
    [way] = town(stand("C")).ask("A", "T", **DRIVING).itineraries
    assert shown(way) == "08:07 car Park C 08:13 walk S 08:15 [1] T 08:25"


def test_one_comes_back_to_the_car_and_drives_home() -> None:
    [way] = town(stand("E", free=0)).ask("S", "D", **DRIVING_HOME).itineraries
    assert shown(way) == "08:15 [1] T 08:25 walk Park E 08:26 car END 08:32"
    assert [leg.mode for leg in way.legs if leg.trip is None] == [Mode.WALK, Mode.CAR]
    assert way.legs[-1].parking is not None and way.legs[-1].parking.id == "cars:E"


@pytest.mark.parametrize(
    "told",
    [
        {"free": 0},
        {"status": OpeningStatus.CLOSED},
        {"users": Users.SUBSCRIBERS},
        {"users": Users.CUSTOMERS},
        {"purpose": Purpose.BIKE},
    ],
)
def test_nobody_is_sent_to_where_there_is_no_place(told: dict[str, Any]) -> None:
    assert by_car(town(stand("S", **told)), "A", "T", **DRIVING) == []
    [way] = by_car(town(stand("S", **told), stand("C")), "A", "T", **DRIVING)
    assert "Park C" in way


def test_a_place_of_unknown_room_must_save_much() -> None:
    """From C one walks 84 s to S, from B about half an hour."""
    [near] = by_car(town(stand("S", None), stand("C")), "A", "T", **DRIVING)
    assert "Park C" in near
    [only] = by_car(town(stand("S", None)), "A", "T", **DRIVING)
    assert "Park S" in only
    patient = {**DRIVING, "max_access_s": 3600}
    [saves] = by_car(town(stand("S", None), stand("B")), "A", "T", **patient)
    assert "Park S" in saves


def test_a_place_is_open_when_one_gets_there() -> None:
    """Opening hours hold by the clocks of the territory, here UTC: 08:14 in Lisbon is 07:14."""
    early = town(stand("S", opening_hours="07:10-20:00", status=OpeningStatus.UNKNOWN))
    [way] = by_car(early, "A", "T", at="08:05", **DRIVING)
    assert "Park S 08:15" in way
    late = town(stand("S", opening_hours="07:20-20:00", status=OpeningStatus.UNKNOWN))
    ways = by_car(late, "A", "T", at="08:00", **DRIVING)
    assert all("Park S 08:15" not in way for way in ways)
    night = town(stand("S", opening_hours="01:00-02:00", status=OpeningStatus.UNKNOWN))
    assert by_car(night, "A", "T", **DRIVING) == []


def test_what_a_feed_says_goes_before_hours_it_contradicts() -> None:
    wrong = town(stand("S", opening_hours="01:00-02:00", status=OpeningStatus.OPEN))
    assert by_car(wrong, "A", "T", **DRIVING)


def test_walking_and_plain_lines_are_told_beside() -> None:
    patient: dict[str, Any] = {"max_access_s": 2400, "wanted": 1}
    plain = TOWN.ask("A", "T", **patient)
    assert plain.itineraries
    mixed = town(stand("S")).ask("A", "T", **{**DRIVING, **patient})
    assert set(all_shown(plain)) <= set(all_shown(mixed))
    assert any(map(drives, mixed.itineraries))


def test_cars_do_not_hide_bikes() -> None:
    modes = (Mode.WALK, Mode.BIKE, Mode.CAR_PARKING)
    answer = town(stand("S")).ask("A", "T", **{**DRIVING, "access_modes": modes})
    used = {leg.mode for way in answer.itineraries for leg in way.legs}
    assert {Mode.BIKE, Mode.CAR} <= used


def test_nobody_drives_nearly_all_the_way() -> None:
    """T lies past S: from A one would drive on past the line and be there first."""
    ways = by_car(town(stand("S"), stand("C")), "A", "C", **DRIVING)
    assert ways == []


def test_arrives_by_the_asked_time() -> None:
    asked = {**DRIVING, "meaning": TimeMeaning.ARRIVE_BY}
    [way] = by_car(town(stand("S")), "A", "T", at="08:30", **asked)
    assert way == "08:09 car Park S 08:15 [1] T 08:25"


def test_driving_to_a_place_to_park_and_walking_on() -> None:
    direct: dict[str, Any] = {"direct_modes": (Mode.CAR_PARKING,), "max_direct_s": 3600}
    [way] = town(stand("E"), stand("T", free=0)).ask("A", "T", **direct).direct
    assert [leg.mode for leg in way.legs] == [Mode.CAR, Mode.WALK]
    assert way.legs[0].parking is not None and way.legs[0].parking.name == "Park E"
    assert TOWN.ask("A", "T", **direct).direct == ()


def test_nobody_drives_past_where_he_is_going_to_walk_back() -> None:
    """From S to C one walks 84 s, from T, the only place to park, 43 minutes."""
    direct: dict[str, Any] = {"direct_modes": (Mode.CAR_PARKING,), "max_direct_s": 9 * 3600}
    place = town(stand("T"))
    assert place.ask("S", "C", **direct).direct == ()
    assert len(place.ask("A", "E", **direct).direct) == 1


def test_somebody_drives_one_to_the_stop_and_goes_on() -> None:
    modes: dict[str, Any] = {
        "access_modes": (Mode.WALK, Mode.CAR_DROPOFF),
        "direct_modes": (),
        "wanted": 1,
    }
    [way] = [each for each in TOWN.ask("A", "T", **modes).itineraries if drives(each)]
    assert shown(way) == "08:10 car S 08:15 [1] T 08:25"
    assert way.legs[0].parking is None


def test_somebody_picks_one_up() -> None:
    modes: dict[str, Any] = {
        "egress_modes": (Mode.WALK, Mode.CAR_DROPOFF),
        "direct_modes": (),
        "wanted": 1,
    }
    [way] = [each for each in TOWN.ask("S", "D", **modes).itineraries if drives(each)]
    assert [leg.mode for leg in way.legs if leg.trip is None] == [Mode.CAR]


def test_a_bike_is_left_where_bikes_are_parked() -> None:
    modes: dict[str, Any] = {
        "access_modes": (Mode.WALK, Mode.BIKE),
        "direct_modes": (),
        "wanted": 1,
    }
    rack = town(stand("S", purpose=Purpose.BIKE), stand("C"))
    answer = rack.ask("A", "T", bike_parking=True, **modes)
    [way] = [each for each in answer.itineraries if _parks(each)]
    assert [leg.mode for leg in way.legs if leg.trip is None] == [Mode.BIKE]
    assert way.legs[0].parking is not None and way.legs[0].parking.purpose is Purpose.BIKE
    full = town(stand("S", free=0, purpose=Purpose.BIKE))
    assert not any(map(_parks, full.ask("A", "T", bike_parking=True, **modes).itineraries))
    anywhere = rack.ask("A", "T", **modes)
    assert not any(map(_parks, anywhere.itineraries))


def test_who_moves_in_a_wheelchair_needs_a_bay_that_is_known() -> None:
    bay = Bays(BayKind.DISABLED, capacity=2, free=1)
    asked = {**DRIVING, "profile": Profile.WHEELCHAIR}
    [way] = by_car(town(stand("S"), stand("C", bays=(bay,))), "A", "T", **asked)
    assert "Park C" in way
    full = town(stand("S", free=0), stand("C", free=0))
    assert not any(map(_parks, full.ask("A", "T", **asked).itineraries))


def _parks(way: Itinerary) -> bool:
    return any(leg.parking is not None for leg in way.legs)


def test_nobody_needs_two_cars() -> None:
    """From S, where the line begins, one drives home from E; from A to S one drives as well."""
    place = town(stand("S"), stand("E"))
    asked: dict[str, Any] = {**DRIVING, **DRIVING_HOME, "wanted": 5, "max_egress_s": 2400}
    ways = [each for each in place.ask("A", "D", **asked).itineraries if drives(each)]
    assert ways
    assert all(sum(leg.mode is Mode.CAR for leg in way.legs) == 1 for way in ways)


def test_driving_alone_hides_ways_by_car_and_line_that_it_beats() -> None:
    """By line one is there at 08:25 at best: driving alone is sooner, but gives off more."""
    place = town(stand("S"))
    alone: dict[str, Any] = {"direct_modes": (Mode.CAR,), "max_direct_s": 3600}
    answer = place.ask("A", "T", **{**DRIVING, **alone})
    [way], [direct] = answer.itineraries, answer.direct
    assert way.emissions is not None and direct.emissions is not None
    assert way.duration > direct.duration and way.emissions.ghg_g < direct.emissions.ghg_g
    dirty = replace(way.legs[-1], emissions=direct.emissions)
    worse = replace(way, legs=(*way.legs[:-1], dirty))
    assert without_beaten(replace(answer, itineraries=(way, worse))).itineraries == (way,)
