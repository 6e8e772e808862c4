"""Feeds gone wrong at random, read in this process; scripts/fuzz starts it.

A reading ends well or with FeedMalformed, within 10 s and 1 GB. The first that does anything else
ends the run, with the number and seed that make it again.
"""

import argparse
import resource
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from itertools import islice
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from feeds.registry import adapter
from maas.errors import FeedMalformed
from maas.model import SourceId
from maas.settings import STATIC_KINDS, Source
from tests.feeds.amarillo.mutants import mutants as amarillo_mutants
from tests.feeds.bnlc.mutants import mutants as bnlc_mutants
from tests.feeds.bnls.mutants import mutants as bnls_mutants
from tests.feeds.cifs.mutants import mutants as cifs_mutants
from tests.feeds.datex2.mutants import mutants as road_mutants
from tests.feeds.datex2_parking.mutants import mutants as datex2_mutants
from tests.feeds.gbfs.mutants import mutants as gbfs_mutants
from tests.feeds.gtfs.mutants import mutants as gtfs_mutants
from tests.feeds.gtfs_rt.mutants import mutants as gtfs_rt_mutants
from tests.feeds.parkapi.mutants import mutants as parkapi_mutants
from tests.feeds.parking_table.mutants import OPTIONS as TABLE
from tests.feeds.parking_table.mutants import mutants as table_mutants
from tests.feeds.parking_table.tables import mapping
from tests.feeds.standard_covoiturage.mutants import mutants as covoiturage_mutants
from tests.feeds.waze.mutants import mutants as waze_mutants

SECONDS_EACH = 10
MEMORY_MB = 1024

MUTANTS: Mapping[str, Callable[[int], Iterator[bytes]]] = {
    "gtfs": gtfs_mutants,
    "gtfs-rt": gtfs_rt_mutants,
    "gbfs": gbfs_mutants,
    "parkapi": parkapi_mutants,
    "datex2-parking": datex2_mutants,
    "bnls": bnls_mutants,
    "parking-table": table_mutants,
    "standard-covoiturage": covoiturage_mutants,
    "amarillo": amarillo_mutants,
    "bnlc": bnlc_mutants,
    "waze": waze_mutants,
    "cifs": cifs_mutants,
    "datex2": road_mutants,
}
OPTIONS: Mapping[str, Mapping[str, object]] = {
    "parking-table": {"table": mapping(TABLE)},
    "datex2-parking": {"crs": "EPSG:25832"},
}
"""Of kinds that are not read without."""
NOW = 1_760_000_000


def main() -> int:
    """Read `--n` mutants of `--kind`; 0 when each was read or refused in time and memory."""
    parser = argparse.ArgumentParser(description="Read feeds gone wrong at random.")
    parser.add_argument("--n", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--kind", choices=sorted(MUTANTS), default="gtfs")
    asked = parser.parse_args()
    found, slowest = fuzz(asked.kind, asked.seed, asked.n)
    peak_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"{asked.kind}, seed {asked.seed}: {found['read']} read, {found['refused']} refused;")
    print(f"the slowest took {slowest:.1f} s, memory peaked at {peak_mb} MB")
    return int(peak_mb > MEMORY_MB)


def fuzz(kind: str, seed: int, n: int) -> tuple[Counter[str], float]:
    """How many were read and refused, and the seconds of the slowest."""
    found: Counter[str] = Counter()
    slowest = 0.0
    signal.signal(signal.SIGALRM, _too_slow)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "mutant"
        for number, mutant in enumerate(islice(MUTANTS[kind](seed), n)):
            path.write_bytes(mutant)
            started = time.monotonic()
            with _watched(f"mutant {number} of seed {seed}"):
                found[_outcome(kind, path)] += 1
            slowest = max(slowest, time.monotonic() - started)
    return found, slowest


def _outcome(kind: str, path: Path) -> str:
    try:
        if kind in STATIC_KINDS:
            adapter(kind).read(path, SourceId("s"))
        else:
            source = Source(SourceId("s"), kind, "", options=OPTIONS.get(kind, {}))
            adapter(kind).parser(source)(path.read_bytes(), NOW)
    except FeedMalformed:
        return "refused"
    return "read"


@contextmanager
def _watched(name: str) -> Iterator[None]:
    """Limits the time; says the name of what does not come to a good end."""
    ended = False
    signal.alarm(SECONDS_EACH)
    try:
        yield
        ended = True
    finally:
        signal.alarm(0)
        if not ended:
            print(f"This was {name}:", file=sys.stderr)


def _too_slow(*_: object) -> None:
    raise TimeoutError(f"more than {SECONDS_EACH} s")


if __name__ == "__main__":
    sys.exit(main())
