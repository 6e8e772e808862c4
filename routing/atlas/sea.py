"""The sea of a territory as areas of water."""

from collections.abc import Iterator, Sequence

import numpy as np

from maas.arrays import Float64s, Int64s
from maas.landscape import Landscape, Theme
from maas.streets import StreetNetwork
from maas.streets.tables import degrees
from routing.atlas.coast import Frame, seas
from routing.atlas.mercator import project
from routing.atlas.scenery import SceneryDrawer, joined_lines, rows_of, shapes_of
from routing.atlas.sketch import Sketch, TagBook
from routing.atlas.tables import Layer

FIRST_ZOOM = 3

MARGIN = 0.25
"""Of the longer side of a map: the sea is drawn so far beyond the last street."""


def sea_drawers(
    landscapes: Sequence[Landscape], network: StreetNetwork | None, tags: TagBook
) -> Iterator[SceneryDrawer]:
    """One if there is a coast; without streets nobody knows how far a map reaches."""
    if network is None:
        return
    coasts = [coast for rows in rows_of(landscapes, Theme.COAST) for coast in _coasts(*rows)]
    areas = seas(coasts, _frame(network)) if coasts else []
    if areas:
        number = tags.number({"kind": "sea"})
        whole = _sketch(areas, number)
        yield SceneryDrawer(whole, whole.tags)


def _coasts(landscape: Landscape, rows: Int64s) -> list[Float64s]:
    """[k, 2] Coastlines of one file, joined where they meet."""
    nothing = np.zeros(rows.size, np.int32)
    lines = joined_lines(shapes_of(landscape.scenery, rows, Layer.WATER, nothing), directed=True)
    points = np.stack([lines.x, lines.y], axis=1).astype(np.float64)
    return np.split(points, lines.first_point[1:-1])


def _frame(network: StreetNetwork) -> Frame:
    x, y = project(degrees(network.vertices.lat_e7), degrees(network.vertices.lon_e7))
    west, north, east, south = map(float, (x.min(), y.min(), x.max(), y.max()))
    margin = MARGIN * max(east - west, south - north, 1.0)
    return Frame(west - margin, north - margin, east + margin, south + margin)


def _sketch(areas: list[list[Float64s]], number: int) -> Sketch:
    rings = [ring for area in areas for ring in area]
    points = np.rint(np.concatenate(rings)).astype(np.int32)
    return Sketch(
        Layer.WATER,
        np.full(len(areas), FIRST_ZOOM, np.uint8),
        np.full(len(areas), number, np.int32),
        np.cumsum([0, *map(len, areas)]).astype(np.int64),
        np.cumsum([0, *map(len, rings)]).astype(np.int64),
        np.ascontiguousarray(points[:, 0]),
        np.ascontiguousarray(points[:, 1]),
    )
