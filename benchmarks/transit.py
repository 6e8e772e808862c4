"""Transit search alone, stop to stop, one thread, by the rules of the contest.

    benchmarks/transit.py --gtfs ZIP [--gtfs ZIP…] --queries TSV --mode ea|range --json OUT
                          [--window 7200] [--expect answers.jsonl] [--runs 3]

A query is a line of TSV: from_stop_id, to_stop_id, local departure `YYYY-MM-DDTHH:MM`. Changes and
the walks before the first and after the last vehicle are those of transfers.txt, one hop each; a
change at the same stop takes no time; at most 15 vehicles; arrival less than a day after the start.
OUT gets a JSON line per query, in order, and one with load seconds and peak memory last. `us` is
the wall time from stops to journeys with legs, of the best of the runs. Nothing is cached on disk
but compiled kernels, which are loaded before anything is timed.
"""

import argparse
import json
import resource
import sys
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np

from feeds.gtfs import read
from maas.arrays import Int32s
from maas.model import Profile, SourceId
from maas.timetable import Timetable, Transfers
from maas.timetable.join import join
from routing.transit import Journey, Offsets, Ride, TransitQuestion, TransitResult, TransitRouter

LESS_THAN_A_DAY_S = 86_399
FORBIDDEN = 3


@dataclass(frozen=True, slots=True)
class Query:
    """One line of the queries, with what was asked found in the timetable."""

    origin: int
    destination: int
    at: datetime


class Contest:
    """A timetable, asked by the contest's rules."""

    def __init__(self, timetable: Timetable, window_s: int) -> None:
        self.timetable = timetable
        self.zone = ZoneInfo(timetable.zones[0])
        self.window_s = window_s
        rules = timetable.transfer_rules
        walks = (rules.kind != FORBIDDEN) & (rules.from_stop != rules.to_stop)
        a, b = rules.from_stop[walks], rules.to_stop[walks]
        seconds = np.maximum(rules.seconds[walks], 0)
        self._out, self._in = self._ways(a, b, seconds), self._ways(b, a, seconds)
        none = np.zeros(timetable.stops.parent.size, np.int32)
        transfers = Transfers(*self._out, none)
        self.router = TransitRouter(timetable, {Profile.WALK: transfers})

    def ask(self, query: Query) -> TransitResult:
        """Search one query."""
        return self.router.search(self.question(query))

    def question(self, query: Query) -> TransitQuestion:
        """A query in the words of the search."""
        return TransitQuestion(
            self._end(query.origin, self._out),
            self._end(query.destination, self._in),
            int(query.at.timestamp()),
            self.window_s,
            max_travel_s=LESS_THAN_A_DAY_S,
        )

    def answers(self, query: Query, result: TransitResult) -> list[dict[str, Any]]:
        """What was found, in local times and the feeds' ids; not what starts at the very end."""
        end = int(query.at.timestamp()) + self.window_s
        kept = (j for j in result.journeys if not self.window_s or j.departure < end)
        return [self._answer(query, journey) for journey in kept]

    def _ways(self, a: Int32s, b: Int32s, seconds: Int32s) -> tuple[Int32s, Int32s, Int32s]:
        """Walks a -> b by a: where each stop's begin, their ends, their seconds."""
        order = np.lexsort((b, a))
        first = np.searchsorted(a[order], np.arange(self.timetable.stops.parent.size + 1))
        return first.astype(np.int32), b[order].astype(np.int32), seconds[order].astype(np.int32)

    @staticmethod
    def _end(stop: int, ways: tuple[Int32s, Int32s, Int32s]) -> Offsets:
        """The stop itself and those one hop away."""
        first, stops, seconds = ways
        there = slice(first[stop], first[stop + 1])
        return Offsets(np.append(stops[there], stop), np.append(seconds[there], 0))

    def _answer(self, query: Query, journey: Journey) -> dict[str, Any]:
        rides = [leg for leg in journey.legs if isinstance(leg, Ride)]
        start = journey.departure if self.window_s else int(query.at.timestamp())
        return {
            "start": self._local(start),
            "dep": self._local(rides[0].departure),
            "arr": self._local(journey.arrival),
            "boardings": journey.boardings,
            "legs": [self._leg(ride) for ride in rides],
        }

    def _leg(self, ride: Ride) -> dict[str, str]:
        patterns, trips = self.timetable.patterns, self.timetable.trips
        first = int(patterns.first_stop[trips.pattern[ride.trip]])
        ends = [int(patterns.stop[first + i]) for i in (ride.board, ride.alight)]
        names = [local_id(self.timetable.stops.id[stop]) for stop in ends]
        return {
            "trip_id": local_id(trips.id[ride.trip]),
            "from": names[0],
            "to": names[1],
            "dep": self._local(ride.departure),
            "arr": self._local(ride.arrival),
        }

    def _local(self, unix: int) -> str:
        return datetime.fromtimestamp(unix, self.zone).strftime("%Y-%m-%dT%H:%M:%S")


