"""Everything at once, on the invented city: `python -m benchmarks.together [--stops N] [--n 300]`.

Makes the city in a folder of its own (or `--folder`), serves it as `maas demo --serve` does, with
all that lives in it: delays and detours, vehicles to rent, car parks, carpool operators. Random
questions, each third one from a village beyond the lines, are asked over HTTP as they are, and with
every mode at once before, after and without lines: rentals, park and ride, rides. One client;
with everything each is asked twice: operators are asked in the first run and known in the second.
"""

import argparse
import asyncio
import json
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, timedelta
from itertools import cycle
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

import aiohttp
import numpy as np

from benchmarks.carpool_served import say
from benchmarks.freshness import command
from benchmarks.plan import _pss_mb, _questions
from maas.demo.villages import VILLAGES
from maas.settings import read_territory

FIRST = "preTransitModes=WALK,RENTAL,CAR_PARKING,RIDE_SHARING"
LAST = "postTransitModes=WALK,RENTAL,RIDE_SHARING"
ALONE = "directModes=WALK,RENTAL,CAR_PARKING,RIDE_SHARING"
EVERYTHING = f"&{FIRST}&{LAST}&{ALONE}&withFares=true"
CALM_S = 15.0
"""Until the first news of everything are laid over the city."""


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--stops", type=int, help="of the invented city")
    parser.add_argument("--n", type=int, default=300, help="questions")
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--folder", type=Path, help="to make the city in and keep")
    given = parser.parse_args()
    given.seed, given.day = 1, date.today() + timedelta(days=1)  # nobody offers yesterday's rides
    with tempfile.TemporaryDirectory() as folder:
        where = given.folder or Path(folder)
        with living(where, given) as (server, address):
            territory = read_territory(next(where.glob("*.toml")))
            asyncio.run(ask(address, _questions(territory, given)))
            say("memory of all processes", f"{_pss_mb(server.pid)} MB")
    return 0


@contextmanager
def living(
    folder: Path, given: argparse.Namespace
) -> Iterator[tuple[subprocess.Popen[bytes], str]]:
    """The invented city and its service, and where that is."""
    log = folder.with_suffix(".log")
    size = ("--stops", str(given.stops)) if given.stops else ()
    words = ("demo", "--serve", "--dir", str(folder), "--port", "0", *size)
    with log.open("w") as said_there:
        server = subprocess.Popen(
            command(*words, "--workers", str(given.workers)),
            stderr=said_there,
            stdout=subprocess.DEVNULL,
        )
    try:
        yield server, started(server, log)
    finally:
        server.terminate()
        server.wait(30)


def started(server: subprocess.Popen[bytes], log: Path) -> str:
    """Where the service answers, once it does."""
    while server.poll() is None:
        for line in log.read_text().splitlines():
            if "service.started" in line and line.startswith("{"):
                return str(json.loads(line)["address"])
        time.sleep(0.05)
    raise SystemExit(f"the city did not start: {log.read_text()}")


async def ask(address: str, questions: Sequence[str]) -> None:
    """The same questions as they are, and with everything."""
    async with aiohttp.ClientSession(address) as session:
        await asyncio.sleep(CALM_S)
        questions = await with_villages(session, questions)
        for path in questions[:20]:  # caches of windows fill here
            await timed(session, f"{path}{EVERYTHING}")
        plain = [await timed(session, path) for path in questions]
        first = [await timed(session, f"{path}{EVERYTHING}") for path in questions]
        again = [await timed(session, f"{path}{EVERYTHING}") for path in questions]
    for name, answers in (
        ("walking and lines", plain),
        ("everything, asked first", first),
        ("everything, asked again", again),
    ):
        say(name, told([ms for ms, _ in answers]))
    modes: Counter[str] = sum((modes_of(body) for _, body in again), Counter())
    say("answers with a leg of", ", ".join(f"{mode} {n}" for mode, n in modes.most_common()))
    pending = sum("pending" in body for _, body in first)
    say("answers with somebody pending", f"{pending} of {len(first)} first ones")


async def with_villages(session: aiohttp.ClientSession, paths: Sequence[str]) -> Sequence[str]:
    """Questions of which each third one is asked from a village."""
    villages = []
    for name, *_ in VILLAGES:
        async with session.get("/api/v1/geocode", params={"text": name}) as answer:
            found = next(iter(await answer.json()), None)
        if found is not None:
            villages.append(f"{found['lat']:.6f},{found['lon']:.6f}")
    asked = list(paths)
    for i, village in zip(range(0, len(asked), 3), cycle(villages), strict=False):
        parts = urlsplit(asked[i])
        query = {**dict(parse_qsl(parts.query)), "fromPlace": village}
        asked[i] = f"{parts.path}?{urlencode(query)}"
    return asked


async def timed(session: aiohttp.ClientSession, path: str) -> tuple[float, Any]:
    """One answer, and how long it took, ms."""
    began = time.perf_counter()
    async with session.get(path) as answer:
        body = await answer.read()
    took = (time.perf_counter() - began) * 1000
    return took, json.loads(body)


def modes_of(body: Any) -> Counter[str]:
    """Each mode of an answer once."""
    ways = (*body.get("itineraries", ()), *body.get("direct", ()))
    return Counter({_mode(leg) for way in ways for leg in way["legs"]})


def _mode(leg: Any) -> str:
    """A ride and a parked car, too, are modes of their own."""
    if "parked" in leg:
        return f"{leg['mode']} parked"
    return str(leg["mode"])


def told(times: Sequence[float]) -> str:
    """One line of figures."""
    p50, p95, p99 = np.percentile(times, (50, 95, 99))
    return f"p50 {p50:.1f}  p95 {p95:.1f}  p99 {p99:.1f}  worst {max(times):.1f} ms"


if __name__ == "__main__":
    sys.exit(main())
