"""Stops as a map draws them: stop places everywhere, each pole and platform from near."""

from dataclasses import dataclass

import numpy as np

from maas.arrays import Float64s, Int32s, Int64s
from maas.model import TRANSIT_MODES, Mode, StopKind
from maas.timetable import Timetable
from routing.atlas.mercator import project
from routing.atlas.sketch import Sketch, TagBook, sketch_of_points
from routing.atlas.tables import Layer
from routing.atlas.thinning import first_zooms
from routing.places.stops import departures_per_day, modes_at, stop_entries

BY_WEIGHT = (
    *(Mode.HIGHSPEED_RAIL, Mode.LONG_DISTANCE, Mode.NIGHT_RAIL, Mode.REGIONAL_RAIL),
    *(Mode.SUBURBAN, Mode.SUBWAY, Mode.AIRPLANE, Mode.FERRY, Mode.TRAM, Mode.AERIAL_LIFT),
    *(Mode.FUNICULAR, Mode.COACH, Mode.BUS, Mode.ODM, Mode.RIDE_SHARING, Mode.OTHER),
)
"""Of the modes that call at a stop the first of these is the one it is drawn as."""

RANKS = 10
"""Ranks of stops that no trains call at: 0, the most served of all, to 10, where nothing calls."""

TRAINS_RANK = 1
"""No stop of trains or of an underground has a greater rank."""

AT_MOST = 40
"""Stop places on a tile; there are more only where all are drawn."""

FIRST_ZOOM, ALL_FROM = 6, 13
POLES_FROM, PLATFORMS_FROM = 15, 16


@dataclass(frozen=True, slots=True, eq=False)
class StopDrawer:
    """Stops with what is said of them, as [n] columns."""

    zoom: Int64s
    tags: Int32s
    x: Int32s
    y: Int32s

    @classmethod
    def of(cls, timetable: Timetable, tags: TagBook) -> "StopDrawer":
        """Choose what is drawn of a timetable, and from when on: first stop places, then poles."""
        entries = [entry for entry in stop_entries(timetable) if np.isfinite(entry.lat + entry.lon)]
        places = np.array([entry.row for entry in entries], np.int64)
        poles = _poles(timetable, places)
        alone = np.arange(timetable.stops.parent.size, dtype=np.int32)
        modes = np.array([entry.modes for entry in entries], np.int64)
        modes = np.concatenate([modes, modes_at(timetable, alone)[poles]])
        importance = np.array([entry.importance for entry in entries])
        importance = np.concatenate([importance, _importance(timetable)[poles]])
        every, ranks = np.concatenate([places, poles]), _ranks(importance, modes)
        x, y = project(timetable.stops.lat[every], timetable.stops.lon[every])
        order = np.lexsort((-importance[: places.size], ranks[: places.size]))
        pole_zooms = np.where(timetable.stops.parent[poles] >= 0, PLATFORMS_FROM, POLES_FROM)
        zoom = first_zooms(order, x, y, range(FIRST_ZOOM, ALL_FROM), AT_MOST)
        said = _said(timetable, tags, every, modes, ranks)
        return cls(np.concatenate([zoom, pole_zooms]), said, x, y)

    def sketch(self, last_zoom: int) -> Sketch:
        """The stops drawn up to a zoom level."""
        return sketch_of_points(Layer.STOP, self.zoom, self.tags, (self.x, self.y), last_zoom)


def _said(
    timetable: Timetable, tags: TagBook, rows: Int64s, modes: Int64s, ranks: Int64s
) -> Int32s:
    """[n] The row of what is said of each stop."""
    stops = timetable.stops
    columns = zip(rows.tolist(), modes.tolist(), ranks.tolist(), strict=True)
    said = [
        tags.number(
            {"id": stops.id[i], "name": stops.name[i], "mode": _mode(bits).value, "rank": rank}
        )
        for i, bits, rank in columns
    ]
    return np.array(said, np.int32)


def _poles(timetable: Timetable, drawn: Int64s) -> Int64s:
    """Stops that vehicles call at and that do not stand for their stop place already."""
    called = np.unique(timetable.patterns.stop)
    stops = timetable.stops
    is_own = (stops.kind[called] != StopKind.SPLIT) & np.isfinite(
        stops.lat[called] + stops.lon[called]
    )
    return np.setdiff1d(called[is_own], drawn).astype(np.int64)


def _importance(timetable: Timetable) -> Float64s:
    """[n_stops] 0 to 1, by the logarithm of departures."""
    departures = np.log1p(departures_per_day(timetable))
    scaled: Float64s = departures / max(float(departures.max(initial=0.0)), 1.0)
    return scaled


def _ranks(importance: Float64s, modes: Int64s) -> Int64s:
    """The greater, the less important."""
    rank = np.rint(RANKS * (1 - np.clip(importance, 0, 1))).astype(np.int64)
    heavy = BY_WEIGHT[: BY_WEIGHT.index(Mode.SUBWAY) + 1]
    bits = sum(1 << TRANSIT_MODES.index(mode) for mode in heavy)
    return np.where(modes & bits, np.minimum(rank, TRAINS_RANK), rank)


def _mode(bits: int) -> Mode:
    return next((m for m in BY_WEIGHT if bits >> TRANSIT_MODES.index(m) & 1), Mode.OTHER)
