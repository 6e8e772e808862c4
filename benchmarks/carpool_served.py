"""Ride offers over HTTP: `python -m benchmarks.carpool_served --territory T.toml [--offers 5000]`.

Imports into a folder of its own (or `--folder`, where a generation may stand already) and serves
from there with a file of offers of chance, as in `benchmarks/carpool.py`. Printed are how long it
takes until all are laid on the streets; the times of the questions of `benchmarks/plan.py` as
they are and with RIDE_SHARING named, one client; the time from `POST /v1/carpools` to the first
answer that has the new offer; and the memory of all processes.
"""

import argparse
import asyncio
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import aiohttp
import numpy as np

from benchmarks.carpool import Drivers
from benchmarks.freshness import command, served
from benchmarks.plan import Latency, _pss_mb, _questions, _run
from maas.generation import DataDir
from maas.settings import Territory, read_territory
from maas.streets import StreetNetwork

NAMED = "&directModes=WALK,RIDE_SHARING"
WAIT_S = 30.0
PAUSE_S = 0.005
LOOK_S = 1.0
CALM = 5
"""Looks without a change after which all is laid."""


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--territory", type=Path, required=True)
    parser.add_argument("--offers", type=int, default=5000)
    parser.add_argument("--detour", type=int, default=600, help="s; 0: all keep to their way")
    parser.add_argument("--n", type=int, default=300, help="questions")
    parser.add_argument("--published", type=int, default=20, help="offers published one by one")
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--folder", type=Path, help="to import into and keep")
    given = parser.parse_args()
    given.seed, given.day = 1, None
    with tempfile.TemporaryDirectory() as folder:
        measure(read_territory(given.territory), given.folder or Path(folder), given)
    return 0


def measure(territory: Territory, folder: Path, given: argparse.Namespace) -> None:
    """Import, serve with offers, ask."""
    path = written(territory, folder)
    if DataDir(folder / "data").current_id() is None:
        subprocess.run(command("import", str(path)), check=True, stdout=sys.stderr)
    here = read_territory(path)
    key = words("keys", "create", str(path), "--scope", "partner")[-1]
    drive(here, folder, given)
    questions = _questions(here, given)
    with running(path, folder, given.workers) as (server, address):
        asyncio.run(ask(address, questions, key, given))
        say("memory of all processes", f"{_pss_mb(server.pid)} MB")


def written(territory: Territory, folder: Path) -> Path:
    """The territory's file, with data of its own and a file of offers."""
    start = datetime.fromtimestamp(territory.clock or time.time(), UTC)
    tables = [(each.id, each.kind, each.url) for each in territory.static_sources]
    tables.append(("rides", "amarillo", "file:rides.json"))
    head = f'name = "shared"\ntimezone = "{territory.timezone}"\ndata_dir = "data"\n'
    path = folder / "shared.toml"
    path.write_text(
        f"{head}clock = {start:%Y-%m-%dT%H:%M:%SZ}\nclock_rate = 0\n"
        + "".join(
            f"[[source]]\nid = {json.dumps(name)}\nkind = {json.dumps(kind)}\n"
            f"url = {json.dumps(url)}\n"
            for name, kind, url in tables
        )
    )
    return path


def drive(territory: Territory, folder: Path, given: argparse.Namespace) -> None:
    """Write offers of the clock's day."""
    generation = DataDir(territory.data_dir).open_current(0)
    network = generation.part("streets", StreetNetwork) if generation else None
    assert network is not None and territory.clock is not None
    day = datetime.fromtimestamp(territory.clock, territory.zone)
    drivers = Drivers(network, np.random.default_rng(1), day, given.detour)
    (folder / "rides.json").write_bytes(drivers.message(given.offers))


@contextmanager
def running(
    path: Path, folder: Path, workers: int
) -> Iterator[tuple[subprocess.Popen[bytes], str]]:
    """The service, and where it is."""
    server, address = served(path, folder, workers)
    try:
        yield server, address
    finally:
        server.terminate()
        server.wait(30)