def main() -> int:
    """Load, ask, write, compare."""
    arguments = parsed()
    loading = time.perf_counter()
    timetable = load(arguments.gtfs)
    contest = Contest(timetable, arguments.window if arguments.mode == "range" else 0)
    queries = [find(timetable, contest.zone, line) for line in lines(arguments.queries)]
    load_s = time.perf_counter() - loading
    for query in {query.at.date(): query for query in queries}.values():
        contest.ask(query)  # opens the day's window; loads the kernels
    warm_s = time.perf_counter() - loading - load_s
    runs = [[timed(contest.ask, query) for query in queries] for _ in range(arguments.runs)]
    best = min(runs, key=lambda run: sum(us for _, us in run))
    answers = [
        {"journeys": contest.answers(query, result), "us": us}
        for query, (result, us) in zip(queries, best, strict=True)
    ]
    costs = {
        "load_s": round(load_s, 2),
        "warm_s": round(warm_s, 2),
        "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
    }
    with arguments.json.open("w") as out:
        out.writelines(json.dumps(line) + "\n" for line in [*answers, costs])
    wrong = compared(answers, lines(arguments.expect)) if arguments.expect else 0
    say([us for _, us in best], costs)
    return 1 if wrong else 0


def parsed() -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--gtfs", type=Path, action="append", required=True)
    parser.add_argument("--queries", type=Path, required=True)
    parser.add_argument("--mode", choices=["ea", "range"], required=True)
    parser.add_argument("--window", type=int, default=7200, help="s, of mode range")
    parser.add_argument("--json", type=Path, required=True)
    parser.add_argument("--expect", type=Path, help="the peer's answers")
    parser.add_argument("--runs", type=int, default=3)
    return parser.parse_args()


def load(paths: Sequence[Path]) -> Timetable:
    """Read feeds and join them; a feed's source id is its place in the command line."""
    return join([read(path, SourceId(f"f{i}"))[0] for i, path in enumerate(paths)])


def lines(path: Path) -> list[str]:
    """The lines of a file that hold anything."""
    return [line for line in path.read_text().splitlines() if line.strip()]


def find(timetable: Timetable, zone: ZoneInfo, line: str) -> Query:
    """A query's stops in the timetable.

    Raises:
        SystemExit: no feed has the stop.
    """
    origin, destination, at = line.split("\t")
    moment = datetime.fromisoformat(at).replace(tzinfo=zone)
    return Query(stop_of(timetable, origin), stop_of(timetable, destination), moment)


def stop_of(timetable: Timetable, local: str) -> int:
    """The stop with an id, in the first feed that has it."""
    for source in timetable.feeds.source:
        stop = timetable.stops.id.find(f"{source}:{local}")
        if stop >= 0:
            return stop
    sys.exit(f"no feed has stop {local}")


def local_id(prefixed: str) -> str:
    """An id as its feed writes it."""
    return prefixed.partition(":")[2]


def timed(ask: Callable[[Query], TransitResult], query: Query) -> tuple[TransitResult, float]:
    """Ask once; wall time in microseconds."""
    began = time.perf_counter_ns()
    result = ask(query)
    return result, (time.perf_counter_ns() - began) / 1000


def compared(answers: Sequence[Mapping[str, Any]], expected: Sequence[str]) -> int:
    """Say which answers differ from the peer's; returns how many."""
    wrong = 0
    for number, (answer, line) in enumerate(zip(answers, expected, strict=True), 1):
        ours, theirs = shortened(answer["journeys"]), sorted(json.loads(line)["journeys"])
        if ours != theirs:
            wrong += 1
            print(f"query {number}: {ours} is not {theirs}")
    print(f"{len(answers) - wrong} of {len(answers)} answers equal the peer's")
    return wrong


def shortened(journeys: Iterable[Mapping[str, Any]]) -> list[list[Any]]:
    """Journeys as the peer writes them: start and arrival in minutes, transfers."""
    return sorted([j["start"][:16], j["arr"][:16], j["boardings"] - 1] for j in journeys)


def say(us: Sequence[float], costs: Mapping[str, float]) -> None:
    """Print the figures."""
    median, p95, p99 = np.percentile(us, [50, 95, 99])
    print(f"median {median:.0f} us, p95 {p95:.0f} us, p99 {p99:.0f} us")
    print(f"load {costs['load_s']} s, kernels and windows {costs['warm_s']} s")
    print(f"peak memory {costs['peak_mb']} MB")


if __name__ == "__main__":
    sys.exit(main())
