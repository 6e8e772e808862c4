"""Write `benchmarks/results.md` from what the other benchmarks left behind.

    python -m benchmarks.report [--transit NAME OUT.jsonl ANSWERS.jsonl]… [--plan OUT.json]…
                                [--tiles OUT.json]… [--printed NAME OUT.txt]… [--to FILE]

OUT is what `transit.py --json` wrote, ANSWERS the peer's answers with its own times, the relative
column ours through the peer's. `plan.py --json` and `tiles.py --json` give the other tables; what
`boards.py`, `reach.py`, `geocode.py` and `live.py` print stands as it is.
"""

import argparse
import json
import os
import platform
import subprocess
import sys
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.yardstick import measured

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ("numba", "numpy", "aiohttp", "orjson")


def main() -> int:
    """Write the report."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--transit", nargs=3, action="append", default=[], metavar="FILE")
    parser.add_argument("--plan", type=Path, action="append", default=[])
    parser.add_argument("--tiles", type=Path, action="append", default=[])
    parser.add_argument("--printed", nargs=2, action="append", default=[], metavar="FILE")
    parser.add_argument("--to", type=Path, default=ROOT / "benchmarks" / "results.md")
    given = parser.parse_args()
    parts = [heading(), transit_table(given.transit)] if given.transit else [heading()]
    parts += [plan_table([json.loads(path.read_text()) for path in given.plan])] * bool(given.plan)
    parts += [tiles_table(json.loads(path.read_text())) for path in given.tiles]
    parts += [printed(name, Path(path).read_text()) for name, path in given.printed]
    given.to.write_text("\n\n".join(parts) + "\n")
    return 0


def heading() -> str:
    """When, on what and of what."""
    yardstick = measured()
    commit = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout.strip()
    packages = ", ".join(f"{name} {version(name)}" for name in PACKAGES)
    return "\n".join(
        [
            "# Results",
            "",
            f"{datetime.now(UTC):%Y-%m-%d}, commit {commit}, Python {platform.python_version()},"
            f" {packages}.",
            "",
            f"{processor()}, {os.cpu_count()} cores. Yardstick (`benchmarks/yardstick.py`):"
            f" {yardstick['chase_ns']} ns per step of a pointer chase through 16 MB,"
            f" {yardstick['sum_ns']} ns per cell summed.",
        ]
    )


def processor() -> str:
    """What the machine calls its processor."""
    listing = Path("/proc/cpuinfo")
    lines = listing.read_text().splitlines() if listing.exists() else []
    named = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(named, platform.processor() or platform.machine())


def transit_table(given: Sequence[Sequence[str]]) -> str:
    """Ours beside the peer's, on the same questions."""
    rows = [transit_row(name, Path(ours), Path(peer)) for name, ours, peer in given]
    return "\n".join(
        [
            "## Transit search, stop to stop (`benchmarks/transit.py`)",
            "",
            "One thread, best of three runs, legs included; the peer is nigiri's RAPTOR, measured"
            " on a quiet machine of the same kind.",
            "",
            "| | median | p95 | p99 | peer's median | p95 | p99 | ours / peer's median | p99"
            " | answers equal | load | peak memory |",
            "|---|---|---|---|---|---|---|---|---|---|---|---|",
            *rows,
        ]
    )


def transit_row(name: str, ours: Path, peer: Path) -> str:
    """One line of the table; times in ms."""
    *answers, costs = [json.loads(line) for line in ours.read_text().splitlines()]
    expected = [json.loads(line) for line in peer.read_text().splitlines()]
    mine = np.percentile([answer["us"] for answer in answers], [50, 95, 99]) / 1000
    theirs = np.percentile([answer["peer_us"] for answer in expected], [50, 95, 99]) / 1000
    equal = sum(
        sorted([j["start"][:16], j["arr"][:16], j["boardings"] - 1] for j in answer["journeys"])
        == sorted(other["journeys"])
        for answer, other in zip(answers, expected, strict=True)
    )
    cells = [
        name,
        *(f"{ms:.2f} ms" for ms in (*mine, *theirs)),
        f"{mine[0] / theirs[0]:.2f}",
        f"{mine[2] / theirs[2]:.2f}",
        f"{equal} of {len(expected)}",
        f"{costs['load_s']} s",
        f"{costs['peak_mb']} MB",
    ]
    return f"| {' | '.join(cells)} |"


def plan_table(found: Sequence[Mapping[str, Any]]) -> str:
    """Door to door through HTTP: one column per territory."""
    names = list(dict.fromkeys(name for one in found for name in one if name != "territory"))
    rows = [
        f"| {name} | {' | '.join(cell(one.get(name, '')) for one in found)} |" for name in names
    ]
    return "\n".join(
        [
            "## Door to door through HTTP (`benchmarks/plan.py`)",
            "",
            f"| | {' | '.join(str(one['territory']) for one in found)} |",
            "|---" * (len(found) + 1) + "|",
            *rows,
        ]
    )


def tiles_table(found: Mapping[str, Any]) -> str:
    """Tiles of one territory: a line for each zoom level."""
    rows = {name: row for name, row in found.items() if isinstance(row, dict)}
    columns = list(next(iter(rows.values())))
    lines = [
        f"| {name} | {' | '.join(str(row[column]) for column in columns)} |"
        for name, row in rows.items()
    ]
    return "\n".join(
        [
            f"## Tiles of {found['territory']}, none remembered (`benchmarks/tiles.py`)",
            "",
            f"One thread, best of three runs. The atlas they are drawn from: {found['atlas']}.",
            "",
            f"| | {' | '.join(columns)} |",
            "|---" * (len(columns) + 1) + "|",
            *lines,
        ]
    )


def printed(name: str, text: str) -> str:
    """What a benchmark printed."""
    return f"## {name}\n\n```\n{text.rstrip()}\n```"


def cell(value: object) -> str:
    """A figure, or several with their names."""
    if isinstance(value, dict):
        return ", ".join(f"{name} {figure}" for name, figure in value.items())
    return str(value)


if __name__ == "__main__":
    sys.exit(main())
