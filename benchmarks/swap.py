"""Switching to another timetable while serving: what those who ask meanwhile notice.

    python -m benchmarks.swap --territory T.toml [--swaps 50] [--per-second 10] [--workers 1]

Imports two versions of every timetable into a folder of its own, which differ in a mark at the end
of each route's name, and serves from there with live news of 500 trips every second. Questions come
at a steady pace, whatever the answers take; after each switch it waits until the new version
answers. Counted are failed requests, answers whose content is not of the version that their header
names, news and itineraries that got lost; measured how long answers took (worst, and worst of
`/health/live`, which waits for nothing but the event loop), and memory (sum of PSS, MB).
"""

import argparse
import asyncio
import itertools
import subprocess
import sys
import tempfile
import time
from collections.abc import Coroutine, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import aiohttp
import numpy as np

from benchmarks.freshness import PUSHED, News, command, served
from benchmarks.marking import written
from benchmarks.plan import _pss_mb, _questions
from maas.generation import DataDir, roll_back
from maas.generation.stamp import territory_stamp
from maas.settings import Territory, read_territory

MARKS = ("~0", "~1")
WAIT_S = 60.0
PULSE_S = 0.05
"""How often the event loop is felt for."""

SETTLE_S = 8.0
"""Between a switch and the next one: by then what the old version took is given back."""

QUIET_S = 15.0
"""Before the first switch, for comparison."""


