"""Service windows: the runs of a few service days as absolute seconds, ready for the kernels.

A window is built once per base day, traveller and direction. A mirrored window runs backwards
(times negated, stops and walks reversed), so that one search text answers "depart at" and "arrive
by".
"""

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple
from zoneinfo import ZoneInfo

from maas.arrays import Int32s
from maas.model import Profile
from maas.timetable import Timetable, Transfers
from maas.units import service_midnight
from routing.kernels.subjects import Graph, Hierarchy, Runs, Seats, Walks
from routing.window_graph import contracted, lay_walks, shortest_steps
from routing.window_runs import choose, lay_out, number_stops, usable_trips
from routing.window_seats import follow


class WindowKey(NamedTuple):
    """What windows differ by: the base day, who travels, the direction of time."""

    day: date
    profile: Profile
    mirrored: bool
    with_bike: bool = False
    """Only trips that take bikes."""


@dataclass(frozen=True, slots=True, eq=False)
class Window:
    """What runs around one day; `stop_of` and `number_of` translate stops (-1: nothing calls)."""

    base: int
    """Unix s of second 0."""
    mirrored: bool
    runs: Runs
    seats: Seats
    walks: Walks
    hierarchy: Hierarchy
    """What lower bounds are computed from."""
    graph: Graph
    """The steps it was contracted from."""
    trip: Int32s
    day: Int32s
    """Of each run: the trip, and the service day as a proleptic ordinal."""
    stop_of: Int32s
    number_of: Int32s
    stages: int = 1
    """How many times over the stops stand here, one after another (`routing.stages`)."""


def open_window(timetable: Timetable, transfers: Transfers, key: WindowKey) -> Window:
    """Lay out everything that runs in the three days from (mirrored: up to) a day.

    A question of the day asks for a window of at most a day, its journeys last at most another.
    """
    mirrored = key.mirrored
    base = service_midnight(key.day, ZoneInfo(timetable.zones[0]))
    usable = usable_trips(timetable, key.profile, key.with_bike)
    chosen = choose(timetable, usable, base, mirrored)
    stop_of, number_of = number_stops(timetable, chosen.pattern[chosen.first_run[:-1]])
    runs = lay_out(timetable, chosen, number_of, key.profile, mirrored)
    seats = follow(timetable, chosen, mirrored)
    walks = lay_walks(transfers, stop_of, number_of, mirrored)
    graph = shortest_steps(runs, seats, walks)
    return Window(
        base, mirrored, runs, seats, walks, contracted(graph), graph,
        chosen.trip, chosen.day, stop_of, number_of,
    )  # fmt: skip
