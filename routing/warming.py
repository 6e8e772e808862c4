"""The first questions of a process: asked by itself, so that no person waits for a compiler.

Kernels compile (or load) on first use with the array types of this generation, and the timetable
of the day is laid out once; both would cost the first person asking several seconds.
"""

from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from numba import config

from maas.arrays import Float64s
from maas.errors import MaasError
from maas.live import StopEvent, StopUpdate, StopUpdates, TripKey, TripUpdate
from maas.model import LatLon, Mode, SourceId, TimeMeaning
from maas.snapshot import Batch
from maas.timetable import Timetable
from routing.carpool.passing import warm_drivers
from routing.graph import Graph
from routing.overlays.applying import LiveFeed, apply
from routing.overlays.live import Live
from routing.planner import Planner
from routing.question import End, Question
from routing.rental_warming import invented_rentals
from routing.rentals.fleets import Rentals
from routing.streets import StreetRouter

BY_ALL_MODES: dict[str, Any] = {
    "direct_modes": (Mode.WALK, Mode.BIKE, Mode.CAR),
    "access_modes": (Mode.WALK, Mode.BIKE, Mode.CAR_DROPOFF),  # as parking, which may come later
    "egress_modes": (Mode.WALK, Mode.CAR_DROPOFF),
    "timetable_view": False,  # else a quiet pair of stops is searched all day, through the next
}
WITH_RENTALS: dict[str, Any] = BY_ALL_MODES | {
    "direct_modes": (Mode.WALK, Mode.BIKE, Mode.CAR, Mode.RENTAL),
    "access_modes": (Mode.WALK, Mode.BIKE, Mode.RENTAL, Mode.CAR_DROPOFF),
    "egress_modes": (Mode.WALK, Mode.RENTAL, Mode.CAR_DROPOFF),
}
NOON_S = 12 * 3600


def compiled_in() -> Path:
    """The folder in which compiled kernels are kept."""
    return Path(config.CACHE_DIR)


def warm(planner: Planner, graph: Graph, now: int, *, rents: bool = False) -> None:
    """Compile every kernel, then ask across the map in both directions of time.

    Args:
        rents: there may be vehicles to rent; who has none need not hold what searches for them.
    """
    time = now if graph.timetable is None else _service_time(graph.timetable, now)
    planner.warm(time)
    if planner.streets is not None:
        warm_drivers(planner.streets)
    if graph.timetable is not None and graph.timetable.trips.route.size:
        planner = planner.with_live(_news(graph.timetable, time))
    modes = BY_ALL_MODES
    if rents and planner.streets is not None:
        planner = planner.with_rentals(_rentals(planner.streets, graph, time))
        modes = WITH_RENTALS
    for meaning in TimeMeaning:
        for origin, destination in _pairs(graph):
            question = Question(origin, destination, time, meaning, **modes)
            with suppress(MaasError):  # an end off the street map; the next pair has others
                planner.plan(question)
                break


def _news(timetable: Timetable, time: int) -> Live:
    """What is live when a trip of the day is late, so that the kernels of news are ready too.

    All of it is late by the same: no step gets shorter, so no thread learns better bounds, which
    would not survive the fork.
    """
    day = datetime.fromtimestamp(time, UTC).date()
    running = timetable.services.active(day)[timetable.trips.service]
    source, _, trip_id = timetable.trips.id[int(running.argmax())].partition(":")
    key = TripKey(trip_id, start_date=int(day.strftime("%Y%m%d")))
    late = StopEvent(delay=60)
    update = TripUpdate(
        key, StopUpdates.of([StopUpdate(1, arrival=late, departure=late)]), delay=60
    )
    feed = LiveFeed(SourceId("warming"), (SourceId(source),))
    batches = {feed.source_id: Batch(feed.source_id, time, (update,))}
    return apply(timetable, [feed], batches, None).live


def _rentals(streets: StreetRouter, graph: Graph, time: int) -> Rentals:
    """Vehicles to rent wherever it is asked from and to."""
    ends = (end.at for pair in _pairs(graph) for end in pair)
    return invented_rentals(streets, [at for at in ends if at is not None], time)


def _pairs(graph: Graph) -> Iterator[tuple[End, End]]:
    """The first and last stops of some patterns; without lines, two ends of streets."""
    if graph.timetable is None:
        assert graph.streets is not None
        lat, lon = graph.streets.vertices.lat_e7 / 1e7, graph.streets.vertices.lon_e7 / 1e7
        yield _end(lat, lon, 0), _end(lat, lon, lat.size // 2)
        return
    patterns, stops = graph.timetable.patterns, graph.timetable.stops
    n = patterns.mode.size
    for pattern in sorted({0, n // 3, 2 * n // 3}):
        first, last = patterns.first_stop[pattern], patterns.first_stop[pattern + 1] - 1
        ends = (int(patterns.stop[first]), int(patterns.stop[last]))
        yield _end(stops.lat, stops.lon, ends[0]), _end(stops.lat, stops.lon, ends[1])


def _end(lat: Float64s, lon: Float64s, i: int) -> End:
    return End(at=LatLon(float(lat[i]), float(lon[i])))


def _service_time(timetable: Timetable, now: int) -> int:
    """Now, or noon of the first day of service where nothing runs now."""
    first, last = timetable.services.first, timetable.services.last
    if first <= datetime.fromtimestamp(now, UTC).date() <= last:
        return now
    return _unix(first) + NOON_S


def _unix(day: date) -> int:
    return int(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp())
