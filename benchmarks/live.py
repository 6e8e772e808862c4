"""What live news cost: a message the size of a large city's, and questions after it.

    benchmarks/live.py --gtfs ZIP [--gtfs ZIP…] --queries TSV [--trips 2500] [--runs 3]
                       [--message-only]

Feeds and queries are those of `transit.py`. Trips of the queries' day are drawn at random, and a
GTFS-Realtime message tells of each of their calls: late as a rule, with delays that grow and
shrink along the line. Printed is what each step costs from the bytes to the next answer, then what
the queries cost without news, with them, and at once after a message about other trips, while the
bounds are learned anew (the worst case: as a rule the next message is about the same trips). One
thread and the one that learns; the CPU time of the former, which on a quiet machine is the time one
waits; of each query the best of the runs, where it is asked again.
"""

import argparse
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from random import Random
from typing import TypeVar

import msgspec
import numpy as np
from google.transit.gtfs_realtime_pb2 import FeedMessage

from benchmarks.transit import Contest, Query, find, lines, load, local_id
from feeds.gtfs_rt import parse
from maas.bus import Message
from maas.model import SourceId
from maas.snapshot import Batch
from maas.timetable import Timetable
from routing.overlays.applying import LiveFeed, apply
from routing.overlays.live_trips import LiveTrips
from routing.transit import TransitRouter

T = TypeVar("T")
SOURCE = SourceId("rt")
WINDOW_S = 7200
AT_ONCE = 10
"""Queries asked before the bounds can be learned anew."""
N_AT_ONCE = 100


def main() -> None:
    """Measure and print."""
    given = parsed()
    timetable = load(given.gtfs)
    contests = {
        "earliest arrival": Contest(timetable, 0),
        "range 120 min": Contest(timetable, WINDOW_S),
    }
    zone = contests["range 120 min"].zone
    queries = [find(timetable, zone, line) for line in lines(given.queries)]
    news = News(timetable, queries[0].at, given.trips)
    print(news.said())
    steps(contests["range 120 min"], queries[0], news, given.runs)
    for name, contest in contests.items() if not given.message_only else ():
        ask(contest, contest.router, queries[:1])
        compare(name, contest, queries, news, given.runs)


def parsed() -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--gtfs", type=Path, action="append", required=True)
    parser.add_argument("--queries", type=Path, required=True)
    parser.add_argument("--trips", type=int, default=2500)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--message-only", action="store_true", help="leave out the queries")
    return parser.parse_args()


@dataclass(frozen=True, slots=True)
class News:
    """Messages about so many trips of a day."""

    timetable: Timetable
    at: datetime
    n_trips: int

    def message(self, seed: int) -> bytes:
        """A whole message; other seeds say the same of other trips."""
        chance, trips = Random(seed), self.timetable.trips
        running = np.flatnonzero(self.timetable.services.active(self.at.date())[trips.service])
        made = FeedMessage()
        made.header.gtfs_realtime_version = "2.0"
        made.header.timestamp = int(self.at.timestamp())
        for trip in chance.sample(running.tolist(), min(self.n_trips, running.size)):
            self._update(made, trip, chance)
        content: bytes = made.SerializeToString()
        return content

    def _update(self, made: FeedMessage, trip: int, chance: Random) -> None:
        """One trip: late by two minutes on average, faster and slower on the way."""
        trips, patterns = self.timetable.trips, self.timetable.patterns
        update = made.entity.add(id=str(trip)).trip_update
        update.trip.trip_id = local_id(trips.id[trip])
        update.trip.start_date = f"{self.at:%Y%m%d}"
        pattern, delay = trips.pattern[trip], chance.expovariate(1 / 120)
        for stop in patterns.stop[slice(*patterns.first_stop[pattern : pattern + 2])].tolist():
            call = update.stop_time_update.add(stop_id=local_id(self.timetable.stops.id[stop]))
            delay += chance.choice([0, 0, chance.gauss(0, 30)])
            call.arrival.delay = call.departure.delay = round(delay)

    def live(self, seed: int) -> LiveTrips:
        """What a message makes of the timetable."""
        return applied(self.timetable, self.batch(self.message(seed)), [])

    def batch(self, content: bytes) -> Batch:
        """What is read of a message."""
        return Batch(SOURCE, int(self.at.timestamp()), parse(content, SOURCE).records)

    def said(self) -> str:
        """How large a message is."""
        content = self.message(0)
        read = FeedMessage.FromString(content)
        calls = sum(len(entity.trip_update.stop_time_update) for entity in read.entity)
        return f"A message: {len(read.entity)} trips, {calls} stop updates, {len(content)} bytes"


