"""Door to door through HTTP: latency for one client and eight, import, start-up, memory.

    benchmarks/plan.py --territory T.toml --n 500 [--workers 1] [--seed 1] [--json OUT]

Imports into a folder of its own, serves from there, asks random questions between places near
stops at times of one service day, walking at both ends, with the defaults of `/api/v6/plan`.
Best of three runs. Memory is the sum of PSS over all processes after the questions.
"""

import argparse
import asyncio
import json
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import aiohttp
import numpy as np

from maas.app import ServeOptions, serve
from maas.build.building import build
from maas.build.progress import Progress
from maas.errors import BadSettings
from maas.generation import DataDir
from maas.settings import Territory, read_territory
from maas.streets import StreetNetwork
from maas.timetable import Timetable

RUNS = 3
NEAR_DEGREES = 0.003
"""Places lie this far from a stop at most, in latitude and longitude (about 300 m)."""

HOURS = (7, 20)


@dataclass(frozen=True, slots=True)
class Latency:
    """How long answers took, in ms."""

    clients: int
    p50: float
    p95: float
    p99: float
    worst: float
    per_second: float


def main() -> int:
    """Run all of it, or (for its own children) one part."""
    options = _options()
    territory = read_territory(options.territory)
    if options.part:
        return _part(options.part, replace(territory, data_dir=options.data_dir), options)
    with tempfile.TemporaryDirectory() as folder:
        found = _measure(territory, Path(folder), options)
    for name, value in found.items():
        print(f"{name:24} {value}")
    if options.json:
        options.json.write_text(json.dumps(found, indent=2) + "\n")
    return 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--territory", type=Path, required=True)
    parser.add_argument("--n", type=int, default=500)
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--day", type=date.fromisoformat, help="default: the clock's, or mid-term")
    parser.add_argument("--json", type=Path)
    parser.add_argument("--part", choices=("import", "serve"), help=argparse.SUPPRESS)
    parser.add_argument("--data-dir", type=Path, help=argparse.SUPPRESS)
    return parser.parse_args()


def _part(part: str, territory: Territory, options: argparse.Namespace) -> int:
    if part == "import":
        build(territory, Progress())
        return 0
    try:
        return serve(territory, ServeOptions(port=0, workers=options.workers))
    except BadSettings as problem:
        print(problem, file=sys.stderr)
        return 2


def _measure(territory: Territory, folder: Path, options: argparse.Namespace) -> dict[str, Any]:
    began = time.monotonic()
    subprocess.run(_command("import", folder, options), check=True)
    found: dict[str, Any] = {
        "territory": territory.name,
        "questions": options.n,
        "workers": options.workers,
        "import_s": round(time.monotonic() - began, 1),
        "import_peak_mb": resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss >> 10,
        "disk_mb": sum(path.stat().st_size for path in folder.rglob("*.npy")) >> 20,
    }
    questions = _questions(replace(territory, data_dir=folder), options)
    for attempt in ("first_start_s", "start_s"):
        began = time.monotonic()
        server, address = _started(folder, options)
        found[attempt] = round(time.monotonic() - began, 2)
        if attempt == "first_start_s":
            _end(server)
    try:
        found["idle_pss_mb"] = _pss_mb(server.pid)
        latencies, answers = asyncio.run(_ask_all(address, questions))
        found |= {f"clients_{each.clients}": asdict(each) for each in latencies}
        found |= {"answers": dict(answers), "pss_mb": _pss_mb(server.pid)}
        found["wire_bytes"] = asyncio.run(_wire_bytes(address, questions))
    finally:
        _end(server)
    return found


def _command(part: str, folder: Path, options: argparse.Namespace) -> list[str]:
    given = ["--territory", str(options.territory), "--workers", str(options.workers)]
    return [sys.executable, __file__, *given, "--part", part, "--data-dir", str(folder)]


def _started(folder: Path, options: argparse.Namespace) -> tuple[subprocess.Popen[bytes], str]:
    """A server that answered once, and where."""
    command = _command("serve", folder, options)
    alone = {**os.environ, "OPENBLAS_NUM_THREADS": "1"}  # as `maas` itself sets it
    said = folder / "serve.log"
    with said.open("w") as log:
        server = subprocess.Popen(command, stderr=log, env=alone)
    while server.poll() is None:
        for line in said.read_text().splitlines():
            if "service.started" in line:
                address = str(json.loads(line)["address"])
                asyncio.run(_until_ready(address))
                return server, address
        time.sleep(0.01)
    raise SystemExit(f"the server did not start: {said.read_text()}")


async def _until_ready(address: str) -> None:
    async with aiohttp.ClientSession() as session:
        for _ in range(1000):
            try:
                async with session.get(f"{address}/health/ready") as answer:
                    if answer.status == 200:
                        return
            except aiohttp.ClientError:
                pass
            await asyncio.sleep(0.01)


def _end(server: subprocess.Popen[bytes]) -> None:
    server.terminate()
    server.wait(20)


