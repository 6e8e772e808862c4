"""How fast tiles are painted, and how large they are: `benchmarks/tiles.py --territory T.toml`.

    benchmarks/tiles.py --territory T.toml [--n 300] [--seed 1] [--json OUT]

Imports into a folder of its own and paints tiles of each zoom level that lie around random
junctions, each for the first time: drawn, encoded and compressed, in one thread, as a worker does
for a tile that it does not remember. Best of three runs.
"""

import argparse
import json
import os
import tempfile
import time
from collections.abc import Sequence
from dataclasses import replace
from gzip import decompress
from pathlib import Path
from random import Random
from typing import Any

import numpy as np

from api.tiles.painting import paint
from maas.build.building import build
from maas.build.progress import Progress
from maas.generation import Generation
from maas.settings import read_territory
from maas.streets import StreetNetwork
from maas.streets.tables import degrees
from maas.timetable import Timetable
from routing.atlas import LAST_ZOOM, Atlas
from routing.atlas.mercator import WORLD_BITS, project

RUNS = 3
FIRST_ZOOM = 10

Tile = tuple[int, int, int]


def main() -> None:
    """Paint the tiles of one territory."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--territory", type=Path, required=True)
    parser.add_argument("--n", type=int, default=300, help="tiles of each zoom level, at most")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--json", type=Path)
    given = parser.parse_args()
    territory = read_territory(given.territory, os.environ)
    with tempfile.TemporaryDirectory() as folder:
        generation = build(replace(territory, data_dir=Path(folder)), Progress())
        atlas = generation.part("atlas", Atlas)
        assert atlas is not None
        tiles = tiles_of(generation, given.n, Random(given.seed))
        found = {"territory": territory.name, **atlas_size(generation), **measured(atlas, tiles)}
    for name, value in found.items():
        print(f"{name:12} {value}")
    if given.json:
        given.json.write_text(json.dumps(found, indent=2) + "\n")


def tiles_of(generation: Generation, n: int, dice: Random) -> list[Tile]:
    """Distinct tiles around random junctions (without streets: stops), zoom level by level."""
    network = generation.part("streets", StreetNetwork)
    if network is not None:
        vertices = network.vertices
        x, y = project(degrees(vertices.lat_e7), degrees(vertices.lon_e7))
    else:
        timetable = generation.part("timetable", Timetable)
        assert timetable is not None
        x, y = project(timetable.stops.lat, timetable.stops.lon)
    found = []
    for z in range(FIRST_ZOOM, LAST_ZOOM + 1):
        rows = [dice.randrange(x.size) for _ in range(n)]
        shift = WORLD_BITS - z
        found += sorted({(z, int(x[row]) >> shift, int(y[row]) >> shift) for row in rows})
    return found


def atlas_size(generation: Generation) -> dict[str, Any]:
    """What the atlas takes on disk."""
    folder = generation.folder / "segments" / generation.manifest.parts["atlas"]
    size = sum(path.stat().st_size for path in folder.glob("*.npy"))
    return {"atlas": f"{size / 1e6:.1f} MB"}


def measured(atlas: Atlas, tiles: Sequence[Tile]) -> dict[str, Any]:
    """Times and sizes of each zoom level, and of all."""
    painted = [paint(atlas, *tile) for tile in tiles]
    runs = np.array([[time_of(atlas, tile) for tile in tiles] for _ in range(RUNS)])
    best = runs[np.percentile(runs, 95, axis=1).argmin()]
    zoom = np.array([tile[0] for tile in tiles])
    wire = np.array([len(tile) for tile in painted])
    whole = np.array([len(decompress(tile)) for tile in painted])
    levels = {f"z{z}": zoom == z for z in range(FIRST_ZOOM, LAST_ZOOM + 1)}
    return {
        name: figures(best[rows], wire[rows], whole[rows])
        for name, rows in {**levels, "all": zoom > 0}.items()
    }


def time_of(atlas: Atlas, tile: Tile) -> float:
    """ms that painting takes."""
    began = time.perf_counter()
    paint(atlas, *tile)
    return (time.perf_counter() - began) * 1000


def figures(ms: np.ndarray, wire: np.ndarray, whole: np.ndarray) -> dict[str, Any]:
    """One row: how many, how long, how large."""
    p50, p95, p99 = np.percentile(ms, [50, 95, 99]).tolist()
    return {
        "tiles": ms.size,
        "p50": f"{p50:.2f} ms",
        "p95": f"{p95:.2f} ms",
        "p99": f"{p99:.2f} ms",
        "kB sent, median": round(float(np.median(wire)) / 1000, 1),
        "kB sent, largest": round(float(wire.max()) / 1000, 1),
        "kB in all, largest": round(float(whole.max()) / 1000, 1),
    }


if __name__ == "__main__":
    main()
