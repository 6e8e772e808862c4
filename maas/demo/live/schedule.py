"""The invented city's timetable as its simulator needs it, read from the published zips.

Trips of the demo that run one way of a line differ in their start alone, so that a way's calls are
kept once. Times are s after the start of a trip, or Unix s where a day is known.
"""

import csv
import zipfile
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from io import TextIOWrapper
from pathlib import Path
from zoneinfo import ZoneInfo

from maas.units import service_midnight

ZONE = ZoneInfo("Europe/Paris")
FEEDS = ("city.zip", "rail.zip")
WEEK = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")

Row = dict[str, str]
Point = tuple[float, float]
"""Latitude, longitude."""


@dataclass(frozen=True, slots=True)
class Stop:
    """Where a vehicle stops."""

    id: str
    name: str
    at: Point
    station: str


@dataclass(frozen=True, slots=True, eq=False)
class Way:
    """One direction of a line, as all its trips run it."""

    route_id: str
    route_type: int
    direction: int
    headsign: str
    stops: tuple[Stop, ...]
    times: tuple[tuple[int, int], ...]
    """Arrival and departure at each stop."""
    along: tuple[float, ...]
    """How far along the line each stop is (m)."""
    line: tuple[Point, ...]
    runs: tuple[float, ...]
    """How far along each point of the line is (m)."""

    @property
    def by_night(self) -> bool:
        """Whether it is one of the night lines, `N…`."""
        return self.route_id.startswith("N")

    @property
    def lasting(self) -> int:
        """From the first departure to the last arrival (s)."""
        return self.times[-1][0]


@dataclass(frozen=True, slots=True)
class Trip:
    """One trip of each day its service runs."""

    id: str
    service: str
    start: int
    """s of the service day."""
    way: Way
    is_frequent: bool = False
    """One of those that frequencies.txt stands for, without exact times."""
    is_extra: bool = False
    """No timetable has it."""


@dataclass(frozen=True, slots=True)
class Run:
    """A trip on one service day."""

    trip: Trip
    day: date
    start: int
    """Unix s."""

    @property
    def way(self) -> Way:
        """The way it runs."""
        return self.trip.way

    @property
    def key(self) -> str:
        """Names it among all runs of all days."""
        return f"{self.day:%Y%m%d} {self.trip.id} {self.trip.start}"


@dataclass(frozen=True, slots=True, eq=False)
class Schedule:
    """All that is planned, of both operators."""

    trips: Mapping[str, Sequence[Trip]]
    """By service."""
    weeks: Mapping[str, frozenset[int]]
    """The days of the week on which a service runs, Monday being 0."""
    exceptions: Mapping[date, Mapping[str, bool]] = field(default_factory=dict)
    """Services that run on a day all the same, or do not."""
    stops: Mapping[str, Stop] = field(default_factory=dict)

    @property
    def ways(self) -> tuple[Way, ...]:
        """Every way, in the order of the feeds."""
        found = {id(trip.way): trip.way for trips in self.trips.values() for trip in trips}
        return tuple(found.values())

    def services_on(self, day: date) -> list[str]:
        """The services of a day."""
        changed = self.exceptions.get(day, {})
        return [
            service
            for service, week in self.weeks.items()
            if changed.get(service, day.weekday() in week)
        ]

    def runs_on(self, day: date) -> Iterator[Run]:
        """Every run of a service day."""
        midnight = service_midnight(day, ZONE)
        for service in self.services_on(day):
            for trip in self.trips.get(service, ()):
                yield Run(trip, day, midnight + trip.start)

    def runs_around(self, now: int, before_s: int, after_s: int) -> Iterator[Run]:
        """Runs under way, and those that ended in the last or start in the coming seconds."""
        today = local_day(now)
        for day in (today - timedelta(days=1), today):
            for run in self.runs_on(day):
                if run.start <= now + after_s and run.start + run.way.lasting >= now - before_s:
                    yield run


def local_day(now: int) -> date:
    """The day that it is in the city."""
    return datetime.fromtimestamp(now, UTC).astimezone(ZONE).date()


