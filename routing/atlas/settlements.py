"""Settlements as a map names them: the larger, the sooner."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from maas.arrays import Int32s, Int64s
from maas.landscape import Landscape, Settlements
from maas.streets.tables import degrees
from routing.atlas.mercator import project
from routing.atlas.sketch import Sketch, TagBook, sketch_of_points
from routing.atlas.tables import Layer

KINDS = {
    "city": (4, 1),
    "town": (8, 3),
    "borough": (10, 4),
    "suburb": (11, 5),
    "village": (11, 5),
    "quarter": (12, 6),
    "island": (11, 6),
    "neighbourhood": (13, 7),
    "hamlet": (13, 7),
    "islet": (14, 8),
    "locality": (14, 8),
    "isolated_dwelling": (14, 8),
}
"""The first zoom level at which a settlement is named, and its rank: 0 goes before all."""

LARGE = 200_000
"""People of whom a settlement ranks one higher."""


@dataclass(frozen=True, slots=True, eq=False)
class SettlementDrawer:
    """Names of settlements, as [n] columns."""

    zoom: Int64s
    tags: Int32s
    x: Int32s
    y: Int32s

    @classmethod
    def of(cls, landscapes: Sequence[Landscape], tags: TagBook) -> "SettlementDrawer":
        """All settlements of all files, each once."""
        rows = {row[0]: row for each in landscapes for row in _rows(each.settlements)}
        zooms = [KINDS[kind][0] for _, _, _, kind, _, _ in rows.values()]
        said = [
            tags.number({"name": name, "class": kind, "rank": KINDS[kind][1] - (people >= LARGE)})
            for _, _, _, kind, name, people in rows.values()
        ]
        lat = np.array([row[1] for row in rows.values()], np.int32)
        lon = np.array([row[2] for row in rows.values()], np.int32)
        x, y = project(degrees(lat), degrees(lon))
        return cls(np.array(zooms, np.int64), np.array(said, np.int32), x, y)

    def sketch(self, last_zoom: int) -> Sketch:
        """The settlements named up to a zoom level."""
        return sketch_of_points(Layer.PLACE, self.zoom, self.tags, (self.x, self.y), last_zoom)


def _rows(table: Settlements) -> list[tuple[int, int, int, str, str, int]]:
    """(id, lat, lon, kind, name, population) of what has a rank."""
    columns = (table.id.tolist(), table.lat_e7.tolist(), table.lon_e7.tolist())
    rows = zip(*columns, table.kind, table.name, table.population.tolist(), strict=True)
    return [row for row in rows if row[3] in KINDS]
