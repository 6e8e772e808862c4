"""Kingston's recorded news, served at ten times their speed: every answer is the oracle's.

An answer names its version, the archive knows which message that was, and what the message makes of
the timetable is computed by hand.
"""

import json
import shutil
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import cached_property
from http.client import HTTPConnection
from pathlib import Path
from random import Random
from typing import Any

import numpy as np
import pytest

from benchmarks.verify import SETTINGS
from feeds.gtfs import read
from maas.archive import ArchiveReader
from maas.model import Profile, SourceId
from maas.snapshot import Batch
from maas.timetable import Timetable, Transfers
from maas.units import service_midnight
from routing.overlays.applying import LiveFeed, apply
from routing.transfers import build_transfers
from routing.transit import Offsets, TransitQuestion
from tests.kingston import ZONE, Expected, by_hand, message, recorded, told
from tests.livefeeds import RT
from tests.livesource import live_table
from tests.oracle.scan import Oracle
from tests.oracle.slow_news import Told, scheduled_calls
from tests.service import Service
from tests.shared import shared

pytestmark = [pytest.mark.real, pytest.mark.slow]

KINGSTON = SourceId("k")
BURSTS = (slice(0, 50), slice(73, 80))
"""Of the first day, whose trips are all in the timetable; of the second, made for another one."""

RATE = 10
STEPS = 6
"""Versions that are asked, of a longer recording."""

AT_ONCE = 2
"""Questions of each kind between two looks at which version is served."""

TRAVEL_MIN = 480


@dataclass(frozen=True)
class Step:
    """What is known after a message, by hand."""

    expected: Expected
    oracle: Oracle


@dataclass
class Kingston:
    """The timetable and what is made of it slowly."""

    timetable: Timetable
    transfers: Transfers
    oracles: dict[int, Oracle] = field(default_factory=dict)

    @cached_property
    def stops(self) -> list[str]:
        """Those at which something calls."""
        return [self.timetable.stops.id[i] for i in np.unique(self.timetable.patterns.stop)]

    def step(self, batch: Batch) -> Step:
        live = apply(self.timetable, (LiveFeed(RT, (KINGSTON,)),), {RT: batch}, None).live.trips
        assert live is not None
        expected = by_hand(self.timetable, batch, live)
        day = datetime.fromtimestamp(batch.made_at, ZONE).date()
        if day.toordinal() not in self.oracles:
            scheduled = Oracle(self.timetable, self.transfers, day, Profile.WALK, days_around=1)
            self.oracles[day.toordinal()] = scheduled
        return Step(expected, told(self.oracles[day.toordinal()], self.timetable, expected))

    def trip_id(self, trip: int, day: int) -> str:
        """As the interface names a run."""
        first = scheduled_calls(self.timetable, trip)[2][0][1]
        start = f"{first // 3600:02}:{first // 60 % 60:02}"
        return f"{datetime.fromordinal(day):%Y%m%d}_{start}_{self.timetable.trips.id[trip]}"


@pytest.fixture(scope="module")
def kingston() -> Kingston:
    timetable = read(shared("data", "kingston", "gtfs.zip"), KINGSTON)[0]
    return Kingston(timetable, build_transfers(timetable, None, Profile.WALK, SETTINGS))


@dataclass(frozen=True)
class Imported:
    """A folder with a generation, and how long the service takes to start there (s)."""

    folder: Path
    start_s: float


@pytest.fixture(scope="module")
def imported(tmp_path_factory: pytest.TempPathFactory) -> Imported:
    folder = tmp_path_factory.mktemp("imported")
    path = town(folder, (), 0)
    subprocess.run([sys.executable, "-m", "maas", "import", str(path)], check=True)
    began = time.monotonic()
    with Service(path):
        return Imported(folder, time.monotonic() - began)


@dataclass(frozen=True)
class Ride:
    """From stop to stop: when one arrives (Unix s), with how many boardings."""

    ends: tuple[str, str]
    at: int
    found: set[tuple[int, int]]

    def check(self, kingston: Kingston, step: Step) -> None:
        rows = [kingston.timetable.stops.id.find(stop) for stop in self.ends]
        here, there = (Offsets(np.array([row], np.int32), np.zeros(1, np.int32)) for row in rows)
        question = TransitQuestion(here, there, self.at, max_travel_s=TRAVEL_MIN * 60)
        expected = {answer[1:] for answer in step.oracle.answer(question)}
        assert self.found == expected, self


@dataclass(frozen=True)
class Run:
    """A whole trip: stop, arrival, departure (Unix s; not the first arrival nor the last departure)
    and whether it is passed by, for each call; and whether anything is known of it."""

    trip: int
    day: int
    calls: list[tuple[str, int | None, int | None, bool]]
    is_live: bool

    def check(self, kingston: Kingston, step: Step) -> None:
        live = step.expected.scheduled.get((self.trip, self.day))
        midnight = service_midnight(date.fromordinal(self.day), ZONE)
        expected = live or planned(kingston.timetable, self.trip)
        calls = [
            (f"k:{stop}", midnight + arrive, midnight + depart, skipped)
            for stop, arrive, depart, skipped, _ in expected
        ]
        assert self.calls == [
            (stop, arrive if i else None, depart if i < len(calls) - 1 else None, skipped)
            for i, (stop, arrive, depart, skipped) in enumerate(calls)
        ], self
        assert self.is_live == any(call[3] or call[4] for call in expected), self


