"""What questions cost a planner that knows more than one that knows lines and streets alone."""

import time
from collections.abc import Callable, Mapping, Sequence

import numpy as np

from benchmarks.boards import say
from maas.itinerary import Answer
from maas.model import LatLon
from maas.streets import StreetNetwork
from routing.planner import Planner
from routing.question import End, Question

RUNS = 3


def pairs(
    streets: StreetNetwork, dice: np.random.Generator, n: int, spread_deg: float
) -> list[tuple[End, End]]:
    """Random vertices not farther than so many degrees from the middle of the map."""
    lat, lon = streets.vertices.lat_e7 / 1e7, streets.vertices.lon_e7 / 1e7
    middle = np.median(lat), np.median(lon)
    near = (abs(lat - middle[0]) < spread_deg) & (abs(lon - middle[1]) < spread_deg)
    rows = dice.choice(np.flatnonzero(near), (n, 2)).tolist()
    ends = [
        End(at=LatLon(float(lat[row]), float(lon[row])), name="") for pair in rows for row in pair
    ]
    return list(zip(ends[::2], ends[1::2], strict=True))


def compare(
    planner: Planner,
    cases: Mapping[str, Sequence[Question]],
    remark: Callable[[Sequence[Answer]], str] = lambda _: "",
) -> None:
    """Print the times of each case beside those of the first; `remark`: on its answers."""
    first, first_ms = next(iter(cases)), 0.0
    for name, asked in cases.items():
        answers = [planner.plan(each) for each in asked]  # the kernels compile
        times = np.array([best_s(planner, each) for each in asked]) * 1000
        median, p95 = (float(np.percentile(times, share)) for share in (50, 95))
        first_ms = first_ms or median
        told = f"p50 {median:.1f} ms  p95 {p95:.1f} ms  {median / first_ms:.2f} x {first}"
        say(name, f"{told}  {remark(answers)}".rstrip())


def best_s(planner: Planner, question: Question) -> float:
    """CPU time of the fastest of some tries, s."""
    times = []
    for _ in range(RUNS):
        began = time.thread_time()
        planner.plan(question)
        times.append(time.thread_time() - began)
    return min(times)
