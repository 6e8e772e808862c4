"""What keeping counts costs: `python -m benchmarks.series [--stations 1500] [--trips 150000]`.

A day of an invented bike system is written as its operator would tell it, every minute: as many
trips as said, most of them in two rush hours, each taking a vehicle at one station and leaving it
at another. Printed are the bytes of a change and of a year, what a batch costs in which as many
counts changed as there are stations, and how long a day of one station, and of all, takes to read.
"""

import argparse
import tempfile
import time
from pathlib import Path
from random import Random

from maas.model import SourceId
from maas.series import Count, Series, SeriesReader

SOURCE = SourceId("bikes")
MIDNIGHT = 1_700_006_400
MINUTES = 1440
DOCKS = 20
BY_HOUR = (2, 1, 1, 1, 1, 3, 12, 35, 55, 35, 22, 25, 30, 28, 26, 32, 48, 62, 52, 35, 25, 18, 12, 6)
"""How trips spread over a day."""


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--stations", type=int, default=1500)
    parser.add_argument("--trips", type=int, default=150_000)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        series = Series(Path(folder))
        changes, cpu_s = write_day(series, given.stations, given.trips)
        (file,) = (Path(folder) / SOURCE).iterdir()
        size = file.stat().st_size
        print(f"{given.stations:,} stations, {given.trips:,} trips a day: {changes:,} changes")
        print(f"{size / changes:.2f} bytes a change, {size * 365 / 1e6:,.0f} MB a year")
        print(f"a minute's batch: {cpu_s * 1000 / MINUTES:.2f} ms")
        print(f"a batch in which every count changed: {write_all(series, given.stations):.1f} ms")
        for name, place in (("one station", "station-0007"), ("all", None)):
            began = time.process_time()
            n = sum(1 for _ in SeriesReader(Path(folder)).changes(
                SOURCE, MIDNIGHT, MIDNIGHT + 86_400, place
            ))  # fmt: skip
            print(f"a day of {name}: {n:,} rows in {(time.process_time() - began) * 1000:,.0f} ms")


def write_day(series: Series, n_stations: int, n_trips: int) -> tuple[int, float]:
    """How many counts changed, and how many s of CPU it took to keep them."""
    random = Random(1)
    names = [f"station-{i:04}" for i in range(n_stations)]
    available = [random.randrange(DOCKS + 1) for _ in names]
    told, changes, cpu_s = dict[str, Count](), 0, 0.0
    for minute in range(MINUTES):
        for _ in range(round(n_trips * BY_HOUR[minute // 60] / sum(BY_HOUR) / 60)):
            here, there = random.randrange(n_stations), random.randrange(n_stations)
            if available[here] and available[there] < DOCKS:
                available[here] -= 1
                available[there] += 1
        counts = {name: Count(n, DOCKS - n) for name, n in zip(names, available, strict=True)}
        changes += sum(told.get(name) != count for name, count in counts.items())
        told, at = counts, MIDNIGHT + 60 * minute
        began = time.process_time()
        series.note(SOURCE, at, at + 300, counts)
        cpu_s += time.process_time() - began
    assert not series.problems
    return changes, cpu_s


def write_all(series: Series, n_stations: int) -> float:
    """ms of CPU to keep a batch in which all is different from before."""
    at = MIDNIGHT + 60 * MINUTES - 1
    counts = {f"station-{i:04}": Count(DOCKS + 1, 0) for i in range(n_stations)}
    began = time.process_time()
    series.note(SOURCE, at, at + 300, counts)
    return (time.process_time() - began) * 1000


if __name__ == "__main__":
    main()
