"""Incidents of staff under kill -9: `python -m benchmarks.written [--rounds 50]`.

A small town is served by two workers while four clients publish and withdraw incidents without
pause. In each round the writer is killed, then, once its successor has acknowledged something,
every process; the next round starts from what the disk holds. Printed is how much was acknowledged
and how much of it was lost, which is to be nothing.
"""

import argparse
import tempfile
import time
from pathlib import Path

from tests.cities import write_gtfs, write_territory
from tests.staffed import rounds


def main() -> int:
    """Kill, count and print; 1 if anything was lost."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=50)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    began = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        town = Path(folder)
        write_gtfs(town / "bus.zip")
        staff, lost = rounds(write_territory(town), given.rounds, seed=given.seed)
    took_s = time.perf_counter() - began
    print(
        f"{given.rounds} rounds of two kills in {took_s:.0f} s: {len(staff.published)} published"
        f" and {len(staff.withdrawn)} withdrawn were acknowledged, {len(lost)} of them lost,"
        f" {len(staff.refusals)} refused without reason"
    )
    return 1 if lost or staff.refusals else 0


if __name__ == "__main__":
    raise SystemExit(main())
