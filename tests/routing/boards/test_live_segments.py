"""Vehicles on a map that do not run as scheduled, against a plain look at every call."""

from datetime import date, timedelta
from itertools import pairwise
from random import Random
from zoneinfo import ZoneInfo

import numpy as np
from hypothesis import given, settings

from maas.live import TripKey, VehicleLabel, VehiclePosition
from maas.model import Box, LatLon, SourceId
from maas.timetable import Timetable
from maas.units import service_midnight
from routing.boards.segments import Look, Segment, TripMap
from routing.live_timetable import LiveTimetable
from routing.overlays.live import Live
from routing.overlays.live_run import LiveRun
from routing.overlays.scheduled_run import scheduled_run
from routing.overlays.vehicles import LiveVehicles, SeenVehicle
from routing.stop_places import StopPlaces
from tests.networks import timetable
from tests.oracle import chance, news
from tests.routing.boards.test_events import SEEDS
from tests.routing.test_live_answers import FIRST, TOWN
from tests.runs import late, skipping
from tests.towns import clock

WORLD = Box(LatLon(-90, -180), LatLon(90, 180))
Row = tuple[str, int, int]


@given(SEEDS)
@settings(derandomize=True, deadline=None, max_examples=60)
def test_segments_are_what_a_plain_look_finds(seed: Random) -> None:
    tables, _ = timetable(chance.network(seed))
    runs = news.by_chance(seed, tables)
    running = LiveTimetable(StopPlaces(tables), Live(news.overlay(tables, runs)))
    start = chance.MIDNIGHT + 60 * seed.randint(-2000, 2000)
    look = Look(WORLD, start, start + seed.choice([0, 600, 7200]), 12.0, 100_000)
    found = TripMap(LiveTimetable(running.places)).with_live(running).within(look)
    told = sorted((each.trip_id[15:], each.departure, each.arrival) for each in found)
    assert told == sorted(plain(tables, runs, look))


def plain(tables: Timetable, runs: list[LiveRun], look: Look) -> list[Row]:
    """Every two calls in a row between which a trip runs at some moment of the look."""
    every = [run for run in runs if not run.cancelled]
    known = {(run.base, run.day) for run in runs}
    day = tables.services.first
    while day <= tables.services.last:
        active = tables.services.active(day)[tables.trips.service]
        every += [
            scheduled_run(tables, trip, day.toordinal())
            for trip in np.flatnonzero(active).tolist()
            if (trip, day.toordinal()) not in known
        ]
        day += timedelta(days=1)
    return [row for run in every for row in moves(tables, run, look)]


def moves(tables: Timetable, run: LiveRun, look: Look) -> list[Row]:
    midnight = service_midnight(date.fromordinal(run.day), ZoneInfo(tables.zones[run.zone]))
    called = np.flatnonzero(~run.skipped).tolist()
    found = []
    for here, there in pairwise(called):
        departs, arrives = midnight + int(run.depart[here]), midnight + int(run.arrive[there])
        if departs <= look.end and arrives >= look.start:
            found.append((run.id, departs, arrives))
    return found


def test_a_late_vehicle_is_where_it_is_now_and_skips_what_it_skips() -> None:
    moved = late(skipping(FIRST, 1), 5)
    [only] = segments(moved)
    assert (clock(only.departure), clock(only.arrival)) == ("08:15", "08:35")
    assert (clock(only.scheduled_departure), clock(only.scheduled_arrival)) == ("08:10", "08:30")
    assert only.real_time
    assert only.live is not None
    assert only.live.source == "rt"


def test_a_vehicle_is_told_on_the_segment_it_is_on() -> None:
    seen_at = segments(FIRST)[1].departure + 60
    position = VehiclePosition(TripKey("1-0"), VehicleLabel("v1", "12"), 2.0, 2.0)
    vehicle = SeenVehicle(position, SourceId("rt"), seen_at)
    vehicles = LiveVehicles({(FIRST.base, FIRST.day): vehicle})
    assert [each.vehicle for each in segments(FIRST, vehicles=vehicles)] == [None, vehicle]


def segments(run: LiveRun, **more: object) -> list[Segment]:
    """Where one trip of the town runs in the morning."""
    midnight = service_midnight(date.fromordinal(run.day), ZoneInfo("Europe/Lisbon"))
    look = Look(WORLD, midnight + 8 * 3600, midnight + 9 * 3600, 12.0, 100)
    boards = TOWN.with_news(run, **more).planner.boards
    return [each for each in boards.trips(look) if each.trip_id.endswith("bus:1-0")]
