"""When the lines of the invented city run: trips of each kind of day, as times at each stop."""

from collections.abc import Iterator
from dataclasses import dataclass

from maas.demo.lines import BUS, FERRY, METRO, RAIL, TRAM, Line, Way

M_PER_S = {BUS: 6.1, TRAM: 6.9, METRO: 11.5, RAIL: 20.0, FERRY: 1.2}
DWELL_S = {BUS: 18, TRAM: 22, METRO: 25, RAIL: 60, FERRY: 60}
HOUR = 3600

DAYS = {"weekday": 1.0, "saturday": 1.6, "sunday": 2.2}
"""Kinds of day, and how much rarer lines run then."""

PEAKS = ((7 * HOUR, 9.5 * HOUR), (16 * HOUR, 19 * HOUR))


@dataclass(frozen=True, slots=True)
class Run:
    """One trip: arrival and departure at each call, s of the service day."""

    id: str
    day: str
    direction: int
    times: tuple[tuple[int, int], ...]


def runs_of(line: Line) -> Iterator[Run]:
    """All trips of a line on all kinds of day."""
    for day, rarer in DAYS.items():
        for direction, way in enumerate(line.ways):
            pattern = times_along(line, way)
            for number, start in enumerate(_starts(line, rarer, direction)):
                times = tuple((start + arrive, start + depart) for arrive, depart in pattern)
                yield Run(f"{line.id}-{day[:2]}-{direction}-{number:03d}", day, direction, times)


def times_along(line: Line, way: Way) -> list[tuple[int, int]]:
    """Arrival and departure at each call, counted from the first departure, in steps of 10 s."""
    times: list[tuple[int, int]] = []
    before = way.calls[0][1]
    clock = 0.0
    for i, (_, run) in enumerate(way.calls):
        clock += (run - before) / M_PER_S[line.mode]
        arrive = round(clock / 10) * 10
        is_end = i in (0, len(way.calls) - 1)
        clock += 0 if is_end else DWELL_S[line.mode]
        times.append((arrive, arrive if is_end else max(arrive, round(clock / 10) * 10)))
        before = run
    return times


def _starts(line: Line, rarer: float, direction: int) -> Iterator[int]:
    """First departures of a day: dense at the peaks of a weekday, thin early and late."""
    if line.by_night:
        yield from range(24 * HOUR + 900, 28 * HOUR + 1800, line.headway_min * 60)
        return
    clock = 5.0 * HOUR + (0 if line.mode in (METRO, RAIL, TRAM) else 1200) + 150 * direction
    end = (24.4 if line.mode == METRO else 23.2) * HOUR
    while clock < end:
        yield int(clock)
        clock += 60 * line.headway_min * rarer * _thinner(clock, rarer)


def _thinner(clock: float, rarer: float) -> float:
    if clock < 6.5 * HOUR or clock > 20.5 * HOUR:
        return 2.0
    at_peak = any(low <= clock < high for low, high in PEAKS)
    return 1.0 if at_peak or rarer > 1 else 1.4
