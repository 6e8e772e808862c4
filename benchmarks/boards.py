"""How fast boards, trips and maps are answered: `benchmarks/boards.py --territory T.toml`.

In process, one thread, as JSON: the board of the busiest stop place at random times of a week, its
trips, stops and vehicles of the map around it; the same at times of one day, without news and with
thousands of late trips. Needs a generation (`maas import T.toml`). Best of three runs.
"""

import argparse
import os
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from random import Random

import numpy as np

from api.boards.render import render_board, render_segment, render_stop
from api.render.itinerary import Detail, render_itinerary
from api.reply import ENCODER
from maas.app.world import load_graph
from maas.generation import DataDir
from maas.model import TRANSIT_MODES, Box, LatLon, SourceId
from maas.settings import Territory, read_territory
from maas.timetable import Timetable
from routing.boards import Around, BoardQuestion, Boards, Look
from routing.graph import Graph
from routing.overlays.live import Live
from routing.overlays.live_trips import LiveTrips
from routing.overlays.scheduled_run import scheduled_run
from routing.planner import Planner

RUNS = 3
NEAR = 0.05
"""Degrees from the middle of a map to its edges: a city on a screen."""


def main() -> None:
    """Ask everything of one territory."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--territory", type=Path, required=True)
    parser.add_argument("--n", type=int, default=300, help="questions of each kind")
    parser.add_argument("--trips", type=int, default=2500, help="late ones")
    given = parser.parse_args()
    territory = read_territory(given.territory, os.environ)
    graph = loaded(territory)
    assert graph.timetable is not None
    boards = Planner(graph, territory.routing).boards
    busiest, at = busiest_place(graph.timetable)
    place, _ = boards.routes(Around(busiest))
    say("busiest stop place", f"{place.name} ({busiest})")
    times = times_of(graph.timetable, given.n, days=7)
    ask_boards(boards, busiest, times)
    ask_trips(boards, busiest, times)
    ask_maps(boards, at, times)
    of_a_day = times_of(graph.timetable, given.n, days=1)
    news = late_trips(graph.timetable, of_a_day[0], given.trips)
    planner = Planner(graph, territory.routing)
    for what, asked in (
        ("Times of one day, no news", planner.boards),
        (f"{given.trips} late trips", planner.with_live(Live(news)).boards),
    ):
        print(f"{what}:")
        ask_boards(asked, busiest, of_a_day)
        ask_trips(asked, busiest, of_a_day)
        ask_maps(asked, at, of_a_day)


def late_trips(timetable: Timetable, at: int, n: int) -> LiveTrips:
    """Trips of a day drawn by chance, each up to a quarter of an hour late."""
    dice, day = Random(1), datetime.fromtimestamp(at).date()
    running = np.flatnonzero(timetable.services.active(day)[timetable.trips.service])
    runs = []
    for trip in dice.sample(running.tolist(), min(n, running.size)):
        run, late = scheduled_run(timetable, trip, day.toordinal()), dice.randrange(900)
        known = np.ones(run.stop.size, np.bool_)
        runs.append(replace(run, arrive=run.arrive + late, depart=run.depart + late, known=known))
    return LiveTrips.of(timetable, runs, (SourceId("rt"),))


def loaded(territory: Territory) -> Graph:
    """The current generation of a territory."""
    generation = DataDir(territory.data_dir).open_current(int(time.time()))
    if generation is None:
        raise SystemExit("import the territory first")
    return load_graph(generation)


def busiest_place(timetable: Timetable) -> tuple[str, LatLon]:
    """The stop place with the most calls of trips, and where it is."""
    patterns, stops = timetable.patterns, timetable.stops
    trips = np.repeat(np.diff(patterns.first_trip), np.diff(patterns.first_stop))
    top = np.arange(stops.parent.size)
    while (stops.parent[top] >= 0).any():
        top = np.where(stops.parent[top] >= 0, stops.parent[top], top)
    row = int(np.bincount(top[patterns.stop], trips).argmax())
    return stops.id[row], LatLon(float(stops.lat[row]), float(stops.lon[row]))


def times_of(timetable: Timetable, n: int, days: int) -> list[int]:
    """Random moments from six to midnight on some days in the middle of the timetable."""
    dice = Random(1)
    services = timetable.services
    middle = services.first + (services.last - services.first) / 2
    start = datetime(middle.year, middle.month, middle.day)
    moments = (
        start + timedelta(days=dice.randrange(days), seconds=dice.randrange(6 * 3600, 24 * 3600))
        for _ in range(n)
    )
    return [int(moment.timestamp()) for moment in moments]


def ask_boards(boards: Boards, stop_id: str, times: Sequence[int]) -> None:
    """Pages of departures: few, many, with where they go on to, in a circle."""
    for what, around, n, calls in (
        ("board, n=10", Around(stop_id), 10, False),
        ("board, n=30", Around(stop_id), 30, False),
        ("board, n=10, fetchStops", Around(stop_id), 10, True),
        ("board, n=10, radius 500 m", Around(stop_id, radius_m=500), 10, False),
    ):

        def ask(at: int, around: Around = around, n: int = n, calls: bool = calls) -> bytes:
            question = BoardQuestion(around, at, n=n, with_calls=calls)
            return ENCODER.encode(render_board(boards.board(question), calls))

        measure(what, ask, times)


def ask_trips(boards: Boards, stop_id: str, times: Sequence[int]) -> None:
    """Trips that the boards name."""
    found = (boards.board(BoardQuestion(Around(stop_id), at, n=1)).stop_times for at in times)
    ids = [page[0].trip.trip_id for page in found if page]
    measure("trip", lambda id_: ENCODER.encode(render_itinerary(boards.trip(id_), Detail())), ids)


def ask_maps(boards: Boards, at: LatLon, times: Sequence[int]) -> None:
    """Stops and vehicles of a city on a screen."""
    low = LatLon(at.lat - NEAR, at.lon - 2 * NEAR)
    box = Box(low, LatLon(at.lat + NEAR, at.lon + 2 * NEAR))
    modes = frozenset(TRANSIT_MODES)

    def stops(_: int) -> bytes:
        return ENCODER.encode([render_stop(each) for each in boards.stops(box, modes, 2000)])

    def trips(moment: int) -> bytes:
        found = boards.trips(Look(box, moment, moment + 60, 12, 5000))
        return ENCODER.encode([render_segment(each, 5) for each in found])

    measure("map/stops, 11 x 14 km", stops, times[:30])
    measure("map/trips, 11 x 14 km, one minute", trips, times[:30])


def measure(what: str, ask: Callable[..., bytes], questions: Sequence[object]) -> None:
    """Print median, p95 and p99 of the best of three runs, and the size of an answer.

    The time of the thread alone stands beside: others on the machine cannot lengthen it.
    """
    size = int(np.median([len(ask(question)) for question in questions]))
    runs = []
    for _ in range(RUNS):
        took = []
        for question in questions:
            began, worked = time.perf_counter(), time.thread_time()
            ask(question)
            took.append((time.perf_counter() - began, time.thread_time() - worked))
        runs.append(np.percentile(np.array(took) * 1000, [50, 95, 99], axis=0))
    (p50, _), (p95, alone), (p99, _) = min(runs, key=lambda run: float(run[1, 0]))
    times = f"p50 {p50:.2f}, p95 {p95:.2f} ({alone:.2f} of its thread), p99 {p99:.2f} ms"
    say(what, f"{times}, {size / 1000:.1f} kB")


def say(what: str, figure: str) -> None:
    """Print one figure."""
    print(f"{what:36} {figure}")


if __name__ == "__main__":
    main()
