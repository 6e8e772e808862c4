"""How soon news are in the answers of a whole service, over HTTP.

    python -m benchmarks.freshness --territory T.toml [--trips 500] [--n 30] [--workers 1]
                                  [--folder DIR]

Imports into a folder of its own and serves from there, with two live sources more: one is asked
every second, the other one is pushed. Each message tells of so many trips of the service clock's
day, call by call, and delays them by a minute more or less than the one before. Measured is the
time to the first answer of `/api/v6/trip` that shows it, asked again and again: from when the
service was sent the bytes it asked for (add half of `interval_s`, on average), or from the first
byte of a push. In ms.
"""

import argparse
import asyncio
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from random import Random

import aiohttp
import numpy as np
from aiohttp import web
from google.transit.gtfs_realtime_pb2 import FeedMessage

from maas.generation import DataDir
from maas.settings import Territory, read_territory
from maas.timetable import Timetable
from routing.overlays.scheduled_run import scheduled_run

WAIT_S = 30.0
PAUSE_S = 0.005
"""Between questions; without it they would cost the service as much as the news."""
POLLED, PUSHED = "polled-rt", "pushed-rt"


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--territory", type=Path, required=True)
    parser.add_argument("--trips", type=int, default=500)
    parser.add_argument("--n", type=int, default=30)
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--folder", type=Path, help="to import into and keep")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        kept = given.folder or Path(folder)
        asyncio.run(measure(read_territory(given.territory), kept, given))
    return 0


async def measure(territory: Territory, folder: Path, given: argparse.Namespace) -> None:
    """Import, serve, send news both ways."""
    async with asked_source() as source:
        path = written(territory, folder, source)
        subprocess.run(command("import", str(path)), check=True, stdout=sys.stderr)
        key = subprocess.run(
            command("keys", "create", str(path), "--scope", "operator"),
            check=True,
            capture_output=True,
            text=True,
        ).stdout.split()[-1]
        news = News.of(read_territory(path), given.trips)
        size = len(news.message(0, 60))
        print(f"{news.trips.size} trips, {news.n_calls} stop updates, {size} bytes")
        server, address = served(path, folder, given.workers)
        try:
            async with aiohttp.ClientSession(address) as session:
                watch = Watch(session, news, key)
                await watch.until_ready()
                print(said("asked for", [await watch.asked(source) for _ in range(given.n)]))
                print(said("pushed", [await watch.pushed() for _ in range(given.n)]))
        finally:
            server.terminate()
            server.wait(20)


@dataclass(slots=True)
class Source:
    """What is served to the service, and when it was."""

    url: str = ""
    content: bytes = b""
    sent: asyncio.Event = field(default_factory=asyncio.Event)
    sent_at: float = 0.0


@asynccontextmanager
async def asked_source() -> AsyncIterator[Source]:
    """A live source on loopback."""
    source = Source()

    async def answer(_: web.Request) -> web.Response:
        if not source.sent.is_set() and source.content:
            source.sent_at = time.perf_counter()
            source.sent.set()
        return web.Response(body=source.content)

    app = web.Application()
    app.router.add_get("/", answer)
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    host, port = runner.addresses[0][:2]
    source.url = f"http://{host}:{port}/"
    yield source
    await runner.cleanup()


def written(territory: Territory, folder: Path, source: Source) -> Path:
    """The territory's file, with data of its own and two live sources more."""
    timetables = [each for each in territory.static_sources if each.kind == "gtfs"]
    start = datetime.fromtimestamp(territory.clock or time.time(), UTC)
    parts = [
        f'name = "fresh"\ntimezone = "{territory.timezone}"\nclock = {start:%Y-%m-%dT%H:%M:%SZ}\n',
        *(
            f"{table(each.id, each.kind)}url = {json.dumps(each.url)}\n"
            for each in territory.static_sources
        ),
        f'{table(POLLED, "gtfs-rt")}for = "{timetables[0].id}"\ninterval_s = 1\n'
        f'url = "{source.url}"\nallow_private = true\n',
        f'{table(PUSHED, "gtfs-rt")}for = "{timetables[0].id}"\n',
    ]
    path = folder / "fresh.toml"
    path.write_text("".join(parts))
    return path


def table(name: str, kind: str) -> str:
    """The head of a source's table."""
    return f'[[source]]\nid = "{name}"\nkind = "{kind}"\n'