def planned(timetable: Timetable, trip: int) -> list[Told]:
    """A trip of which nothing is known."""
    names, _, times = scheduled_calls(timetable, trip)
    return [(name, *time, False, False) for name, time in zip(names, times, strict=True)]


@pytest.mark.parametrize("burst", BURSTS)
def test_a_burst_at_ten_times_its_speed(
    tmp_path: Path, kingston: Kingston, imported: Imported, burst: slice
) -> None:
    shutil.copytree(imported.folder / "var/kingston", tmp_path / "var/kingston")
    shutil.rmtree(tmp_path / "var/kingston/archive")
    recording = [path.read_bytes() for path in recorded()[burst]]
    made_at = [message(content).made_at for content in recording]
    lead_s = int(RATE * imported.start_s)
    with Service(town(tmp_path, recording, made_at[0] - lead_s)) as service:
        until_s = time.monotonic() + (made_at[-1] - made_at[0] + lead_s) / RATE + 5
        given = list(asked(service, kingston, recording, until_s))
        assert not [event for event in service.events if event["event"].endswith("defect")]
    asked_about = {number for number, _ in given}
    assert len(asked_about) >= min(STEPS, len(recording)) // 2
    archive = ArchiveReader(tmp_path / "var/kingston/archive")
    archived = {kept.entry.number: kept for kept in archive.entries(RT, 0, 1 << 31)}
    for number in asked_about:
        step = kingston.step(message(archived[number].content()))
        for answer in (answer for about, answer in given if about == number):
            answer.check(kingston, step)


def town(folder: Path, recording: Iterable[bytes], clock: int) -> Path:
    """Where it is served from; 0: the clock of today."""
    (folder / "messages").mkdir(exist_ok=True)
    for i, content in enumerate(recording):
        (folder / "messages" / f"{i:02}.pb").write_bytes(content)
    gtfs = shared("data", "kingston", "gtfs.zip")
    at = datetime.fromtimestamp(clock or time.time(), UTC).isoformat()
    path = folder / "kingston.toml"
    path.write_text(
        f'name = "kingston"\ntimezone = "{ZONE.key}"\nclock = {at}\nclock_rate = {RATE}\n'
        f'[[source]]\nid = "k"\nkind = "gtfs"\nurl = "file:{gtfs}"\n'
        + live_table(RT, 'url = "file:messages/*.pb"\n', interval_s=5)
    )
    return path


def asked(
    service: Service, kingston: Kingston, recording: Sequence[bytes], until_s: float
) -> Iterator[tuple[int, Ride | Run]]:
    """What was answered, each with the number of the message that it is about."""
    chance = Random(len(recording))
    known = kingston.step(message(recording[0]))
    seen: Counter[int] = Counter()
    while len(seen) < STEPS and time.monotonic() < until_s:
        number = version(service)
        if not number or seen[number] >= AT_ONCE:
            time.sleep(0.02)
            continue
        ends = chance.sample(kingston.stops, 2)
        at = message(recording[0]).made_at + chance.randrange(-600, 3600)
        yield ride(service, (ends[0], ends[1]), at)
        yield run(service, kingston, *chance.choice(list(known.expected.scheduled)))
        seen[number] += 1


def ride(service: Service, ends: tuple[str, str], at: int) -> tuple[int, Ride]:
    time_of = datetime.fromtimestamp(at, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    path = f"/api/v6/plan?fromPlace={ends[0]}&toPlace={ends[1]}&time={time_of}"
    path += f"&timetableView=false&maxTravelTime={TRAVEL_MIN}&maxDirectTime=0"
    names = ("fromOffsets", "toOffsets")
    body = {name: [{"stopId": stop, "duration": 0}] for name, stop in zip(names, ends, strict=True)}
    number, answer = ask(service, "POST", path, body)
    found = {(seconds(each["endTime"]), each["transfers"] + 1) for each in answer["itineraries"]}
    return number, Ride(ends, at, found)


def run(service: Service, kingston: Kingston, trip: int, day: int) -> tuple[int, Run]:
    path = f"/api/v6/trip?tripId={kingston.trip_id(trip, day)}&joinInterlinedLegs=false"
    number, answer = ask(service, "GET", path)
    [leg] = [leg for leg in answer["legs"] if leg["tripId"] == kingston.trip_id(trip, day)]
    calls = [leg["from"], *leg["intermediateStops"], leg["to"]]
    told = [
        (
            call["stopId"],
            seconds(call["arrival"]) if i else None,
            seconds(call["departure"]) if i < len(calls) - 1 else None,
            bool(call.get("cancelled")),
        )
        for i, call in enumerate(calls)
    ]
    return number, Run(trip, day, told, leg["realTime"])


def version(service: Service) -> int:
    """Which message is in use; 0: none yet."""
    return number_of(service.get("/health/ready")[1])


def number_of(version: str) -> int:
    return int(version.rpartition(".")[2])


def ask(service: Service, method: str, path: str, body: object = None) -> tuple[int, Any]:
    """An answer, and the number of the message that it is about."""
    connection = HTTPConnection("127.0.0.1", service.port, timeout=20)
    try:
        connection.request(method, path, json.dumps(body), {"Content-Type": "application/json"})
        response = connection.getresponse()
        answer = json.loads(response.read())
        assert response.status == 200, answer
        return number_of(response.headers["Maas-Version"]), answer
    finally:
        connection.close()


def seconds(told: str) -> int:
    return int(datetime.fromisoformat(told).timestamp())