def read_schedule(folder: Path) -> Schedule:
    """Read what `maas.demo.generate` wrote into a folder."""
    trips: dict[str, list[Trip]] = defaultdict(list)
    weeks: dict[str, frozenset[int]] = {}
    exceptions: dict[date, dict[str, bool]] = defaultdict(dict)
    stops: dict[str, Stop] = {}
    for name in FEEDS:
        with zipfile.ZipFile(folder / name) as feed:
            for row in _rows(feed, "calendar"):
                runs = frozenset(i for i, day in enumerate(WEEK) if row[day] == "1")
                weeks[row["service_id"]] = runs
            for row in _rows(feed, "calendar_dates"):
                day = datetime.strptime(row["date"], "%Y%m%d").date()
                exceptions[day][row["service_id"]] = row["exception_type"] == "1"
            own = {row["stop_id"]: _stop(row) for row in _rows(feed, "stops")}
            stops |= own
            for trip in _trips(feed, own):
                trips[trip.service].append(trip)
    return Schedule(trips, weeks, exceptions, stops)


def _rows(feed: zipfile.ZipFile, name: str) -> Iterator[Row]:
    if f"{name}.txt" in feed.namelist():
        with feed.open(f"{name}.txt") as file:
            yield from csv.DictReader(TextIOWrapper(file, "utf-8"))


def _stop(row: Row) -> Stop:
    at = float(row["stop_lat"]), float(row["stop_lon"])
    return Stop(row["stop_id"], row["stop_name"], at, row["parent_station"])


def _trips(feed: zipfile.ZipFile, stops: Mapping[str, Stop]) -> Iterator[Trip]:
    rows = {row["trip_id"]: row for row in _rows(feed, "trips")}
    starts = _starts(feed)
    ways = _ways(feed, rows, stops)
    frequent = {row["trip_id"]: row for row in _rows(feed, "frequencies")}
    for id, row in rows.items():
        way = ways[row["shape_id"]]
        if id not in frequent:
            yield Trip(id, row["service_id"], starts[id], way)
            continue
        first, end = (_seconds(frequent[id][f"{which}_time"]) for which in ("start", "end"))
        for start in range(first, end, int(frequent[id]["headway_secs"])):
            yield Trip(id, row["service_id"], start, way, is_frequent=True)


def _starts(feed: zipfile.ZipFile) -> dict[str, int]:
    return {
        row["trip_id"]: _seconds(row["departure_time"])
        for row in _rows(feed, "stop_times")
        if row["stop_sequence"] == "1"
    }


def _ways(
    feed: zipfile.ZipFile, trips: Mapping[str, Row], stops: Mapping[str, Stop]
) -> dict[str, Way]:
    """Ways by their shapes, each as the first trip on it runs."""
    first: dict[str, str] = {}
    for id, row in trips.items():
        first.setdefault(row["shape_id"], id)
    calls: dict[str, list[Row]] = {id: [] for id in first.values()}
    for row in _rows(feed, "stop_times"):
        if row["trip_id"] in calls:
            calls[row["trip_id"]].append(row)
    types = {row["route_id"]: int(row["route_type"]) for row in _rows(feed, "routes")}
    lines = _lines(feed)
    found = {}
    for shape, id in first.items():
        trip, start = trips[id], _seconds(calls[id][0]["departure_time"])
        found[shape] = Way(
            trip["route_id"],
            types[trip["route_id"]],
            int(trip["direction_id"]),
            trip["trip_headsign"],
            tuple(stops[row["stop_id"]] for row in calls[id]),
            tuple(_times(row, start) for row in calls[id]),
            tuple(1000 * float(row["shape_dist_traveled"]) for row in calls[id]),
            *lines[shape],
        )
    return found


def _times(row: Row, start: int) -> tuple[int, int]:
    return _seconds(row["arrival_time"]) - start, _seconds(row["departure_time"]) - start


def _lines(feed: zipfile.ZipFile) -> dict[str, tuple[tuple[Point, ...], tuple[float, ...]]]:
    points: dict[str, list[Point]] = defaultdict(list)
    runs: dict[str, list[float]] = defaultdict(list)
    for row in _rows(feed, "shapes"):
        points[row["shape_id"]].append((float(row["shape_pt_lat"]), float(row["shape_pt_lon"])))
        runs[row["shape_id"]].append(1000 * float(row["shape_dist_traveled"]))
    return {shape: (tuple(points[shape]), tuple(runs[shape])) for shape in points}


def _seconds(clock: str) -> int:
    hours, minutes, seconds = map(int, clock.split(":"))
    return hours * 3600 + minutes * 60 + seconds