def applied(timetable: Timetable, batch: Batch, took: list[float]) -> LiveTrips:
    """One batch laid over the timetable; its ms are appended."""
    feed = LiveFeed(SOURCE, tuple(map(SourceId, timetable.feeds.source)))
    trips = timed(took, apply, timetable, [feed], {SOURCE: batch}, None).live.trips
    assert trips is not None
    return trips


def steps(contest: Contest, query: Query, news: News, runs: int) -> None:
    """From the bytes to the next answer, step by step; a new message each time."""
    router, took = contest.router, []
    contest.ask(query)
    for seed in range(runs + 1):
        content = news.message(seed)
        first: list[float] = []
        batch = timed(first, news.batch, content)
        sent = timed(first, msgspec.msgpack.encode, Message(1, "g", batch))
        trips = applied(news.timetable, timed(first, heard, sent), first)
        router = timed(first, router.with_live, trips)
        timed(first, router.search, contest.question(query))
        router.learned()
        took.append(first)
    best = min(took[1:], key=sum)
    names = ("parse", "encode", "decode", "apply", "with_live", "first answer")
    each = ", ".join(f"{name} {ms:.0f}" for name, ms in zip(names, best, strict=True))
    print(f"From bytes to the next answer: {sum(best):.0f} ms ({each})")


def heard(sent: bytes) -> Batch:
    """A batch as a worker gets it."""
    batch = msgspec.msgpack.decode(sent, type=Message).batch
    assert batch is not None
    return batch


def timed(took: list[float], do: Callable[..., T], *given: object) -> T:
    """Do something; the CPU time of this thread in ms is appended."""
    began = time.thread_time()
    made = do(*given)
    took.append((time.thread_time() - began) * 1000)
    return made


def compare(name: str, contest: Contest, queries: Sequence[Query], news: News, runs: int) -> None:
    """Queries without news and with them, in turn; then some at once after other news."""
    scheduled = contest.router
    live = scheduled.with_live(news.live(0))
    ask(contest, live, queries[:1])
    live.learned()
    both = scheduled, live
    took = [[ask(contest, router, queries) for router in both] for _ in range(runs)]
    plain, with_news = np.min(took, axis=0)
    say(f"{name}, no news", plain)
    say(f"{name}, {news.n_trips} live trips", with_news, plain)
    at_once: list[float] = []
    for seed, first in enumerate(range(0, N_AT_ONCE, AT_ONCE), 1):
        live = live.with_live(news.live(seed))
        at_once += ask(contest, live, queries[first : first + AT_ONCE])
        live.learned()
    say(f"{name}, at once after news of other trips", at_once, plain[: len(at_once)])


def ask(contest: Contest, router: TransitRouter, queries: Sequence[Query]) -> list[float]:
    """Ask each query once; ms."""
    took: list[float] = []
    for query in queries:
        timed(took, router.search, contest.question(query))
    return took


def say(name: str, took: Sequence[float], base: Sequence[float] | None = None) -> None:
    """Print how long queries took, and how it compares."""
    found = np.percentile(took, [50, 95, 99])
    ratio = ""
    if base is not None:
        ratios = found / np.percentile(base, [50, 95, 99])
        ratio = "  x " + ", ".join(f"{each:.2f}" for each in ratios)
    p50, p95, p99 = found
    print(f"{name:56} p50 {p50:6.2f}, p95 {p95:6.2f}, p99 {p99:6.2f} ms{ratio}")


if __name__ == "__main__":
    main()
