"""Itineraries found again: unchanged, in a changed timetable, and when they are gone."""

from dataclasses import replace

import pytest

from maas.errors import NotFound
from maas.itinerary import Call, Itinerary, Leg
from maas.model import Mode
from routing.known_trips import KnownLeg
from routing.question import End, Question
from tests.routing.test_planner import STREETS, WAYS
from tests.towns import Town, shown

LINES = {
    "1": ("B 08:10 C 08:20", "B 08:30 C 08:40", "B 09:10 C 09:20"),
    "2": ("C 08:25 G 08:35", "C 08:45 G 08:55"),
}
TOWN = Town(STREETS, WAYS, LINES)
IN_SEAT = {
    "transfers.txt": "from_trip_id,to_trip_id,transfer_type\n1-0,2-0,4",
}
THROUGH = Town(STREETS, WAYS, LINES, IN_SEAT)


def known(itinerary: Itinerary) -> list[KnownLeg]:
    """What its id says of an itinerary."""
    return [known_leg(leg) for leg in itinerary.legs]


def known_leg(leg: Leg) -> KnownLeg:
    def end(call: Call) -> End:
        place = call.place
        return End(place.stop_id, place.at, place.level, place.name)

    trip_id = leg.trip.trip_id if leg.trip else None
    name = leg.trip.display_name if leg.trip else None
    return KnownLeg(
        leg.mode, end(leg.origin), end(leg.destination), leg.departure, leg.arrival, trip_id, name
    )


def refreshed(town: Town, legs: list[KnownLeg], **more: object) -> Itinerary:
    question = Question(legs[0].origin, legs[-1].destination, 0, **more)  # type: ignore[arg-type]
    return town.planner.refresh(legs, question)


@pytest.mark.parametrize("ends", ["AD", "AG", ("bus:B", "bus:C"), ("bus:B", "G"), ("bus:B", "D")])
def test_what_has_not_changed_is_the_same(ends: str) -> None:
    for town in (TOWN, THROUGH):
        for way in town.ask(*ends, wanted=2).itineraries:
            again = refreshed(town, known(way))
            assert shown(again) == shown(way)
            for before, after in zip(way.legs, again.legs, strict=True):
                assert before.geometry.tolist() == after.geometry.tolist()
                assert (before.steps, before.trip) == (after.steps, after.trip)
                assert (before.origin, before.destination) == (after.origin, after.destination)
                assert before.intermediate == after.intermediate


@pytest.mark.parametrize("mode", ["WALK", "BIKE"])
def test_ways_without_lines_are_found_again(mode: str) -> None:
    [way] = TOWN.ask("A", "B", direct_modes=(Mode(mode),)).direct
    assert shown(refreshed(TOWN, known(way))) == shown(way)


@pytest.mark.parametrize("joined", [True, False])
def test_who_stays_seated_stays_seated(joined: bool) -> None:
    [way, *_] = THROUGH.ask("bus:B", "bus:G", wanted=1, join_in_seat_legs=joined).itineraries
    assert len(way.legs) == (1 if joined else 2)
    again = refreshed(THROUGH, known(way), join_in_seat_legs=joined)
    assert shown(again) == shown(way)
    assert [leg.stays_seated for leg in again.legs] == [leg.stays_seated for leg in way.legs]
    assert again.transfers == 0


def test_a_trip_under_a_new_id_is_found_by_its_times() -> None:
    way = TOWN.ask("A", "D", wanted=1).itineraries[0]
    [walk, ride, end] = known(way)
    renamed = replace(ride, trip_id="20230920_08:10_bus:old")
    assert shown(refreshed(TOWN, [walk, renamed, end])) == shown(way)
    with pytest.raises(NotFound):
        refreshed(TOWN, [walk, replace(renamed, display_name="7"), end])


def test_a_trip_under_a_new_id_is_found_by_its_translated_name() -> None:
    """Ids are made of what was read, in whatever language that was."""
    names = {"translations.txt": "table_name,field_name,language,translation,record_id\n"
             "routes,route_short_name,fr,Un,1\n"}  # fmt: skip
    town = Town(STREETS, WAYS, LINES, names)
    [found] = town.ask("bus:B", "bus:C", wanted=1, languages=("fr",)).itineraries
    [leg] = known(found)
    assert leg.display_name == "Un"
    renamed = [replace(leg, trip_id="20230920_08:10_bus:another")]
    assert refreshed(town, renamed).departure == found.departure
    with pytest.raises(NotFound):
        refreshed(town, [replace(renamed[0], display_name="Deux")])


def test_a_trip_that_leaves_later_is_told_so() -> None:
    way = TOWN.ask("A", "D", wanted=1).itineraries[0]
    later = Town(STREETS, WAYS, {**LINES, "1": ("B 08:13 C 08:22",)})
    assert shown(refreshed(later, known(way))) == "08:11 walk B 08:13 [1] C 08:22 walk END 08:23"


def test_what_is_gone_is_not_found() -> None:
    way = TOWN.ask("A", "G", wanted=1).itineraries[0]
    without = Town(STREETS, WAYS, {**LINES, "2": ("C 10:00 G 10:10",)})
    missed = Town(STREETS, WAYS, {**LINES, "1": ("B 08:10 C 08:26",)})
    elsewhere = Town(STREETS, WAYS, {**LINES, "1": ("B 08:10 G 08:20",)})
    for town in (replace(without, lines={"1": LINES["1"]}), missed, elsewhere):
        with pytest.raises(NotFound):
            refreshed(town, known(way))


def test_legs_that_are_no_itinerary_are_not_found() -> None:
    way = TOWN.ask("A", "D", wanted=1).itineraries[0]
    walk, ride, end = known(way)
    for legs in ([walk, end], [walk, walk, ride], [ride, end, end]):
        with pytest.raises(NotFound):
            refreshed(TOWN, legs)


def test_of_several_runs_of_one_id_the_nearest_in_time_is_meant() -> None:
    """The live run between two scheduled ones is gone."""
    headway = {
        "frequencies.txt": "trip_id,start_time,end_time,headway_secs,exact_times\n"
        "1-0,06:00:00,06:01:00,3600,0\n1-0,14:00:00,14:01:00,3600,0\n"
        "1-0,23:00:00,23:01:00,3600,0\n"
    }
    town = Town(STREETS, WAYS, {"1": ("B 06:00 C 06:10",)}, headway)
    [leg] = known(town.ask("bus:B", "bus:C", "22:55", wanted=1).itineraries[0])
    gone = replace(leg, departure=leg.departure + 720, arrival=leg.arrival + 720)
    gone = replace(gone, trip_id="20230920_23:12_bus:1-0")
    assert shown(refreshed(town, [gone])) == "23:00 [1] C 23:10"
    with pytest.raises(NotFound):
        late = replace(gone, departure=leg.departure - 2 * 3600, arrival=leg.arrival - 2 * 3600)
        refreshed(town, [late])
