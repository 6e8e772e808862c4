"""How fast streets are read, linked and searched: `benchmarks/streets.py --osm FILE`.

Positions are random points on the map's own vertices, the same for every run. Prints one line for
each figure: median and 99th percentile of single questions, one thread, results thrown away.
"""

import argparse
import resource
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

import numpy as np

from feeds.osm import read
from maas.model import LatLon, Profile, SourceId
from maas.streets import StreetNetwork
from maas.streets.tables import degrees
from routing.streets import StreetRouter, unlinked

T = TypeVar("T")

DAY_S = 86_400
SNAP_M = 250.0


def main() -> None:
    """Run everything on one file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--osm", type=Path, required=True)
    parser.add_argument("--n", type=int, default=300, help="questions of each kind")
    arguments = parser.parse_args()

    began = time.perf_counter()
    network, report = read(arguments.osm, SourceId("osm"))
    say("read", f"{time.perf_counter() - began:.2f} s", str(dict(report.counts)))
    say("peak memory", f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")
    links = timed("find islands", lambda: unlinked(network))
    router = timed("build graphs", lambda: StreetRouter(network, links))
    timed("compile or load kernels", router.warm)
    places = list(random_places(network, arguments.n * 2))
    ask_snaps(router, places)
    ask_reach(router, places)
    for profile in Profile:
        ask_routes(router, places, profile, (0.0, 5.0))
        ask_routes(router, places, profile, (15.0, 30.0))


def say(what: str, figure: str, more: str = "") -> None:
    """Print one figure."""
    print(f"{what:42} {figure:>26}  {more}")


def timed(what: str, run: Callable[[], T]) -> T:
    """Run something once and print how long it took."""
    began = time.perf_counter()
    result = run()
    say(what, f"{time.perf_counter() - began:.2f} s")
    return result


def random_places(network: StreetNetwork, n: int) -> Iterator[LatLon]:
    """Positions some metres beside random vertices."""
    dice = np.random.default_rng(1)
    vertices = dice.integers(0, network.n_vertices, n)
    lat = degrees(network.vertices.lat_e7[vertices]) + dice.normal(0, 1e-4, n)
    lon = degrees(network.vertices.lon_e7[vertices]) + dice.normal(0, 1e-4, n)
    yield from (LatLon(a, b) for a, b in zip(lat.tolist(), lon.tolist(), strict=True))


def each_us(run: Callable[..., object], questions: list[tuple[object, ...]]) -> np.ndarray:
    """Microseconds of each question; the first one is asked once before."""
    run(*questions[0])
    times = []
    for question in questions:
        began = time.perf_counter()
        run(*question)
        times.append((time.perf_counter() - began) * 1e6)
    return np.array(times)


def quantiles(us: np.ndarray) -> str:
    """Median and 99th percentile in milliseconds."""
    return f"{np.median(us) / 1000:.3f} / {np.percentile(us, 99) / 1000:.3f} ms"


def ask_snaps(router: StreetRouter, places: list[LatLon]) -> None:
    """Snap every place on foot."""
    us = each_us(router.snap, [(at, Profile.WALK, SNAP_M) for at in places])
    say("snap (median / p99)", quantiles(us))


def ask_reach(router: StreetRouter, places: list[LatLon]) -> None:
    """All within 1.5 km and within 5 km on foot."""
    snaps = [snap for at in places if (snap := router.snap(at, Profile.WALK, SNAP_M))]
    for metres in (1500, 5000):
        us = each_us(router.reach, [(at, Profile.WALK, int(metres / 1.2)) for at in snaps])
        say(f"reach {metres / 1000} km on foot", quantiles(us))


def ask_routes(
    router: StreetRouter, places: list[LatLon], profile: Profile, km: tuple[float, float]
) -> None:
    """Ways between pairs of places so many kilometres apart, as the crow flies."""
    pairs: list[tuple[object, ...]] = []
    for a, b in zip(places, places[1:] + places[:1], strict=True):
        origin, destination = (router.snap(at, profile, SNAP_M) for at in (a, b))
        if origin and destination and km[0] <= a.distance_m(b) / 1000 <= km[1]:
            pairs.append((origin, destination, profile, DAY_S))
    if pairs:
        found = sum(router.route(*pair) is not None for pair in pairs)  # type: ignore[arg-type]
        us = each_us(router.route, pairs)
        what = f"{profile.name.lower()} {km[0]:.0f}-{km[1]:.0f} km"
        say(what, quantiles(us), f"{found} of {len(pairs)} found")


if __name__ == "__main__":
    main()
