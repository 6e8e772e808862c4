"""How fast cells, neighbourhoods and rentals are told: `benchmarks/cells.py --territory T.toml`.

In process, one thread, as JSON: cells of each resolution around random stops, all cells of a city
on a screen, what is near random places, what there is to rent in a district and in the whole city;
and cells right after an update, when what is sorted by cell is sorted anew. What can be rented is
of chance (`benchmarks/rentals.py`). Needs a generation (`maas import T.toml`). Best of three runs.
"""

import argparse
import os
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from zoneinfo import ZoneInfo

import numpy as np

from api.cells.render import CellTeller
from api.cells.wire import Cells
from api.nearby.handlers import answer
from api.rentals.choosing import Choice
from api.rentals.query import RentalsQuery
from api.reply import ENCODER
from api.served import Coverage, Served
from benchmarks.boards import loaded, measure, say
from benchmarks.rentals import NOW, SOURCE, City
from feeds.gbfs import parse
from maas.cells import cell_of, cells_over
from maas.model import TRANSIT_MODES, Box, LatLon
from maas.settings import read_territory
from maas.snapshot import Batch
from routing.boards import Boards
from routing.cell_index import RESOLUTIONS
from routing.graph import Graph
from routing.nearby import NearbyQuestion
from routing.overlays.rentals.applying import apply_rentals
from routing.planner import Planner
from routing.question import End
from routing.rentals.fleets import Rentals

SCREEN_DEG = 0.05, 0.1
"""From the middle of a map to its edges: a city."""
DISTRICT_DEG = 0.01, 0.014
GO = np.zeros(1, np.uint8)


def main() -> None:
    """Ask everything of one territory."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--territory", type=Path, required=True)
    parser.add_argument("--n", type=int, default=200, help="questions of each kind")
    parser.add_argument("--stations", type=int, default=600)
    parser.add_argument("--vehicles", type=int, default=3000)
    given = parser.parse_args()
    territory = read_territory(given.territory, os.environ)
    graph = loaded(territory)
    assert graph.streets is not None and graph.timetable is not None
    dice = np.random.default_rng(1)
    city = City(graph.streets, dice, given.stations, given.vehicles)
    served = Served(with_rentals(Planner(graph, territory.routing), city), "0.0", anywhere())
    say("stops, stations, vehicles", f"{graph.timetable.stops.lat.size}, {city.said}")
    at = list(positions(graph, dice, given.n))
    ask_cells(served, at)
    ask_around(served, at)
    ask_rentals(served, at)


@dataclass(frozen=True)
class Updated:
    """What a planner is asked for cells, with rentals of which nothing is sorted yet."""

    boards: Boards
    rentals: Rentals


def with_rentals(planner: Planner, city: City) -> Planner:
    """The planner with vehicles of chance."""
    batch = Batch(SOURCE, NOW, parse(city.message([]), SOURCE, NOW).records)
    return planner.with_rentals(apply_rentals(planner.streets, {SOURCE: batch}, NOW, None))


def anywhere() -> Coverage:
    """A territory whose borders do not matter here."""
    return Coverage("bench", ZoneInfo("UTC"))


def positions(graph: Graph, dice: np.random.Generator, n: int) -> Iterator[LatLon]:
    """Stops, the busy ones more often."""
    assert graph.timetable is not None
    stops = graph.timetable.stops
    for row in dice.choice(graph.timetable.patterns.stop, n).tolist():
        yield LatLon(float(stops.lat[row]), float(stops.lon[row]))


def ask_cells(served: Served, at: list[LatLon]) -> None:
    """One by one, in a box, and right after an update."""
    for resolution in RESOLUTIONS:

        def cell(here: LatLon, resolution: int = resolution) -> bytes:
            told = CellTeller(served, NOW, resolution)
            return ENCODER.encode(told.cell(cell_of(here.lat, here.lon, resolution), 100))

        measure(f"cell, resolution {resolution}", cell, at)
        if resolution > 8:
            continue

        def screen(here: LatLon, resolution: int = resolution) -> bytes:
            box = around(here, SCREEN_DEG)
            low, high = box.south_west, box.north_east
            cells = cells_over((low.lat, low.lon), (high.lat, high.lon), resolution)
            told = tuple(CellTeller(served, NOW, resolution).summaries(cells))
            return ENCODER.encode(Cells(resolution=resolution, cells=told))

        measure(f"cells of 11 x 17 km, resolution {resolution}", screen, at[:50])

    def updated(here: LatLon) -> bytes:
        known = served.planner
        news = replace(served, planner=Updated(known.boards, replace(known.rentals)))  # type: ignore[arg-type]
        return ENCODER.encode(CellTeller(news, NOW, 8).cell(cell_of(here.lat, here.lon, 8), 100))

    measure("cell after an update, resolution 8", updated, at[:20])


def ask_around(served: Served, at: list[LatLon]) -> None:
    """What is near, of all kinds and of one."""
    for what, modes in (("all kinds", frozenset(TRANSIT_MODES)), ("to rent", frozenset())):

        def near(here: LatLon, modes: frozenset = modes) -> bytes:  # type: ignore[type-arg]
            asked = NearbyQuestion(End(at=here), NOW, 20, 900, None, modes, with_rentals=True)
            return answer(served, asked, GO)

        measure(f"nearby, {what}, n=20", near, at)


def ask_rentals(served: Served, at: list[LatLon]) -> None:
    """Of a district, and of the whole city on a screen."""
    for what, size in (("2 x 2 km", DISTRICT_DEG), ("11 x 17 km", SCREEN_DEG)):

        def told(here: LatLon, size: tuple[float, float] = size) -> bytes:
            pieces = (around(here, size),)
            query = RentalsQuery(min="", max="")
            return ENCODER.encode(Choice(served.planner.rentals, query, pieces, NOW).answer())

        measure(f"rentals, {what}", told, at[:30])


def around(at: LatLon, size: tuple[float, float]) -> Box:
    """A box with a place in its middle."""
    lat, lon = size
    return Box(LatLon(at.lat - lat, at.lon - lon), LatLon(at.lat + lat, at.lon + lon))


if __name__ == "__main__":
    main()
