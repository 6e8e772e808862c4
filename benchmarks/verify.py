"""Compare transit search with the slow oracle of the tests on real timetables.

    python -m benchmarks.verify --gtfs ZIP [--gtfs ZIP…] --day YYYY-MM-DD
                                [--n-ea 300] [--n-range 30] [--seed 1]

Run from the repository's root. Questions go between random stops something calls at, with access
and egress by a straight line to every stop within 400 m, and transfers as an import without streets
computes them. The oracle looks at every run of every day one by one (a second per start), so that
range questions ask for journeys of at most three hours in a window of half an hour.
"""

import argparse
import random
import sys
import time
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import numpy as np

from feeds.gtfs import read
from maas.model import Profile, SourceId
from maas.settings import RoutingSettings
from maas.timetable import Timetable
from maas.timetable.join import join
from maas.units import EARTH_RADIUS_M, STRAIGHT_LINE_FACTOR
from routing.transfers import build_transfers
from routing.transit import Offsets, TransitQuestion, TransitRouter
from tests.oracle.answers import answers
from tests.oracle.scan import Oracle
from tests.oracle.travel import travel

SETTINGS = RoutingSettings()
NEAR_M = 400.0
HOURS = (5, 24)
RANGE_S, RANGE_TRAVEL_S = 1800, 3 * 3600
EA_TRAVEL_S = 8 * 3600


class Verification:
    """A timetable, its search and its oracle, for one day."""

    def __init__(self, timetable: Timetable, day: date, seed: int) -> None:
        self.timetable = timetable
        self.day = day
        self.zone = ZoneInfo(timetable.zones[0])
        transfers = build_transfers(timetable, None, Profile.WALK, SETTINGS)
        self.router = TransitRouter(timetable, {Profile.WALK: transfers})
        self.oracle = Oracle(timetable, transfers, day, Profile.WALK, days_around=1)
        self._chance = random.Random(seed)
        self._called = np.unique(timetable.patterns.stop).tolist()

    def compare(self, n: int, window_s: int, max_travel_s: int) -> int:
        """Ask n questions; returns how many answers differ."""
        wrong = journeys = 0
        for number, question in enumerate(self._questions(n, window_s, max_travel_s), 1):
            result = self.router.search(question)
            for journey in result.journeys:
                travel(self.oracle, question, journey)
            journeys += len(result.journeys)
            found, expected = answers(question, result), self.oracle.answer(question)
            if found != expected:
                wrong += 1
                print(f"question {number}: {sorted(found)} is not {sorted(expected)}: {question}")
        print(
            f"{n - wrong} of {n} answers with a window of {window_s} s equal; {journeys} journeys"
        )
        return wrong

    def _questions(self, n: int, window_s: int, max_travel_s: int) -> Iterator[TransitQuestion]:
        midnight = int(datetime(*self.day.timetuple()[:3], tzinfo=self.zone).timestamp())
        for _ in range(n):
            at = midnight + self._chance.randrange(HOURS[0] * 3600, HOURS[1] * 3600)
            origin, destination = (self._chance.choice(self._called) for _ in range(2))
            access, egress = self._near(origin), self._near(destination)
            yield TransitQuestion(access, egress, at, window_s, max_travel_s=max_travel_s)

    def _near(self, stop: int) -> Offsets:
        """Every stop within reach of one, walking straight."""
        lat, lon = np.radians(self.timetable.stops.lat), np.radians(self.timetable.stops.lon)
        east = (lon - lon[stop]) * np.cos(lat[stop])
        metres = EARTH_RADIUS_M * np.hypot(lat - lat[stop], east)
        near = np.flatnonzero(metres <= NEAR_M).astype(np.int32)
        seconds = np.ceil(metres[near] * STRAIGHT_LINE_FACTOR / SETTINGS.walk_speed_m_s)
        return Offsets(near, seconds.astype(np.int32))


def main() -> int:
    """Load, compare earliest arrivals and windows."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--gtfs", type=Path, action="append", required=True)
    parser.add_argument("--day", type=date.fromisoformat, required=True)
    parser.add_argument("--n-ea", type=int, default=300)
    parser.add_argument("--n-range", type=int, default=30)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    feeds = [read(path, SourceId(f"f{i}"))[0] for i, path in enumerate(given.gtfs)]
    began = time.perf_counter()
    verification = Verification(join(feeds), given.day, given.seed)
    wrong = verification.compare(given.n_ea, 0, EA_TRAVEL_S)
    wrong += verification.compare(given.n_range, RANGE_S, RANGE_TRAVEL_S)
    print(f"{time.perf_counter() - began:.0f} s")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
