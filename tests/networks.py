"""Small timetables drawn as text, and `Network`, what a drawing (or chance) says of one.

    M1    A      B      C             a line, its stops (C- no boarding, C+ no alighting)
          08:00  08:10  08:20         a trip; 08:10/08:12 arrives and departs
          08:30  08:40  08:50  > T7.1 the vehicle goes on as T7's first trip

    walk   B D 4                      minutes on foot, one way
    change B 2                        minutes from vehicle to vehicle at the same stop

Each trip runs every day of the week around `DAY` in UTC, if nothing else is said.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

import numpy as np

from maas.arrays import Ids, Texts, frozen
from maas.model import TRANSIT_MODES, Mode
from maas.timetable import (
    Agencies,
    Feeds,
    InSeat,
    Numbering,
    Patterns,
    Routes,
    Services,
    Shapes,
    StopHeadsigns,
    Stops,
    StopTimes,
    Timetable,
    TransferRules,
    Transfers,
    Trips,
)

DAY = date(2026, 6, 10)
DAYS = frozenset(range(7))
"""Days of service, counted from three days before the network's day."""


@dataclass(frozen=True)
class Run:
    """A trip: (arrival, departure) in s at each stop, days of service, trips it may go on as."""

    times: Sequence[tuple[int, int]]
    days: frozenset[int] = DAYS
    onward: Sequence[tuple[int, int]] = ()
    """(line, run) numbers, best first."""
    wheelchair: int = 0


@dataclass(frozen=True)
class Line:
    """Stops by number, where one may board and alight, and the runs."""

    name: str
    stops: Sequence[int]
    runs: Sequence[Run]
    board: Sequence[bool] = ()
    alight: Sequence[bool] = ()
    mode: Mode = Mode.BUS
    zone: int = 0


@dataclass(frozen=True)
class Network:
    """Everything a timetable is made of here; walks: (from, to, s), changes: stop -> s."""

    stops: Sequence[str]
    lines: Sequence[Line]
    walks: Sequence[tuple[int, int, int]] = ()
    changes: dict[int, int] = field(default_factory=dict)
    zones: Sequence[str] = ("UTC",)
    closed: frozenset[int] = frozenset()
    """Stops closed to wheelchairs."""
    day: date = DAY


def draw(text: str) -> Network:
    """Read a drawing; stops get their numbers in order of appearance."""
    stops: dict[str, int] = {}
    lines: list[tuple[str, list[str], list[tuple[list[str], str]]]] = []
    walks, changes = [], {}
    for words in filter(None, (line.split() for line in text.splitlines())):
        if words[0] == "walk":
            walks.append((stops[words[1]], stops[words[2]], round(float(words[3]) * 60)))
        elif words[0] == "change":
            changes[stops[words[1]]] = round(float(words[2]) * 60)
        elif re.match(r"\d\d:", words[0]):
            times = [word for word in words if ":" in word]
            lines[-1][2].append((times, words[-1] if ">" in words else ""))
        else:
            lines.append((words[0], words[1:], []))
            for name in words[1:]:
                stops.setdefault(name.rstrip("+-"), len(stops))
    number = {name: i for i, (name, _, _) in enumerate(lines)}
    return Network(
        list(stops),
        [
            Line(
                name,
                [stops[stop.rstrip("+-")] for stop in called],
                [Run(list(map(_times, times)), onward=_onward(number, to)) for times, to in runs],
                [not stop.endswith("-") for stop in called],
                [not stop.endswith("+") for stop in called],
            )
            for name, called, runs in lines
        ],
        walks,
        changes,
    )


def _times(text: str) -> tuple[int, int]:
    arrive, _, depart = text.partition("/")
    return clock(arrive), clock(depart or arrive)


def _onward(number: dict[str, int], text: str) -> list[tuple[int, int]]:
    if not text:
        return []
    line, _, run = text.partition(".")
    return [(number[line], int(run) - 1)]


def clock(text: str) -> int:
    """Seconds of the service day: "08:10", "24:05:30"."""
    hours, minutes, *seconds = map(int, text.split(":"))
    return hours * 3600 + minutes * 60 + sum(seconds)


def unix(text: str, day: date = DAY) -> int:
    """Unix time of a clock time of a day, UTC."""
    return int(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp()) + clock(text)


