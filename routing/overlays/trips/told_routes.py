"""Routes that no timetable has, as news tell of them beside their trips (Amarillo's extension)."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

import numpy as np

from maas.arrays import Ids, Int32s, Texts
from maas.live import TripUpdate
from maas.live.trips import ToldRoute
from maas.model import TRANSIT_MODES, mode_of
from maas.timetable import Routes, Timetable
from maas.timetable.rows import stack_rows
from routing.overlays.lookup import rows_of
from routing.overlays.trips.gathering import Heard, prefix_of

MISCELLANEOUS = 1700


def with_told_routes(timetable: Timetable, heard: Sequence[Heard]) -> Timetable:
    """The timetable and, after its own, the routes that it lacks; itself if there are none.

    A route whose agency the timetable has not got is that of its feed's first route.
    """
    told = dict(_told(heard))
    if not told:
        return timetable
    rows = rows_of(timetable.routes.id, list(told)).tolist()
    missing = {id_: told[id_] for id_, row in zip(told, rows, strict=True) if row < 0}
    agency = _agencies(timetable, missing)
    made = {id_: each for (id_, each), row in zip(missing.items(), agency, strict=True) if row >= 0}
    if not made:
        return timetable
    routes = _routes(made, agency[agency >= 0])
    return replace(timetable, routes=stack_rows([timetable.routes, routes]))


def _told(heard: Sequence[Heard]) -> Iterator[tuple[str, ToldRoute]]:
    for each in heard:
        prefix = prefix_of(each.sources)
        for record in each.batch.records:
            if isinstance(record, TripUpdate) and record.properties and record.key.route_id:
                route = record.properties.route
                if route is not None:
                    yield f"{prefix}{record.key.route_id}", route


def _agencies(timetable: Timetable, told: Mapping[str, ToldRoute]) -> Int32s:
    """[n] Rows; -1: the feed has no route at all."""
    prefixes = [f"{id_.partition(':')[0]}:" for id_ in told]
    named = [p + each.agency_id for p, each in zip(prefixes, told.values(), strict=True)]
    rows = rows_of(timetable.agencies.id, named)
    first: dict[str, int] = {}
    for id_, row in zip(timetable.routes.id.texts, timetable.routes.agency.tolist(), strict=True):
        first.setdefault(f"{id_.partition(':')[0]}:", row)
    usual = np.array([first.get(prefix, -1) for prefix in prefixes], np.int32)
    return np.where(rows < 0, usual, rows).astype(np.int32)


def _routes(told: Mapping[str, ToldRoute], agency: Int32s) -> Routes:
    types = [each.type if each.type >= 0 else MISCELLANEOUS for each in told.values()]
    blank = Texts.of([""] * len(told))
    return Routes(
        id=Ids.of(told),
        agency=agency,
        short_name=blank,
        long_name=Texts.of(each.long_name for each in told.values()),
        description=blank,
        url=Texts.of(each.url for each in told.values()),
        color=blank,
        text_color=blank,
        type=np.array(types, np.int16),
        mode=np.array([TRANSIT_MODES.index(mode_of(each)) for each in types], np.uint8),
    )
