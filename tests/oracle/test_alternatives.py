"""Alternatives of every vehicle of a journey, against all vehicles looked at one by one."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from random import Random
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maas.model import Profile, TimeMeaning
from routing.alternatives import LOOK_S, Alternatives, Stretch, stretches_of
from routing.live_timetable import LiveTimetable
from routing.overlays.live import Live
from routing.stop_places import StopPlaces
from routing.transit import Journey, Ride, TransitQuestion, TransitRouter
from tests.networks import DAY, timetable
from tests.oracle import chance, news
from tests.oracle.scan import Oracle, Vehicle, ends, stages_at
from tests.oracle.travel import stop_at
from tests.oracle.vias import at_end, on_foot, passed, vias_of

SEEDS = st.integers(0, 2**32 - 1).map(Random)
ALL = 10_000
Run = tuple[int, date]


class Option(NamedTuple):
    """One vehicle boarded and left somewhere."""

    cost: int
    leave: int
    arrive: int


@given(SEEDS)
@settings(derandomize=True, deadline=None, max_examples=40)
def test_some_random_networks(seed: Random) -> None:
    compare(seed)


@pytest.mark.slow
@given(SEEDS)
@settings(derandomize=True, deadline=None, max_examples=400)
def test_many_random_networks(seed: Random) -> None:
    compare(seed)


@given(SEEDS)
@settings(derandomize=True, deadline=None, max_examples=40)
def test_some_random_news(seed: Random) -> None:
    compare(seed, hears_news=True)


def compare(seed: Random, *, hears_news: bool = False) -> None:
    """Ask for the alternatives of all journeys of some questions."""
    network = chance.network(seed)
    tables, transfers = timetable(network)
    profiles = (Profile.WALK, Profile.WHEELCHAIR)
    tables = chance.with_bikes(seed, tables)
    runs = news.by_chance(seed, tables) if hears_news else []
    trips = news.overlay(tables, runs)
    router = TransitRouter(tables, dict.fromkeys(profiles, transfers)).with_live(trips)
    alternatives = Alternatives(LiveTimetable(StopPlaces(tables), Live(trips)), router)
    for _ in range(3):
        question = chance.question(seed, len(network.stops))
        who = question.profile, question.with_bike
        oracle = Oracle(tables, transfers, DAY, who[0], with_bike=who[1])
        oracle = news.told(oracle, tables, trips, runs, who)
        for journey in router.search(question).journeys:
            found = alternatives.of(journey, question, ALL)
            stretches = stretches_of(journey)
            assert len(found) == len(stretches)
            for pieces, stretch in zip(found, stretches, strict=True):
                around = Around(oracle, question, journey, stretch)
                check(pieces, around)


class Around:
    """What may stand in for one vehicle of a journey."""

    def __init__(
        self, oracle: Oracle, question: TransitQuestion, journey: Journey, stretch: Stretch
    ) -> None:
        self.oracle = oracle
        self.question = question
        self.journey = journey
        self.stretch = stretch
        self.vias = vias_of(question)
        self.calls = {(v.trip, v.day): v for v in oracle.vehicles}
        self.own = {(ride.trip, ride.day) for ride in stretch.rides}

    def options(self) -> dict[Run, list[Option]]:
        """By the run that a vehicle ends as: every way to use it."""
        found: dict[Run, list[Option]] = defaultdict(list)
        for boarded in self.oracle.vehicles:
            parts = self.parts(boarded)
            for i, (stop, _, departure, board, _) in enumerate(boarded.calls):
                for stage, (ready, access_s) in (
                    self._ready(stop).items() if board and parts else ()
                ):
                    if ready <= departure <= self._latest():
                        aboard = passed(self.vias, stage, stop)
                        self._ride(parts, i, (aboard, departure, access_s), found)
        return found

    def parts(self, boarded: Vehicle) -> list[Vehicle]:
        """The runs of a vehicle from one on, none of the journey's own."""
        part: Vehicle | None = boarded
        parts = []
        while part is not None and (part.trip, part.day) not in self.own:
            parts.append(part)
            part = part.onward
        return parts

    def _ride(
        self,
        parts: list[Vehicle],
        board: int,
        aboard: tuple[int, int, int],
        found: dict[Run, list[Option]],
    ) -> None:
        stage, departure, access_s = aboard
        for number, part in enumerate(parts):
            for stop, arrival, _, may_board, alight in part.calls[0 if number else board + 1 :]:
                if may_board or alight:
                    stage = passed(self.vias, stage, stop)
                for egress_s in self._egress(stop, stage) if alight else ():
                    if arrival + egress_s <= self._end():
                        cost = 2 * (access_s + egress_s) + arrival - departure
                        option = Option(cost, departure - access_s, arrival + egress_s)
                        found[parts[-1].trip, parts[-1].day].append(option)

    def _ready(self, stop: int) -> dict[int, tuple[int, int]]:
        """By stage: when one may board at a stop, and s since one could set out."""
        before, access = self.stretch.before, ends(self.question.access)
        if before is None:
            stages = stages_at(self.vias, access).get(stop, {})
            return {stage: (self._begin() + s, s) for stage, s in stages.items()}
        here = stop_at(self.calls, before, before.alight)
        ready = {}
        for walk_s in self._walks(here, stop):
            for later in range(before.stages[1], len(self.vias) + 1):
                s = on_foot(self.vias[before.stages[1] : later], here, stop, walk_s)
                if s is not None:
                    ready[later] = (before.arrival + s, s)
        return ready

    def _egress(self, stop: int, stage: int) -> Iterator[int]:
        """Seconds from alighting to where the journey goes on as it is."""
        after, egress = self.stretch.after, ends(self.question.egress)
        if after is None:
            if stop in egress and (s := at_end(self.vias[stage:], stop, egress[stop])) is not None:
                yield s
            return
        there = stop_at(self.calls, after, after.board)
        for walk_s in self._walks(stop, there):
            for later in range(max(stage, after.stages[0]), len(self.vias) + 1):
                s = on_foot(self.vias[stage:later], stop, there, walk_s)
                if s is not None:
                    yield s

    def _walks(self, here: int, there: int) -> Iterator[int]:
        seconds = [s for to, s in self.oracle.walks[here] if to == there]
        if here == there and self.oracle.change[here] < 2**30:
            seconds.append(self.oracle.change[here])
        if seconds:
            yield self.oracle.seconds(self.question, min(seconds))

    def _begin(self) -> int:
        first = self.stretch.rides[0].departure - LOOK_S
        if self.question.meaning is TimeMeaning.ARRIVE_BY:
            return first
        return max(first, min(self.question.time, self.journey.departure))

    def _latest(self) -> int:
        after = self.stretch.after
        return after.departure if after else self.stretch.rides[0].departure + LOOK_S

    def _end(self) -> int:
        if self.stretch.after is not None:
            return self.stretch.after.departure
        last = self.stretch.rides[-1].arrival + LOOK_S
        if self.question.meaning is TimeMeaning.DEPART_AT:
            return last
        return min(last, max(self.question.time, self.journey.arrival))


def check(pieces: list[Journey], around: Around) -> None:
    """Every piece is the best way to use a vehicle; every vehicle left out is beaten by one."""
    options = around.options()
    best = {run: min(option.cost for option in each) for run, each in options.items()}
    told = {}
    for piece in pieces:
        first = piece.legs[0]
        assert isinstance(first, Ride)
        last = around.parts(around.calls[first.trip, first.day])[-1]
        run = last.trip, last.day
        assert Option(best[run], piece.departure, piece.arrival) in options[run]
        told[run] = piece
    assert len(told) == len(pieces)
    for run, each in options.items():
        if run not in told:
            cheapest = [option for option in each if option.cost == best[run]]
            assert any(is_beaten(option, pieces) for option in cheapest)
    assert not any(is_beaten(Option(0, p.departure, p.arrival), pieces) for p in pieces)


def is_beaten(option: Option, pieces: list[Journey]) -> bool:
    """Whether a piece leaves no sooner and arrives no later, one of them strictly."""
    return any(
        piece.departure >= option.leave
        and piece.arrival <= option.arrive
        and (piece.departure, piece.arrival) != (option.leave, option.arrive)
        for piece in pieces
    )
