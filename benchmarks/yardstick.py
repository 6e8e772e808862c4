"""How fast this machine is right now: a pointer chase and a sum, compiled like our kernels.

    benchmarks/yardstick.py

Figures of other benchmarks on a noisy or different machine are compared beside these two.
"""

import sys
import time

import numpy as np
from numba import njit

from maas.arrays import Int32s

N_CELLS = 1 << 22
"""16 MB: more than the second-level cache, about what a city's timetable takes."""
N_STEPS = 1 << 22
REPEATS = 5


@njit(nogil=True)  # type: ignore[untyped-decorator]
def chase(follow: Int32s, n_steps: int) -> int:
    """Follow a chain of cells; each step waits for the one before."""
    here = 0
    for _ in range(n_steps):
        here = follow[here]
    return here


@njit(nogil=True)  # type: ignore[untyped-decorator]
def total(cells: Int32s) -> int:
    """Add up all cells in order."""
    found = 0
    for cell in cells:
        found += cell
    return found


def one_cycle(n: int) -> Int32s:
    """A chain through all cells in random order."""
    order = np.random.default_rng(1).permutation(n).astype(np.int32)
    follow = np.empty(n, np.int32)
    follow[order] = np.roll(order, -1)
    return follow


def measured() -> dict[str, float]:
    """Nanoseconds per step of the chase and per cell of the sum, best of a few."""
    follow = one_cycle(N_CELLS)
    chase(follow, 1), total(follow[:1])
    steps, sums = [], []
    for _ in range(REPEATS):
        began = time.perf_counter()
        chase(follow, N_STEPS)
        steps.append(time.perf_counter() - began)
        began = time.perf_counter()
        total(follow)
        sums.append(time.perf_counter() - began)
    return {
        "chase_ns": round(min(steps) / N_STEPS * 1e9, 2),
        "sum_ns": round(min(sums) / N_CELLS * 1e9, 3),
    }


def main() -> int:
    """Print both figures."""
    for name, figure in measured().items():
        print(f"{name} {figure}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
