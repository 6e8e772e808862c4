"""What our processes take of the machine, as Linux tells it; elsewhere nothing is known."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from api.metrics.meters import Meters

TICKS = os.sysconf("SC_CLK_TCK")
USER, SYSTEM = 11, 12
"""Where `/proc/<pid>/stat` tells of ticks, behind the name."""


@dataclass(frozen=True, slots=True)
class Usage:
    """One process."""

    process: str
    memory_bytes: int
    """PSS: a page that n processes share counts as an nth of each."""
    cpu_s: float


def find_usages(meters: Meters) -> Iterator[Usage]:
    """Of all that live. Takes milliseconds for each: not for the event loop."""
    for process, pid in zip(meters.processes, meters.pids, strict=True):
        usage = _find_usage(process, Path(f"/proc/{int(pid)}")) if pid else None
        if usage is not None:
            yield usage


def _find_usage(process: str, folder: Path) -> Usage | None:
    try:
        memory = (folder / "smaps_rollup").read_text()
        stat = (folder / "stat").read_text()
    except OSError:
        return None  # it ended just now, or this is no Linux
    pss = next(line for line in memory.splitlines() if line.startswith("Pss:"))
    ticks = stat.rpartition(")")[2].split()
    cpu_s = (int(ticks[USER]) + int(ticks[SYSTEM])) / TICKS
    return Usage(process, int(pss.split()[1]) * 1024, cpu_s)