async def ask(address: str, questions: Sequence[str], key: str, given: argparse.Namespace) -> None:
    """Questions as they are and with rides, then new offers."""
    async with aiohttp.ClientSession(address) as session:
        began = time.perf_counter()
        laid_s = await until_laid(session)
        say("all laid on the streets", f"{laid_s - began:.1f} s after the start, {given.offers}")
        plain, named = list(questions), [f"{each}{NAMED}" for each in questions]
        await _run(session, named, 4)  # caches of windows fill here
        without, _ = await _run(session, plain, 1)
        within, answers = await _run(session, named, 1)
        say("plain", told(without))
        say("RIDE_SHARING named", f"{told(within)}  p50 {within.p50 / without.p50:.2f} x")
        say("answers", str(dict(answers)))
        publisher = Publisher(session, key, questions)
        took = [await publisher.until_shown(i) for i in range(given.published)]
        p50, p95, worst = np.percentile(took, (50, 95, 100)) * 1000
        say("POST to the first answer", f"p50 {p50:.0f}  p95 {p95:.0f}  worst {worst:.0f} ms")


async def until_laid(session: aiohttp.ClientSession) -> float:
    """When nothing more was laid on the streets for a while: the last change."""
    applied, changed_at, calm = -1.0, time.perf_counter(), 0
    while calm < CALM:
        async with session.get("/metrics") as answer:
            lines = (await answer.text()).splitlines()
        counts = [line for line in lines if line.startswith("maas_applied_total")]
        now = sum(float(line.rpartition(" ")[2]) for line in counts)
        calm = calm + 1 if now == applied and now else 0
        if now != applied:
            applied, changed_at = now, time.perf_counter()
        await asyncio.sleep(LOOK_S)
    return changed_at


@dataclass
class Publisher:
    """Publishes offers between the ends of questions, and asks until they show."""

    session: aiohttp.ClientSession
    key: str
    questions: Sequence[str]

    async def until_shown(self, i: int) -> float:
        """From the first byte of a publication to the answer that has the offer, s."""
        query = {k: v[0] for k, v in parse_qs(urlsplit(self.questions[i]).query).items()}
        path = f"{self.questions[i]}&transitModes=RIDE_SHARING"
        began = time.perf_counter()
        name = await self._publish(offer(query))
        async with asyncio.timeout(WAIT_S):
            while name not in await self._shown(path):
                await asyncio.sleep(PAUSE_S)
        shown_s = time.perf_counter() - began
        async with self.session.delete(f"/v1/carpools/{name}", headers=self._headers) as answer:
            assert answer.ok, await answer.text()
        return shown_s

    async def _publish(self, body: Any) -> str:
        async with self.session.post("/v1/carpools", json=body, headers=self._headers) as answer:
            assert answer.ok, await answer.text()
            return str((await answer.json())["id"])

    async def _shown(self, path: str) -> set[str]:
        async with self.session.get(path) as answer:
            itineraries = (await answer.json())["itineraries"]
        legs = (leg for each in itineraries for leg in each["legs"])
        return {leg["offer"]["id"] for leg in legs if "offer" in leg}

    @property
    def _headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.key}"}


def offer(query: dict[str, str]) -> Any:
    """A driver who leaves where and when somebody wants to, and goes there."""
    leaves = datetime.fromisoformat(query["time"]) + timedelta(minutes=5)
    ends = ([float(x) for x in query[name].split(",")] for name in ("fromPlace", "toPlace"))
    places = [{"lat": lat, "lon": lon} for lat, lon in ends]
    return {"waypoints": places, "departure": leaves.isoformat(), "seats": 2}


def told(latency: Latency) -> str:
    """One line of figures."""
    shares = f"p50 {latency.p50}  p95 {latency.p95}  p99 {latency.p99}"
    return f"{shares}  worst {latency.worst} ms"


def words(*command_words: str) -> list[str]:
    """What a command prints."""
    run = subprocess.run(command(*command_words), check=True, capture_output=True, text=True)
    return run.stdout.split()


def say(name: str, text: str) -> None:
    """One line."""
    print(f"{name:30} {text}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