def _questions(territory: Territory, options: argparse.Namespace) -> list[str]:
    """Paths to ask for; the same for the same territory, day and seed."""
    generation = DataDir(territory.data_dir).open_current(0)
    timetable = generation.part("timetable", Timetable) if generation else None
    if generation is None or timetable is None:
        raise SystemExit("a territory without timetables cannot be asked")
    places = _places(timetable, generation.part("streets", StreetNetwork))
    day = options.day or _day(
        territory, generation.manifest.first_day, generation.manifest.last_day
    )
    chance = random.Random(options.seed)
    return [_question(chance, places, day, territory) for _ in range(options.n)]


def _places(timetable: Timetable, streets: StreetNetwork | None) -> list[tuple[float, float]]:
    """Where the stops are that lines call at, those on the street map if there is one."""
    stops = np.unique(timetable.patterns.stop)
    lat, lon = timetable.stops.lat[stops], timetable.stops.lon[stops]
    inside = np.isfinite(lat)
    if streets is not None:
        for place, corner in ((lat, streets.vertices.lat_e7), (lon, streets.vertices.lon_e7)):
            inside &= (place > corner.min() / 1e7) & (place < corner.max() / 1e7)
    return list(zip(lat[inside].tolist(), lon[inside].tolist(), strict=True))


def _question(
    chance: random.Random, places: Sequence[tuple[float, float]], day: date, territory: Territory
) -> str:
    def near() -> str:
        lat, lon = chance.choice(places)
        return ",".join(
            f"{x + chance.uniform(-NEAR_DEGREES, NEAR_DEGREES):.6f}" for x in (lat, lon)
        )

    minute = chance.randrange(HOURS[0] * 60, HOURS[1] * 60)
    midnight = datetime.combine(day, datetime.min.time(), territory.zone)
    moment = (midnight + timedelta(minutes=minute)).isoformat()
    return "/api/v6/plan?" + urlencode({"fromPlace": near(), "toPlace": near(), "time": moment})


def _day(territory: Territory, first: date | None, last: date | None) -> date:
    if territory.clock is not None:
        return datetime.fromtimestamp(territory.clock, territory.zone).date()
    assert first is not None and last is not None
    middle = first + (last - first) / 2
    return middle + timedelta(days=(2 - middle.weekday()) % 7)


async def _ask_all(address: str, questions: list[str]) -> tuple[list[Latency], Counter[str]]:
    found = []
    async with aiohttp.ClientSession(address) as session:
        _, answers = await _run(session, questions, 8)  # caches of windows fill here
        for clients in (1, 8):
            runs = [(await _run(session, questions, clients))[0] for _ in range(RUNS)]
            found.append(min(runs, key=lambda latency: latency.p50))
    return found, answers


async def _wire_bytes(address: str, questions: list[str]) -> dict[str, int]:
    """How long the bodies of answers are as they are sent, to who takes gzip as all apps do."""
    lengths = []
    async with aiohttp.ClientSession(address) as session:
        for path in questions:
            async with session.get(path) as answer:
                if answer.status == 200:
                    lengths.append(int(answer.headers["Content-Length"]))
    p50, p95 = np.percentile(lengths, (50, 95)).astype(int).tolist()
    return {"p50": p50, "p95": p95, "largest": max(lengths)}


async def _run(
    session: aiohttp.ClientSession, questions: list[str], clients: int
) -> tuple[Latency, Counter[str]]:
    """Ask everything once, `clients` at a time."""
    waiting = iter(questions)
    times: list[float] = []
    answers: Counter[str] = Counter()

    async def client() -> None:
        for path in waiting:
            began = time.perf_counter()
            async with session.get(path) as answer:
                body = await answer.read()
            times.append((time.perf_counter() - began) * 1000)
            answers[_kind(answer.status, body)] += 1

    began = time.perf_counter()
    await asyncio.gather(*(client() for _ in range(clients)))
    lasted = time.perf_counter() - began
    p50, p95, p99 = np.percentile(times, (50, 95, 99)).round(1).tolist()
    speed = round(len(times) / lasted, 1)
    return Latency(clients, p50, p95, p99, round(max(times), 1), speed), answers


def _kind(status: int, body: bytes) -> str:
    if status != 200:
        return str(status)
    answer = json.loads(body)
    if answer["itineraries"]:
        return "by lines"
    return "direct only" if answer["direct"] else "no way"


def _pss_mb(pid: int) -> int:
    """Memory of a process and all it forked, shared pages counted once."""
    parents = {int(path.name): _parent(path) for path in Path("/proc").glob("[0-9]*")}
    family = {pid}
    while grown := {each for each, parent in parents.items() if parent in family} - family:
        family |= grown
    return sum(_pss_kb(each) for each in family) >> 10


def _parent(process: Path) -> int:
    try:
        return int((process / "stat").read_text().rpartition(")")[2].split()[1])
    except OSError:
        return 0


def _pss_kb(pid: int) -> int:
    for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1])
    return 0


if __name__ == "__main__":
    sys.exit(main())
