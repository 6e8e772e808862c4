"""transfers.txt: what it says about changes from stop to stop."""

import numpy as np

from feeds.gtfs.fields import BLANK, enum, integers, parse_natural
from feeds.gtfs.keys import resolve
from feeds.gtfs.notices import Notices
from feeds.gtfs.stops import Places
from feeds.gtfs.table import Table
from maas.model import StopKind
from maas.timetable import TransferRules


def read_rules(table: Table, places: Places, notices: Notices) -> TransferRules:
    """Plain rules from stop to stop, stations expanded to their stops."""
    a = resolve(table, "from_stop_id", places.rows, notices)
    b = resolve(table, "to_stop_id", places.rows, notices)
    kind, _ = enum(integers(parse_natural, table["transfer_type"]), 5)
    seconds = np.maximum(integers(parse_natural, table["min_transfer_time"]), BLANK)
    columns = ("from_route_id", "to_route_id", "from_trip_id", "to_trip_id")
    plain = np.array(
        [not any(cells) for cells in zip(*(table[c] for c in columns), strict=True)], np.bool_
    )
    rows = np.flatnonzero((a >= 0) & (b >= 0) & plain & (kind < 4)).tolist()
    children: dict[int, list[int]] = {}
    for stop, parent in enumerate(places.stops.parent.tolist()):
        if places.stops.kind[stop] == StopKind.STOP:
            children.setdefault(parent, []).append(stop)
    found: dict[tuple[int, int], int] = {}
    for i in rows:
        for x in children.get(int(a[i]), [int(a[i])]):
            for y in children.get(int(b[i]), [int(b[i])]):
                found.setdefault((x, y), i)
    pairs = np.array(list(found), np.int32).reshape(-1, 2)
    said = np.array(list(found.values()), np.int64)
    return TransferRules(pairs[:, 0].copy(), pairs[:, 1].copy(), kind[said], seconds[said])