@dataclass(frozen=True, slots=True)
class News:
    """Messages about the same trips of a day."""

    timetable: Timetable
    day: date
    now: int
    feed: str
    trips: np.ndarray

    @classmethod
    def of(cls, territory: Territory, n_trips: int) -> "News":
        """So many trips of the clock's day, of the timetable the live sources speak of."""
        generation = DataDir(territory.data_dir).open_current(0)
        timetable = generation.part("timetable", Timetable) if generation else None
        assert timetable is not None and territory.clock is not None
        day = datetime.fromtimestamp(territory.clock, territory.zone).date()
        feed = territory.live_sources[0].ids_of[0]
        active = timetable.services.active(day)[timetable.trips.service]
        own = [
            int(i) for i in np.flatnonzero(active) if timetable.trips.id[i].startswith(f"{feed}:")
        ]
        chosen = Random(1).sample(own, min(n_trips, len(own)))
        return cls(timetable, day, territory.clock, feed, np.array(chosen))

    @property
    def n_calls(self) -> int:
        """Stop updates of a message."""
        sizes = np.diff(self.timetable.trips.first_time)
        return int(sizes[self.trips].sum())

    @property
    def canary(self) -> str:
        """The id by which the interface knows the first of the trips."""
        run = scheduled_run(self.timetable, int(self.trips[0]), self.day.toordinal())
        minutes = int(run.depart[0]) // 60
        return f"{self.day:%Y%m%d}_{minutes // 60:02}:{minutes % 60:02}_{run.id}"

    def message(self, number: int, delay_s: int) -> bytes:
        """The message of a number: all trips late by so much."""
        made = FeedMessage()
        made.header.gtfs_realtime_version = "2.0"
        made.header.timestamp = self.now + number
        for trip in self.trips.tolist():
            run = scheduled_run(self.timetable, trip, self.day.toordinal())
            update = made.entity.add(id=str(trip)).trip_update
            update.trip.trip_id = run.id.removeprefix(f"{self.feed}:")
            update.trip.start_date = f"{self.day:%Y%m%d}"
            for stop in run.stop.tolist():
                call = update.stop_time_update.add()
                call.stop_id = self.timetable.stops.id[stop].removeprefix(f"{self.feed}:")
                call.arrival.delay = call.departure.delay = delay_s
        content: bytes = made.SerializeToString()
        return content


@dataclass(slots=True)
class Watch:
    """Sends news and asks until they show."""

    session: aiohttp.ClientSession
    news: News
    key: str
    number: int = 0
    delay_s: int = 0

    async def asked(self, source: Source) -> float:
        """From the reply to the service's question to the answer that shows it, s."""
        content = self._next()
        source.sent.clear()
        source.content = content
        await asyncio.wait_for(source.sent.wait(), WAIT_S)
        await self._until_shown()
        return time.perf_counter() - source.sent_at

    async def pushed(self) -> float:
        """From the first byte of a push to the answer that shows it, s."""
        content = self._next()
        began = time.perf_counter()
        pushing = asyncio.ensure_future(self._push(content))
        await self._until_shown()
        shown = time.perf_counter() - began
        await pushing
        return shown

    async def until_ready(self) -> None:
        """Until the service answers."""
        for _ in range(2000):
            try:
                await self._delay()
            except aiohttp.ClientError:
                await asyncio.sleep(0.01)
            else:
                return

    def _next(self) -> bytes:
        self.number += 1
        self.delay_s = 60 + 60 * (self.number % 5)
        return self.news.message(self.number, self.delay_s)

    async def _push(self, content: bytes) -> None:
        path, key = f"/v1/sources/{PUSHED}/messages", {"Authorization": f"Bearer {self.key}"}
        async with self.session.post(path, data=content, headers=key) as answer:
            assert answer.status == 200, await answer.text()

    async def _until_shown(self) -> None:
        async with asyncio.timeout(WAIT_S):
            while await self._delay() != self.delay_s:
                await asyncio.sleep(PAUSE_S)

    async def _delay(self) -> int:
        """How late the canary departs, as the service says it, s."""
        async with self.session.get("/api/v6/trip", params={"tripId": self.news.canary}) as answer:
            assert answer.status == 200, await answer.text()
            leg = (await answer.json())["legs"][0]
        late = (
            datetime.fromisoformat(leg["startTime"]),
            datetime.fromisoformat(leg["scheduledStartTime"]),
        )
        return round((late[0] - late[1]).total_seconds())


def served(path: Path, folder: Path, workers: int) -> tuple[subprocess.Popen[bytes], str]:
    """The service, and where it is."""
    log = folder / "serve.log"
    with log.open("w") as said_there:
        server = subprocess.Popen(
            command("serve", str(path), "--port", "0", "--workers", str(workers)),
            stderr=said_there,
            stdout=subprocess.DEVNULL,
        )
    while server.poll() is None:
        for line in log.read_text().splitlines():
            if "service.started" in line:
                return server, str(json.loads(line)["address"])
        time.sleep(0.01)
    raise SystemExit(f"the server did not start: {log.read_text()}")


def command(*words: str) -> list[str]:
    """A command of ours."""
    return [sys.executable, "-m", "maas", *words]


def said(name: str, took_s: Sequence[float]) -> str:
    """One line of figures."""
    p50, p95, worst = np.percentile(took_s, (50, 95, 100)) * 1000
    return (
        f"{name:10} p50 {p50:7.1f}  p95 {p95:7.1f}  worst {worst:7.1f} ms  {len(took_s)} messages"
    )


if __name__ == "__main__":
    sys.exit(main())
