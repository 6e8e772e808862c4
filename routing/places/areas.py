"""Which areas each position lies in."""

from collections.abc import Iterator, Sequence

import numpy as np

from maas.arrays import Bools, Float64s, Int32s, Int64s, Texts
from maas.places import Areas, Places
from maas.streets.tables import degrees
from maas.units import EARTH_RADIUS_M
from routing.places.tables import AreaNames
from routing.places.vocabulary import Vocabulary

M_PER_DEGREE = EARTH_RADIUS_M * np.pi / 180


def area_names(all_places: Sequence[Places], vocabulary: Vocabulary) -> AreaNames:
    """All areas of all files, file by file."""
    texts, languages, sizes = [], [], [0]
    levels, countries = [], []
    for areas in (places.areas for places in all_places):
        texts += list(areas.names.text)
        languages += list(areas.names.language)
        sizes += np.diff(areas.names.first).tolist()
        levels.append(areas.level)
        countries += list(areas.country)
    first_name = np.cumsum(sizes).astype(np.int32)
    first_word, word = vocabulary.rows(texts)
    return AreaNames(
        np.concatenate([np.empty(0, np.int16), *levels]),
        first_name,
        Texts.of(texts),
        Texts.of(languages),
        Texts.of(countries),
        first_word[first_name],
        word,
    )


def areas_around(
    all_places: Sequence[Places], lat: Float64s, lon: Float64s
) -> tuple[Int32s, Int32s]:
    """(first, area) of many positions, the widest area first."""
    position, area, level = [], [], []
    shift = 0
    for areas in (places.areas for places in all_places):
        for number, inside in _members(areas, lat, lon):
            position.append(np.flatnonzero(inside))
            area.append(np.full(position[-1].size, shift + number))
            level.append(np.full(position[-1].size, areas.level[number]))
        shift += areas.id.size
    if not position:
        return np.zeros(lat.size + 1, np.int32), np.empty(0, np.int32)
    positions, found = np.concatenate(position), np.concatenate(area)
    order = np.lexsort((found, np.concatenate(level), positions))
    first = np.searchsorted(positions[order], np.arange(lat.size + 1))
    return first.astype(np.int32), found[order].astype(np.int32)


def _members(areas: Areas, lat: Float64s, lon: Float64s) -> Iterator[tuple[int, Bools]]:
    """(row, which positions lie inside) of every area."""
    for row in np.flatnonzero(areas.reach_m == 0).tolist():
        yield row, _inside(areas, row, lat, lon)
    for level in np.unique(areas.level[areas.reach_m > 0]).tolist():
        rows = np.flatnonzero((areas.reach_m > 0) & (areas.level == level))
        yield from _nearest(areas, rows, lat, lon)


def _inside(areas: Areas, row: int, lat: Float64s, lon: Float64s) -> Bools:
    """Even-odd rule over all rings of an area."""
    inside = np.zeros(lat.size, np.bool_)
    for ring in range(areas.first_ring[row], areas.first_ring[row + 1]):
        begin, end = areas.first_point[ring : ring + 2]
        ys, xs = degrees(areas.lat_e7[begin:end]), degrees(areas.lon_e7[begin:end])
        box = np.flatnonzero((lat >= ys.min()) & (lat <= ys.max()) & (lon >= xs.min()))
        for i in range(ys.size):
            j = i - 1
            spans = (ys[i] > lat[box]) != (ys[j] > lat[box])
            if ys[i] != ys[j]:
                east = xs[i] + (lat[box] - ys[i]) / (ys[j] - ys[i]) * (xs[j] - xs[i])
                inside[box] ^= spans & (lon[box] < east)
    return inside


def _nearest(
    areas: Areas, rows: Int64s, lat: Float64s, lon: Float64s
) -> Iterator[tuple[int, Bools]]:
    """Of settlements of one level the nearest one that reaches a position."""
    points = areas.first_point[areas.first_ring[rows]]
    best, nearest = np.full(lat.size, np.inf), np.full(lat.size, -1)
    for row, y, x in zip(
        rows.tolist(), degrees(areas.lat_e7[points]), degrees(areas.lon_e7[points]), strict=True
    ):
        north, east = lat - y, (lon - x) * np.cos(np.radians(y))
        share = np.hypot(north, east) * M_PER_DEGREE / areas.reach_m[row]
        closer = (share <= 1) & (share < best)
        best[closer], nearest[closer] = share[closer], row
    for row in rows.tolist():
        yield row, nearest == row
