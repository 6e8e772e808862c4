"""A flood of reports: `python -m benchmarks.reports_flood --territory T.toml [--reports 10000]`.

Imports into a folder of its own (or `--folder`, where a generation may stand already), serves from
there, and has clients report as fast as they are answered: near-equal ones, then as many at places
of chance; then again near-equal ones while the writer is killed again and again. Printed are rates,
times, how many things are told, memory of all processes, the time until others are told, and what
is lost when at last every process is killed.
"""

import argparse
import asyncio
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http import HTTPStatus
from pathlib import Path
from typing import Any

import aiohttp
import numpy as np

from benchmarks.carpool_served import running, say, words
from benchmarks.freshness import command
from benchmarks.plan import _pss_kb
from maas.generation import DataDir
from maas.settings import Territory, read_territory
from maas.streets import StreetNetwork

APPS = 4
PERSONS = 2000
SPREAD_DEG = 0.0004
"""How far near-equal reports lie apart: about 40 m."""

WAIT_S = 10.0
PAUSE_S = 0.01
SOME = 50
"""Reports that a writer takes before it is killed."""

RULES = "[reports]\nper_minute = 1000000\nreporter_per_hour = 3600\n"


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--territory", type=Path, required=True)
    parser.add_argument("--reports", type=int, default=10_000)
    parser.add_argument("--clients", type=int, default=32)
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--kills", type=int, default=10, help="of the writer")
    parser.add_argument("--folder", type=Path, help="to import into and keep")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        measure(read_territory(given.territory), given.folder or Path(folder), given)
    return 0


def measure(territory: Territory, folder: Path, given: argparse.Namespace) -> None:
    """Import, serve, report, kill, serve again."""
    path = written(territory, folder)
    if DataDir(folder / "data").current_id() is None:
        subprocess.run(command("import", str(path)), check=True, stdout=sys.stderr)
    (folder / "data/records.db").unlink(missing_ok=True)
    keys = [words("keys", "create", str(path), "--scope", "partner")[-1] for _ in range(APPS)]
    flood = Flood(keys, places_of(folder), np.random.default_rng(1), given)
    with running(path, folder, given.workers) as (server, address):
        asyncio.run(flood.one_more(address, 0))
        say("memory after one report", f"{memory_mb(folder)} MB")
        asyncio.run(flood.near(address))
        say("memory after near-equal ones", f"{memory_mb(folder)} MB")
        asyncio.run(flood.far(address))
        say("memory after all", f"{memory_mb(folder)} MB")
        asyncio.run(flood.one_more(address, -1))
        asyncio.run(flood.killing(address, folder / "serve.log"))
        for pid in family(server.pid):
            os.kill(pid, signal.SIGKILL)
    with running(path, folder, given.workers) as (_, address):
        asyncio.run(flood.left(address))


def written(territory: Territory, folder: Path) -> Path:
    """The territory's file, with data of its own, and rules that let everything in."""
    start = datetime.fromtimestamp(territory.clock or time.time(), UTC)
    head = f'name = "shared"\ntimezone = "{territory.timezone}"\ndata_dir = "data"\n'
    tables = "".join(
        f"[[source]]\nid = {json.dumps(each.id)}\nkind = {json.dumps(each.kind)}\n"
        f"url = {json.dumps(each.url)}\n"
        for each in territory.static_sources
    )
    path = folder / "shared.toml"
    path.write_text(f"{head}clock = {start:%Y-%m-%dT%H:%M:%SZ}\n{RULES}{tables}")
    return path


def places_of(folder: Path) -> np.ndarray:
    """[n, 2] Latitude and longitude of all corners of streets."""
    generation = DataDir(folder / "data").open_current(0)
    network = generation.part("streets", StreetNetwork) if generation else None
    assert network is not None
    return np.stack([network.vertices.lat_e7, network.vertices.lon_e7], axis=1) / 1e7


def family(pid: int) -> Iterator[int]:
    """A process and its children, the parent first so that it replaces none."""
    yield pid
    listed = Path(f"/proc/{pid}/task/{pid}/children").read_text()
    yield from map(int, listed.split())


def processes(log: Path) -> dict[str, int]:
    """The newest process id of the writer and each worker, as the service logged them."""
    lines = [line for line in log.read_text().splitlines() if '"process.started"' in line]
    return {each["process"]: int(each["pid"]) for each in map(json.loads, lines)}


def memory_mb(folder: Path) -> int:
    """Of the writer and the workers (PSS), without who looks for new data beside them."""
    pids = processes(folder / "serve.log").values()
    return sum(_pss_kb(pid) for pid in pids) >> 10