def timetable(network: Network) -> tuple[Timetable, Transfers]:
    """The border types of a network; stop, line and zone numbers are kept, trips are sorted."""
    order = [
        (number, run)
        for number, line in enumerate(network.lines)
        for run in sorted(range(len(line.runs)), key=lambda r: line.runs[r].times[0][1])
    ]
    row = {key: trip for trip, key in enumerate(order)}
    runs = [network.lines[number].runs[run] for number, run in order]
    made = Timetable(
        Feeds(*(Texts.of([""]) for _ in range(5))),
        Texts.of(network.zones),
        _stops(network),
        Agencies(Ids.of(["a"]), *(Texts.of([""]) for _ in range(3)), np.zeros(1, np.int16)),
        _routes(network),
        _patterns(network),
        _trips(order, runs),
        StopTimes(*(_ints(time[i] for run in runs for time in run.times) for i in range(2))),
        StopHeadsigns(np.zeros(0, np.int64), Texts.of([])),
        _services(runs, network.day - timedelta(days=3)),
        InSeat(
            _offsets(len(run.onward) for run in runs),
            _ints(row[key] for run in runs for key in run.onward),
        ),
        TransferRules(_ints([]), _ints([]), np.zeros(0, np.uint8), _ints([])),
        Shapes(np.zeros(1, np.int64), np.zeros(0), np.zeros(0), np.zeros(0, np.float32)),
        Numbering.of_lists(np.arange(1, len(run.times) + 1, dtype=np.int32) for run in runs),
    )
    return frozen(made), frozen(_transfers(network))


def _ints(numbers: object) -> np.ndarray:
    return np.array(list(numbers), np.int32)  # type: ignore[call-overload]


def _offsets(sizes: object) -> np.ndarray:
    return np.cumsum([0, *sizes]).astype(np.int32)  # type: ignore[misc]


def _blank(n: int) -> Texts:
    return Texts.of([""] * n)


def _stops(network: Network) -> Stops:
    n = len(network.stops)
    wheelchair = np.array([2 if i in network.closed else 0 for i in range(n)], np.uint8)
    return Stops(
        Ids.of(network.stops), Texts.of(network.stops), _blank(n), _blank(n), _blank(n),
        np.zeros(n), np.zeros(n), np.full(n, -1, np.int32), np.zeros(n, np.uint8), wheelchair,
        np.zeros(n, np.int16), np.full(n, np.nan, np.float32), np.zeros(n, np.bool_),
    )  # fmt: skip


def _routes(network: Network) -> Routes:
    n = len(network.lines)
    modes = np.array([TRANSIT_MODES.index(line.mode) for line in network.lines], np.uint8)
    return Routes(
        Ids.of(line.name for line in network.lines), np.zeros(n, np.int32),
        *(_blank(n) for _ in range(6)), np.full(n, 3, np.int16), modes,
    )  # fmt: skip


def _patterns(network: Network) -> Patterns:
    lines = network.lines
    flags = [
        [flag for line in lines for flag in (side(line) or [True] * len(line.stops))]
        for side in (lambda line: line.board, lambda line: line.alight)
    ]
    return Patterns(
        _offsets(len(line.stops) for line in lines),
        _ints(stop for line in lines for stop in line.stops),
        *(np.array(side, np.bool_) for side in flags),
        _offsets(len(line.runs) for line in lines),
        np.array([TRANSIT_MODES.index(line.mode) for line in lines], np.uint8),
        np.array([line.zone for line in lines], np.int16),
    )


def _trips(order: Sequence[tuple[int, int]], runs: Sequence[Run]) -> Trips:
    n = len(order)
    minus = np.full(n, -1, np.int32)
    return Trips(
        Ids.of(f"{line}.{run}" for line, run in order), _ints(line for line, _ in order),
        np.arange(n, dtype=np.int32), _ints(line for line, _ in order),
        _offsets(len(run.times) for run in runs).astype(np.int64), _blank(n), _blank(n),
        np.full(n, -1, np.int16), np.array([run.wheelchair for run in runs], np.uint8),
        np.zeros(n, np.uint8), minus, minus.astype(np.int64), minus, np.zeros(n, np.int32),
    )  # fmt: skip


def _services(runs: Sequence[Run], first: date) -> Services:
    """A service of its own for every trip."""
    bits = np.array([[day in run.days for day in range(8)] for run in runs], np.bool_)
    packed = np.packbits(bits.reshape(-1, 8), axis=1, bitorder="little")
    ids = Ids.of(str(i) for i in range(len(runs)))
    return Services(ids, np.array([first.toordinal()], np.int32), packed)


def _transfers(network: Network) -> Transfers:
    n = len(network.stops)
    walks = sorted(network.walks)
    sizes = [sum(origin == stop for origin, _, _ in walks) for stop in range(n)]
    change = _ints(network.changes.get(stop, 0) for stop in range(n))
    return Transfers(
        _offsets(sizes), _ints(w[1] for w in walks), _ints(w[2] for w in walks), change
    )
