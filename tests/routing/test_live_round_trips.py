"""Over random networks and news: what is told can be asked for again, and is the same."""

from dataclasses import replace
from datetime import timedelta
from random import Random

from hypothesis import given, settings

from maas.itinerary import Itinerary
from maas.model import Profile
from routing.boards import Around, BoardQuestion
from routing.graph import Graph
from routing.known_trips import KnownLeg
from routing.overlays.live import Live
from routing.planner import Planner
from routing.question import End, Question, Realtime
from tests.networks import DAY, timetable, unix
from tests.oracle import chance, news
from tests.routing.boards.test_events import SEEDS
from tests.routing.test_refresh import known_leg


def told(seed: Random) -> tuple[Planner, int]:
    """A planner that has heard the news of a random network, and how many stops that has."""
    tables, transfers = timetable(chance.network(seed))
    runs = news.by_chance(seed, tables)
    runs = [
        replace(run, id=f"bus:{run.id}" if run.base < 0 else tables.trips.id[run.base])
        for run in runs
    ]
    profiles = (Profile.WALK, Profile.WHEELCHAIR)
    planner = Planner(Graph(tables, None, None, dict.fromkeys(profiles, transfers)))
    return planner.with_live(Live(news.overlay(tables, runs))), tables.stops.parent.size


@given(SEEDS)
@settings(derandomize=True, deadline=None, max_examples=60)
def test_whoever_is_on_a_board_is_found_by_its_id(seed: Random) -> None:
    planner, n_stops = told(seed)
    for mode in (Realtime.REALTIME, Realtime.ANNOTATION_ONLY):
        question = BoardQuestion(
            Around(f"S{seed.randrange(n_stops)}"),
            unix("00:00", DAY - timedelta(days=1)),
            n=10,
            arrivals=True,
            with_calls=True,
            realtime=mode,
        )
        for event in planner.boards.board(question).stop_times:
            way = planner.boards.trip(event.trip.trip_id, join=False)
            legs = [leg for leg in way.legs if leg.trip and leg.trip.trip_id == event.trip.trip_id]
            calls = [call for leg in legs for call in calls_of(leg)]
            here = event.call
            assert any(
                call.place == here.place
                and call.cancelled == here.cancelled
                and (
                    call.scheduled_arrival == here.scheduled_arrival
                    if event.is_arrival
                    else call.scheduled_departure == here.scheduled_departure
                )
                for call in calls
            )
            assert event.live == legs[0].live


def calls_of(leg: object) -> list:  # type: ignore[type-arg]
    return [leg.origin, *leg.intermediate, leg.destination]  # type: ignore[attr-defined]


@given(SEEDS)
@settings(derandomize=True, deadline=None, max_examples=60)
def test_what_is_found_is_found_again(seed: Random) -> None:
    planner, n_stops = told(seed)
    for mode in (Realtime.REALTIME, Realtime.ANNOTATION_ONLY):
        ends = [End(f"S{stop}") for stop in seed.sample(range(n_stops), 2)]
        question = Question(*ends, unix("08:00"), wanted=3, realtime=mode)
        for way in planner.plan(question).itineraries:
            again = planner.refresh(known(way), Question(*ends, 0))
            assert outline(again) == outline(way)
            if mode is Realtime.REALTIME:
                assert not any(leg.missed or leg.cancelled for leg in way.legs)


def outline(way: Itinerary) -> list[object]:
    """What a passenger acts on; where one gets on and off, when, and what runs."""
    return [
        (leg.departure, leg.arrival, leg.origin.place, leg.destination.place, leg.cancelled,
         leg.missed, leg.trip and leg.trip.trip_id)
        for leg in way.legs
        if leg.trip
    ]  # fmt: skip


def known(way: Itinerary) -> list[KnownLeg]:
    """What an id says of an itinerary: the scheduled times."""
    legs = []
    for leg in way.legs:
        departure, arrival = leg.origin.scheduled_departure, leg.destination.scheduled_arrival
        legs.append(
            replace(
                known_leg(leg),
                departure=leg.departure if departure is None else departure,
                arrival=leg.arrival if arrival is None else arrival,
            )
        )
    return legs
