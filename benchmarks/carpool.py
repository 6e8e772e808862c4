"""What ride offers cost: `benchmarks/carpool.py --territory T.toml [--offers 5000] [--detour 600]`.

Drivers of chance between places on the streets of a territory, leaving all day long. Printed is
what each step costs from the bytes of a message to a planner that knows them; the same for one
offer more; the memory of a thousand; and the times of questions that name RIDE_SHARING beside
those of the same questions without any offers, and of questions that do not name it. Needs a
generation (`maas import T.toml`). One thread, CPU time, best of some runs; `--memory 0` leaves
out the memory, which takes a while.
"""

import argparse
import gc
import os
import time
import tracemalloc
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import msgspec
import numpy as np

from benchmarks.boards import loaded, say, times_of
from benchmarks.plans import best_s, pairs
from benchmarks.rentals import City
from feeds.amarillo import parse
from maas.bus import Message
from maas.itinerary import Answer
from maas.model import SourceId
from maas.settings import Territory, read_territory
from maas.snapshot import Batch
from maas.streets import StreetNetwork
from routing.carpool.offers import NO_OFFERS, Offers
from routing.graph import Graph
from routing.overlays.offers.applying import apply_offers
from routing.planner import Planner
from routing.question import Question
from routing.streets import StreetRouter

SOURCE = SourceId("rides")
FIRST_HOUR, HOURS = 6, 16
"""Drivers leave from six to ten in the evening."""

SPREAD_DEG = 0.15
"""From the middle of the map: who shares a car comes from farther than who rents a bike."""


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--territory", type=Path, required=True)
    parser.add_argument("--offers", type=int, default=5000)
    parser.add_argument("--detour", type=int, default=600, help="s; 0: all keep to their way")
    parser.add_argument("--questions", type=int, default=60)
    parser.add_argument("--memory", type=int, default=1000, help="offers to weigh")
    given = parser.parse_args()
    territory = read_territory(given.territory, os.environ)
    graph = loaded(territory)
    assert graph.streets is not None and graph.timetable is not None
    at = times_of(graph.timetable, 1, 1)[0]
    planner = Planner(graph, territory.routing)
    planner.warm(at)
    day = datetime.fromtimestamp(at, territory.zone)
    drivers = Drivers(graph.streets, np.random.default_rng(1), day, given.detour)
    town = Town(graph, territory, planner.streets, int(drivers.morning.timestamp()))
    sharing = updates(planner, town, drivers, given.offers)
    if given.memory:
        weighed = memory(town, drivers, given.memory)
        say("memory per 1,000 offers", f"{weighed / given.memory * 1000 / 1e6:.1f} MB")
    ends = pairs(graph.streets, np.random.default_rng(2), given.questions, SPREAD_DEG)
    ask(planner, sharing, [Question(*each, at) for each in ends])


@dataclass
class Drivers:
    """Offers of chance, told as Amarillo does."""

    network: StreetNetwork
    dice: np.random.Generator
    day: datetime
    detour_s: int

    @property
    def morning(self) -> datetime:
        """Before anybody leaves."""
        return self.day.replace(hour=FIRST_HOUR - 1, minute=0, second=0)

    def message(self, n: int, first: int = 0) -> bytes:
        """So many, numbered from a first one on."""
        ends = City(self.network, self.dice, 0, 0).places(2 * n).round(6).tolist()
        minutes = self.dice.integers(0, HOURS * 60, n).tolist()
        told = zip(range(first, first + n), minutes, ends[::2], ends[1::2], strict=True)
        return msgspec.json.encode([self.offer(*each) for each in told])

    def offer(self, i: int, minute: int, start: list[float], end: list[float]) -> dict[str, Any]:
        """One driver's."""
        leaves = self.morning + timedelta(hours=1, minutes=minute)
        stops = [
            {"id": f"{i}-{j}", "name": "", "lat": lat, "lon": lon}
            for j, (lat, lon) in enumerate((start, end))
        ]
        return {
            "id": f"ride-{i}",
            "agency": "chance.example",
            "deeplink": f"https://chance.example/{i}",
            "stops": stops,
            "departureTime": f"{leaves:%H:%M}",
            "departureDate": f"{leaves:%Y-%m-%d}",
            "maxDetour": self.detour_s,
            "seats": 1 + i % 4,
            "driver": {"alias": f"driver {i % 97}"},
            "price": {"amount": 1 + i % 7 / 2, "currency": "EUR"},
            "lastUpdated": f"{self.morning:%Y-%m-%dT%H:%M:%SZ}",
        }


