"""Live runs laid out as a timetable of their own."""

from dataclasses import replace
from datetime import timedelta

import numpy as np

from maas.model import SourceId
from maas.timetable import Timetable
from routing.overlays.live_trips import LiveTrips
from routing.overlays.scheduled_run import scheduled_run
from tests.networks import DAY, draw
from tests.networks import timetable as drawn

TODAY = DAY.toordinal()
TOMORROW = TODAY + 1
SOURCES = (SourceId("rt"),)


def line() -> Timetable:
    drawing = """
        M1    A      B      C
              08:00  08:10  08:20
              08:30  08:40  08:50
    """
    return drawn(draw(drawing))[0]


def test_late_run_stands_beside_its_scheduled_one() -> None:
    timetable = line()
    on_time = scheduled_run(timetable, 1, TODAY)
    late = replace(on_time, arrive=on_time.arrive + 60, depart=on_time.depart + 60)
    live = LiveTrips.of(timetable, [late], SOURCES)
    own = live.timetable
    assert own.stop_times.depart.tolist() == (timetable.stop_times.depart[3:6] + 60).tolist()
    assert live.scheduled.depart.tolist() == timetable.stop_times.depart[3:6].tolist()
    assert own.patterns.stop.tolist() == timetable.patterns.stop.tolist()
    assert own.trips.id[0] == timetable.trips.id[1]
    assert own.services.active(DAY).tolist() == [True]
    assert not own.services.active(DAY + timedelta(days=1)).any()


def test_only_the_run_of_that_day_is_superseded() -> None:
    timetable = line()
    live = LiveTrips.of(timetable, [scheduled_run(timetable, 1, TODAY)], SOURCES)
    assert live.standing_for(1, TODAY) == 2
    assert live.standing_for(1, TOMORROW) == 1
    assert live.standing_for(0, TODAY) == 0
    trip, day = np.array([0, 1, 1], np.int32), np.array([TODAY, TODAY, TOMORROW], np.int32)
    assert live.is_superseded(trip, day).tolist() == [False, True, False]


def test_runs_that_call_alike_share_a_pattern() -> None:
    timetable = line()
    runs = [scheduled_run(timetable, trip, day) for trip in (0, 1) for day in (TODAY, TOMORROW)]
    passing = replace(runs[0], base=-1, may_board=np.array([True, False, False]))
    live = LiveTrips.of(timetable, [*runs, passing], SOURCES)
    assert np.diff(live.timetable.patterns.first_trip).tolist() == [4, 1]
    assert live.day.tolist() == [TODAY, TODAY, TOMORROW, TOMORROW, TODAY]
    assert live.superseded.size == 4
    assert live.standing_for(0, TOMORROW) == 2 + 2


def test_nothing_live() -> None:
    live = LiveTrips.of(line(), [], ())
    assert live.n == 0
    assert live.standing_for(1, TODAY) == 1
    assert not live.is_superseded(np.array([1], np.int32), np.array([TODAY], np.int32)).any()