@dataclass
class Flood:
    """Clients that report at the same time, and what they were answered."""

    keys: list[str]
    places: np.ndarray
    dice: np.random.Generator
    given: argparse.Namespace
    acknowledged: Counter[str] = field(default_factory=Counter)
    """How many words by the id of the report they went to."""

    async def near(self, address: str) -> None:
        """Everybody sees the same tree."""
        middle = self.places[len(self.places) // 2]
        spread = self.dice.uniform(-SPREAD_DEG, SPREAD_DEG, (self.given.reports, 2))
        await self._reported(address, "near-equal", middle + spread, "OBSTACLE")

    async def far(self, address: str) -> None:
        """Everybody sees something else."""
        chosen = self.dice.choice(self.places, self.given.reports)
        await self._reported(address, "at places of chance", chosen, "HAZARD")

    async def one_more(self, address: str, row: int) -> None:
        """How long it takes until a new one is told."""
        async with aiohttp.ClientSession(address) as session:
            began = time.perf_counter()
            name = await self._post(session, self.places[row].tolist(), 0, "WORKS")
            async with asyncio.timeout(WAIT_S):
                while (await get(session, f"/v1/reports/{name}"))[0] != 200:
                    await asyncio.sleep(PAUSE_S)
            say("POST to the first answer", f"{(time.perf_counter() - began) * 1000:.0f} ms")
            began = time.perf_counter()
            _, body = await get(session, "/v1/reports?limit=5000")
            took = (time.perf_counter() - began) * 1000
            say("GET of all", f"{took:.0f} ms, {len(body['reports'])} reports")

    async def killing(self, address: str, log: Path) -> None:
        """Everybody reports while the writer is killed again and again."""
        middle = self.places[len(self.places) // 3]
        is_over = asyncio.Event()

        async def client(session: aiohttp.ClientSession) -> None:
            while not is_over.is_set():
                with suppress(aiohttp.ClientError):
                    await self._post(
                        session, middle.tolist(), int(self.dice.integers(9999)), "ACCIDENT"
                    )

        before = self.acknowledged.total()
        async with aiohttp.ClientSession(address) as session:
            clients = [asyncio.create_task(client(session)) for _ in range(self.given.clients)]
            killed = 0
            for _ in range(self.given.kills):
                killed = await self._under_way(log, killed)
                os.kill(killed, signal.SIGKILL)
            await self._under_way(log, killed)
            is_over.set()
            await asyncio.gather(*clients)
        words_taken = self.acknowledged.total() - before
        say("while it was killed", f"{self.given.kills} times: {words_taken} words")

    async def _under_way(self, log: Path, before: int) -> int:
        """The writer after another one, once it has taken some reports."""
        while (pid := processes(log)["writer"]) == before:
            await asyncio.sleep(PAUSE_S)
        taken = self.acknowledged.total()
        while self.acknowledged.total() < taken + SOME:
            await asyncio.sleep(PAUSE_S)
        return pid

    async def left(self, address: str) -> None:
        """What of all that was acknowledged is there after kill -9."""
        async with aiohttp.ClientSession(address) as session:
            async with asyncio.timeout(WAIT_S):
                while not (told := (await get(session, "/v1/reports?limit=5000"))[1]["reports"]):
                    await asyncio.sleep(PAUSE_S)
        counts = {each["id"]: each["reports"] for each in told}
        of_told = {name: n for name, n in self.acknowledged.items() if name in counts}
        lost = sum(max(0, n - counts[name]) for name, n in of_told.items())
        say("after kill -9", f"{len(counts)} reports, of {sum(of_told.values())} words lost {lost}")

    async def _reported(self, address: str, name: str, places: np.ndarray, kind: str) -> None:
        took: list[float] = []
        names: set[str] = set()
        waiting = iter(enumerate(places.tolist()))

        async def client(session: aiohttp.ClientSession) -> None:
            for i, place in waiting:
                began = time.perf_counter()
                names.add(await self._post(session, place, i, kind))
                took.append((time.perf_counter() - began) * 1000)

        began = time.perf_counter()
        connector = aiohttp.TCPConnector(limit=self.given.clients)
        async with aiohttp.ClientSession(address, connector=connector) as session:
            await asyncio.gather(*(client(session) for _ in range(self.given.clients)))
        rate = len(took) / (time.perf_counter() - began)
        p50, p99 = np.percentile(took, (50, 99))
        told = f"{len(took)} words, {len(names)} reports, {rate:.0f}/s"
        say(name, f"{told}  p50 {p50:.0f}  p99 {p99:.0f} ms")

    async def _post(self, session: aiohttp.ClientSession, at: Any, i: int, kind: str) -> str:
        body = {"kind": kind, "lat": at[0], "lon": at[1], "reporter": f"r{i % PERSONS}"}
        headers = {"Authorization": f"Bearer {self.keys[i % APPS]}"}
        async with session.post("/v1/reports", json=body, headers=headers) as answer:
            if answer.status == HTTPStatus.SERVICE_UNAVAILABLE:  # nobody is there to take it
                await asyncio.sleep(PAUSE_S)
                return ""
            assert answer.ok, await answer.text()
            name = str((await answer.json())["id"])
        self.acknowledged[name] += 1
        return name


async def get(session: aiohttp.ClientSession, path: str) -> tuple[int, Any]:
    """Status and body."""
    async with session.get(path) as answer:
        return answer.status, await answer.json()


if __name__ == "__main__":
    sys.exit(main())