def main() -> int:
    """Measure and print; 1 where a promise is broken."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--territory", type=Path, required=True)
    parser.add_argument("--swaps", type=int, default=50)
    parser.add_argument("--per-second", type=float, default=10.0)
    parser.add_argument("--workers", type=int, default=1)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        found = measure(read_territory(given.territory), Path(folder), given)
    print(found)
    return 1 if found.is_broken else 0


@dataclass(slots=True)
class Found:
    """What was met while switching."""

    took_s: list[float] = field(default_factory=list)
    quiet: int = 0
    """How many of them came before the first switch."""
    pulse_s: list[float] = field(default_factory=list)
    switch_s: list[float] = field(default_factory=list)
    """From the word to the first answer of the other version."""
    failed: list[str] = field(default_factory=list)
    mixed: list[str] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)
    pss_mb: list[int] = field(default_factory=list)
    """Before the first switch and after each one."""

    @property
    def is_broken(self) -> bool:
        """Whether anybody noticed more than that it took a moment longer."""
        return bool(self.failed or self.mixed or self.lost)

    def __str__(self) -> str:
        wrong = [*self.failed[:3], *self.mixed[:3], *self.lost[:3]]
        return "\n".join(
            [
                f"{len(self.switch_s)} switches, {len(self.took_s)} answers",
                f"failed {len(self.failed)}, mixed {len(self.mixed)}, lost {len(self.lost)}",
                f"before     {spread(self.took_s[: self.quiet])}",
                f"answers    {spread(self.took_s[self.quiet :])}",
                f"event loop {spread(self.pulse_s)}",
                f"switch     median {np.median(self.switch_s):5.1f}  worst"
                f" {max(self.switch_s):5.1f} s",
                f"memory     {' '.join(map(str, self.pss_mb))} MB",
                *wrong,
            ]
        )


def spread(took_s: Sequence[float]) -> str:
    """Percentiles in ms."""
    p50, p99, worst = np.percentile(took_s, (50, 99, 100)) * 1000
    return f"p50 {p50:7.1f}  p99 {p99:7.1f}  worst {worst:7.1f} ms"


def measure(territory: Territory, folder: Path, given: argparse.Namespace) -> Found:
    """Import both versions, serve, switch."""
    marks = {}
    for mark in MARKS:
        path = written(territory, folder, mark)
        subprocess.run(command("import", str(path)), check=True, stdout=sys.stderr)
        marks[DataDir(folder / "var").current_id() or ""] = mark
    words = command("keys", "create", str(path), "--scope", "operator")
    created = subprocess.run(words, check=True, capture_output=True, text=True).stdout
    server, address = served(path, folder, given.workers)
    town = Town(read_territory(path), address, created.split()[-1], marks, server.pid)
    try:
        return asyncio.run(watch(town, given.swaps, given.per_second))
    finally:
        server.terminate()
        server.wait(20)


@dataclass(frozen=True, slots=True)
class Town:
    """A service and what is known of its data."""

    territory: Territory
    address: str
    key: str
    marks: dict[str, str]
    """Of each generation."""
    pid: int


async def watch(town: Town, swaps: int, per_second: float) -> Found:
    """Ask all the time and switch now and then."""
    found = Found()
    limits = aiohttp.TCPConnector(limit=0)
    patience = aiohttp.ClientTimeout(total=WAIT_S)
    async with aiohttp.ClientSession(town.address, connector=limits, timeout=patience) as session:
        asker = Asker(session, town, found)
        await asker.until_ready()
        beside = [
            asyncio.create_task(each)
            for each in (asker.ask_all(per_second), asker.push_all(), asker.feel_all())
        ]
        await asyncio.sleep(QUIET_S)
        found.quiet = len(found.took_s)
        found.pss_mb.append(_pss_mb(town.pid))
        for _ in range(swaps):
            await asker.switch()
            await asyncio.sleep(SETTLE_S)
            await asker.look()
            found.pss_mb.append(_pss_mb(town.pid))
        for task in beside:
            task.cancel()
        await asyncio.gather(*beside, return_exceptions=True)
    return found


@dataclass(slots=True)
class Asker:
    """Asks, pushes news, switches."""

    session: aiohttp.ClientSession
    town: Town
    found: Found
    news: News = field(init=False)
    itinerary: str = ""
    """The id of one that was answered before the first switch."""

    def __post_init__(self) -> None:
        self.news = News.of(self.town.territory, 500)

    async def until_ready(self) -> None:
        """Until the service answers, and an itinerary that rides."""
        while not self.itinerary:
            try:
                async with self.session.get(self._questions()[0]) as answer:
                    found = (await answer.json()).get("itineraries", [])
            except aiohttp.ClientError:
                await asyncio.sleep(0.1)
                continue
            self.itinerary = next((each["id"] for each in found if rides(each)), "")

    async def ask_all(self, per_second: float) -> None:
        """Questions at a steady pace, each answered on its own."""
        async with asyncio.TaskGroup() as group:
            for question in itertools.cycle(self._questions()):
                group.create_task(self._ask(question))
                await asyncio.sleep(1 / per_second)

    async def push_all(self) -> None:
        """A message every second, each another delay."""
        path = f"/v1/sources/{PUSHED}/messages"
        key = {"Authorization": f"Bearer {self.town.key}"}
        for number in itertools.count(1):
            content = await asyncio.to_thread(self.news.message, number, 60 + number % 5 * 60)
            await self._noted(self._post(path, content, key))
            await asyncio.sleep(1)

    async def feel_all(self) -> None:
        """How soon the event loop has a moment."""
        while True:
            began = time.perf_counter()
            async with self.session.get("/health/live") as answer:
                await answer.read()
            self.found.pulse_s.append(time.perf_counter() - began)
            await asyncio.sleep(PULSE_S)

    async def switch(self) -> None:
        """Go to the other generation and wait until it answers."""
        data = DataDir(self.town.territory.data_dir)
        other = next(each for each in self.town.marks if each != data.current_id())
        began = time.perf_counter()
        await asyncio.to_thread(_go_to, self.town.territory, other)
        async with asyncio.timeout(WAIT_S):
            while not (await self._version()).startswith(other):
                await asyncio.sleep(PULSE_S)
        self.found.switch_s.append(time.perf_counter() - began)

    async def look(self) -> None:
        """Whether news and itineraries outlived the switch."""
        async with self.session.get("/api/v6/trip", params={"tripId": self.news.canary}) as answer:
            trip = await answer.json()
            if not (answer.status == 200 and trip["legs"][0]["realTime"]):
                self.found.lost.append(f"news of {self.news.canary}: {answer.status}")
        asked = {"itineraryId": self.itinerary, "requireDisplayNameMatch": "false"}
        async with self.session.get("/api/v6/refresh-itinerary", params=asked) as answer:
            if answer.status != 200:
                self.found.lost.append(f"an itinerary: {await answer.text()}")

    async def _ask(self, question: str) -> None:
        began = time.perf_counter()
        await self._noted(self._answer(question))
        self.found.took_s.append(time.perf_counter() - began)

    async def _answer(self, question: str) -> str:
        async with self.session.get(question) as answer:
            version, body = answer.headers["Maas-Version"], await answer.json()
            if answer.status == 422:
                return ""  # a place by chance that no street is near to
            if answer.status != 200:
                return f"{answer.status} {body}"
        mark = self.town.marks[version.rpartition(".")[0]]
        names = [
            leg["routeShortName"]
            for each in body["itineraries"]
            for leg in each["legs"]
            if "routeShortName" in leg
        ]
        if any(not name.endswith(mark) for name in names):
            self.found.mixed.append(f"{version}: {names}")
        return ""

    async def _post(self, path: str, content: bytes, headers: dict[str, str]) -> str:
        async with self.session.post(path, data=content, headers=headers) as answer:
            return "" if answer.status == 200 else f"{answer.status} {await answer.text()}"

    async def _noted(self, asked: Coroutine[Any, Any, str]) -> None:
        try:
            problem = await asked
        except (aiohttp.ClientError, TimeoutError) as error:
            problem = repr(error)
        if problem:
            self.found.failed.append(problem)

    async def _version(self) -> str:
        async with self.session.get("/health/live") as answer:
            return answer.headers["Maas-Version"]

    def _questions(self) -> list[str]:
        """The same two hundred every time."""
        chosen = argparse.Namespace(n=200, seed=1, day=None)
        return _questions(self.town.territory, chosen)


def rides(itinerary: Any) -> bool:
    """Whether it is not on foot alone."""
    return any("routeShortName" in leg for leg in itinerary["legs"])


def _go_to(territory: Territory, generation: str) -> None:
    data = DataDir(territory.data_dir)
    with data.locked():
        roll_back(data, generation, "switched", territory_stamp(territory), hold=False)


if __name__ == "__main__":
    sys.exit(main())