@dataclass(frozen=True)
class Town:
    """What offers are laid on."""

    graph: Graph
    territory: Territory
    streets: StreetRouter | None
    now: int

    @property
    def zone(self) -> ZoneInfo:
        """Whose clock drivers go by."""
        return self.territory.zone

    def batch(self, *messages: bytes) -> Batch:
        """All that some messages tell."""
        records = [record for content in messages for record in parse(content).records]
        return Batch(SOURCE, self.now, tuple(records))

    def applied(self, batch: Batch, previous: Offers | None) -> Offers:
        """All of a batch laid on the streets, however many turns that takes."""
        while True:
            previous = self.applied_once(batch, previous)
            if previous.holds(self.now):
                return previous

    def applied_once(self, batch: Batch, previous: Offers | None) -> Offers:
        """One turn of it, after which what is known serves already."""
        around = self.graph.timetable, {SOURCE: batch}, self.now, self.zone
        return apply_offers(self.streets, *around, previous)


def updates(planner: Planner, town: Town, drivers: Drivers, n: int) -> Planner:
    """All offers at once, then one more; the planner that knows them."""
    content, one = drivers.message(n), drivers.message(1, first=n)
    say("message", f"{len(content) / 1e6:.1f} MB, {n} offers, detours up to {drivers.detour_s} s")
    batch = _took("parse", lambda: town.batch(content))
    sent = _took("packed for a worker", lambda: msgspec.msgpack.encode(Message(1, "g", batch)))
    _took("unpacked by a worker", lambda: msgspec.msgpack.decode(sent, type=Message))
    _took("first turn of laying them on the streets", lambda: town.applied_once(batch, None))
    offers = _took("all turns", lambda: town.applied(batch, None))
    say(
        "offers, runs, points", f"{len(offers.offers)}, {_n_runs(offers)}, {offers.points.lat.size}"
    )
    sharing = _took("planner with all", lambda: planner.with_offers(offers))
    sharing.plan(_any_question(town))
    more = town.batch(content, one)
    known = _took("one offer more laid on the streets", lambda: town.applied(more, offers))
    return _took("planner with one more", lambda: sharing.with_offers(known))


def memory(town: Town, drivers: Drivers, n: int) -> float:
    """Bytes that some offers take: their records, points and runs."""
    content = drivers.message(n)
    tracemalloc.start()
    before = tracemalloc.get_traced_memory()[0]
    batch = town.batch(content)
    offers = town.applied(batch, NO_OFFERS)
    gc.collect()
    taken = tracemalloc.get_traced_memory()[0] - before
    tracemalloc.stop()
    assert len(offers.offers)
    return float(taken)


def ask(planner: Planner, sharing: Planner, asked: Sequence[Question]) -> None:
    """The same questions without offers, with them, and with them but not named."""
    named = [replace(each, sharing=True) for each in asked]
    first: np.ndarray | None = None
    for name, knows, questions in (
        ("no offers", planner, asked),
        ("offers, not named", sharing, asked),
        ("offers, RIDE_SHARING named", sharing, named),
    ):
        answers = [knows.plan(each) for each in questions]  # kernels compile, windows are made
        times = np.array([best_s(knows, each) for each in questions]) * 1000
        found = np.percentile(times, [50, 95, 99])
        first = found if first is None else first
        told = "  ".join(
            f"{share} {ms:.1f} ms ({ms / without:.2f} x)"
            for share, ms, without in zip(("p50", "p95", "p99"), found, first, strict=True)
        )
        say(name, f"{told}  {shares(answers)}")


def shares(answers: Sequence[Answer]) -> str:
    """How many have a way with a seat in somebody's car."""
    found = sum(
        any(leg.offer is not None for way in answer.itineraries for leg in way.legs)
        for answer in answers
    )
    return f"with a ride: {found} of {len(answers)}"


def _any_question(town: Town) -> Question:
    assert town.graph.streets is not None
    ends = pairs(town.graph.streets, np.random.default_rng(3), 1, SPREAD_DEG)[0]
    return Question(*ends, town.now + 7200, sharing=True)


def _n_runs(offers: Offers) -> int:
    return int(offers.runs.offer.size)


def _took(name: str, work: Any) -> Any:
    """What something gives; its CPU and wall-clock time are printed."""
    cpu, wall = time.process_time(), time.perf_counter()
    made = work()
    cpu, wall = time.process_time() - cpu, time.perf_counter() - wall
    say(name, f"{cpu * 1000:.0f} ms ({wall * 1000:.0f} ms by the clock)")
    return made


if __name__ == "__main__":
    main()
