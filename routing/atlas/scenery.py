"""Landscape as a map draws it: large things from afar, small ones from near."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import log2

import numpy as np

from maas.arrays import Bools, Float64s, Int32s, Int64s
from maas.landscape import LINES, Landscape, Scenery, SceneryFlag, Theme
from maas.streets.tables import degrees
from routing.atlas.chaining import chained
from routing.atlas.mercator import WORLD_BITS, project
from routing.atlas.sketch import Sketch, TagBook, Value, sketch_of_lines, slices
from routing.atlas.tables import LAST_ZOOM, Layer
from routing.atlas.thinning import first_zooms

LAYERS = {
    Theme.LAND: Layer.LAND,
    Theme.GREEN: Layer.GREEN,
    Theme.WATER: Layer.WATER,
    Theme.WATERWAY: Layer.WATERWAY,
    Theme.BUILDING: Layer.BUILDING,
    Theme.RAIL: Layer.RAIL,
}

AREAS_FROM = {
    Theme.LAND: (8, 48.0),
    Theme.GREEN: (7, 40.0),
    Theme.WATER: (3, 24.0),
    Theme.BUILDING: (14, 20.0),
}
"""The first zoom level of areas, and how wide one must be there (units of a tile of 4096)."""

AT_MOST = 4000
"""Areas of a theme on a tile before the last zoom level: about 100 kB of houses."""

KINDS_FROM = {
    "rail": 8,
    "narrow_gauge": 10,
    "light_rail": 10,
    "monorail": 11,
    "subway": 11,
    "tram": 12,
    "funicular": 12,
    "river": 8,
    "canal": 10,
    "stream": 13,
    "drain": 15,
    "ditch": 15,
}
"""The first zoom level of lines."""

MINOR_FROM = 14
NAMES_FROM = 12
"""A level that ends before it tells no names, bridges and tunnels."""


@dataclass(frozen=True, slots=True, eq=False)
class SceneryDrawer:
    """One theme at full detail; of each piece what is said from afar and from near."""

    whole: Sketch
    near: Int32s

    def sketch(self, last_zoom: int) -> Sketch:
        """What is drawn up to a zoom level."""
        rows = np.flatnonzero(self.whole.zoom <= last_zoom)
        drawn = self.whole.take(rows)
        if last_zoom >= NAMES_FROM:
            drawn = drawn.saying(self.near[rows])
        return joined_lines(drawn) if drawn.layer in LINE_LAYERS else drawn


LINE_LAYERS = frozenset(LAYERS[theme] for theme in LINES if theme in LAYERS)


def scenery_drawers(landscapes: Sequence[Landscape], tags: TagBook) -> Iterator[SceneryDrawer]:
    """One for each theme of each file."""
    for theme in LAYERS:
        for landscape, rows in rows_of(landscapes, theme):
            yield _drawer(landscape.scenery, rows, theme, tags)


def rows_of(landscapes: Sequence[Landscape], theme: Theme) -> Iterator[tuple[Landscape, Int64s]]:
    """What each file has of a theme and no file before it."""
    seen = np.empty(0, np.int64)
    for landscape in landscapes:
        scenery = landscape.scenery
        rows = np.flatnonzero((scenery.theme == theme) & ~np.isin(scenery.id, seen))
        seen = np.union1d(seen, scenery.id[rows])
        if rows.size:
            yield landscape, rows


def shapes_of(scenery: Scenery, rows: Int64s, layer: Layer, said: Int32s) -> Sketch:
    """Pieces as they are, drawn from the start."""
    x, y = project(degrees(scenery.lat_e7), degrees(scenery.lon_e7))
    first_line, lines = slices(scenery.first_ring.astype(np.int64), rows)
    first_point, points = slices(scenery.first_point.astype(np.int64), lines)
    no_zoom = np.zeros(rows.size, np.uint8)
    return Sketch(layer, no_zoom, said, first_line, first_point, x[points], y[points])


def _drawer(scenery: Scenery, rows: Int64s, theme: Theme, tags: TagBook) -> SceneryDrawer:
    near, far = _said(scenery, rows, theme, tags)
    shape = shapes_of(scenery, rows, LAYERS[theme], far)
    if theme in LINES:
        return SceneryDrawer(shape.from_zoom(_line_zooms(scenery, rows)), near)
    area, first_line = shape.doubled_areas() / 2, shape.first_line
    whole = shape.turned(_is_turned(area, first_line))
    size = np.abs(area[first_line[:-1]])
    zoom = np.maximum(_area_zooms(size, theme), _roomy_zooms(whole, size, theme))
    return SceneryDrawer(whole.from_zoom(zoom), near)


def _said(scenery: Scenery, rows: Int64s, theme: Theme, tags: TagBook) -> tuple[Int32s, Int32s]:
    """[n] Rows of what is said of each piece from near, and from afar."""
    near, far = [], []
    for row in rows.tolist():
        flags = int(scenery.flags[row])
        said: dict[str, Value] = {}
        if theme is not Theme.BUILDING:
            said = {"kind": scenery.kinds[int(scenery.kind[row])]}
        far.append(tags.number(said))
        if theme is not Theme.LAND:
            said["name"] = scenery.name[row]
        for flag in SceneryFlag:
            said[str(flag.name).lower()] = bool(flags & flag)
        near.append(tags.number(said))
    return np.array(near, np.int32), np.array(far, np.int32)


def _line_zooms(scenery: Scenery, rows: Int64s) -> Int64s:
    first = np.array([KINDS_FROM.get(kind, LAST_ZOOM) for kind in scenery.kinds] or [0])
    zoom: Int64s = first[scenery.kind[rows]]
    is_minor = (scenery.flags[rows] & SceneryFlag.MINOR) > 0
    return np.where(is_minor, np.maximum(zoom, MINOR_FROM), zoom)


def _area_zooms(area: Float64s, theme: Theme) -> Int64s:
    """The first zoom level at which each area is wide enough to be seen."""
    first, least = AREAS_FROM[theme]
    whole = log2(least) + WORLD_BITS - 12
    zoom = np.ceil(whole - np.log2(np.maximum(area, 1.0)) / 2)
    return np.clip(zoom, first, LAST_ZOOM).astype(np.int64)


def _roomy_zooms(whole: Sketch, size: Float64s, theme: Theme) -> Int64s:
    """From when on each area is one of the AT_MOST largest of its tile."""
    first, zooms = whole.first_point[whole.first_line[:-1]], range(AREAS_FROM[theme][0], LAST_ZOOM)
    return first_zooms(
        np.argsort(-size, kind="stable"), whole.x[first], whole.y[first], zooms, AT_MOST
    )


def _is_turned(area: Float64s, first_line: Int64s) -> Bools:
    """[n_lines] Which rings run the wrong way: rims must be clockwise, holes must not."""
    is_rim = np.zeros(area.size, np.bool_)
    is_rim[first_line[:-1]] = True
    turned: Bools = (area > 0) != is_rim
    return turned


def joined_lines(sketch: Sketch, *, directed: bool = False) -> Sketch:
    """Lines of one kind that meet, as longer ones; directed ones keep their direction."""
    if not sketch.n:
        return sketch
    first, last = sketch.first_point[:-1], sketch.first_point[1:] - 1
    ends = np.concatenate([first, last])
    place = sketch.x[ends].astype(np.int64) << 32 | sketch.y[ends].astype(np.int64)
    number = np.unique(place, return_inverse=True)[1].astype(np.int32)
    same = sketch.tags * 32 + sketch.zoom
    chains = chained(same, number[: sketch.n], number[sketch.n :], np.full(sketch.n, directed))
    points = np.stack([sketch.x, sketch.y], axis=1)
    pieces = [
        points[low : high + 1] for low, high in zip(first.tolist(), last.tolist(), strict=True)
    ]
    lines = [
        np.concatenate(
            [pieces[end >> 1][:: -1 if end & 1 else 1][i > 0 :] for i, end in enumerate(c)]
        )
        for c in chains
    ]
    one = np.array([chain[0] >> 1 for chain in chains], np.int64)
    return sketch_of_lines(sketch.layer, sketch.zoom[one], sketch.tags[one], lines)
