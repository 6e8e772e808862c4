"""How long a feed takes to read and compile: `benchmarks/gtfs.py --gtfs ZIP [--gtfs ZIP…]`.

Prints for each feed the best of `--runs`, in wall and processor seconds, then the peak memory.
"""

import argparse
import resource
import time
from pathlib import Path

from feeds.gtfs import read
from maas.model import SourceId


def main() -> None:
    """Read each feed a few times."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--gtfs", type=Path, action="append", required=True)
    parser.add_argument("--runs", type=int, default=3)
    arguments = parser.parse_args()
    for path in arguments.gtfs:
        wall, busy, counts = min(timed(path) for _ in range(arguments.runs))
        print(f"{path.name:32} {wall:7.2f} s  {busy:7.2f} s of processor  {counts}")
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


def timed(path: Path) -> tuple[float, float, str]:
    """Wall and processor seconds of one reading, and what was read."""
    began, busy = time.perf_counter(), time.process_time()
    _, report = read(path, SourceId("feed"))
    counts = f"{report.counts['trips']} trips, {report.counts['stop_times']} stop times"
    return time.perf_counter() - began, time.process_time() - busy, counts


if __name__ == "__main__":
    main()
