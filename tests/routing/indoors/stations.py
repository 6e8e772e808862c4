"""Stop places drawn as pathways: `E stairs P` on a line of 100 m columns.

Letters: E F entrances, N M nodes, P Q platforms of the station S, A B areas on P, X a stop on the
street beside E. Places lie where POSITION_M says, on a level plane.
"""

from collections.abc import Sequence
from pathlib import Path

from feeds.gtfs import read
from maas.model import PathwayMode, SourceId
from maas.timetable import Timetable
from tests.cities import LINE, write_gtfs

M_PER_DEG = 111_195.1
"""A hair too many, so that what is rounded up is what was drawn."""
POSITION_M = {"E": 0, "F": 300, "N": 60, "M": 120, "P": 120, "Q": 240, "A": 90, "B": 150, "X": -120}
KIND = {"E": 2, "F": 2, "N": 3, "M": 3, "A": 4, "B": 4}
MODES = {mode.name.lower(): mode for mode in PathwayMode}
FIRST_LAT, LON = 41.0, -8.0


def timetable(
    folder: Path,
    *pathways: str,
    called: str = "PQX",
    levels: str = "",
    more: Sequence[tuple[str, str]] = (),
) -> Timetable:
    """A line that calls at P, Q and X, and a station with such pathways.

    A pathway is `E stairs P`, one-way `E escalator> P`, with further cells as `length=30`.
    levels: `E0 P-1`; more: further tables.
    """
    times = [f"t8,08:{i:02}:00,08:{i:02}:00,{stop},{i}" for i, stop in enumerate(called)]
    tables = {
        **LINE,
        "stops.txt": _stops(pathways, called, levels),
        "trips.txt": "route_id,service_id,trip_id\n1,daily,t8",
        "stop_times.txt": "\n".join(
            ["trip_id,arrival_time,departure_time,stop_id,stop_sequence", *times]
        ),
        "pathways.txt": "\n".join([",".join(CELLS), *(_pathway(*p) for p in enumerate(pathways))]),
        "levels.txt": "level_id,level_index\n" + "\n".join(f"{i},{i}" for i in range(-3, 4)),
        **dict(more),
    }
    return read(write_gtfs(folder / "metro.zip", tables), SourceId("x"))[0]


CELLS = (
    "pathway_id", "from_stop_id", "to_stop_id", "pathway_mode", "is_bidirectional", "length",
    "traversal_time", "stair_count", "max_slope", "min_width", "signposted_as",
)  # fmt: skip


def _pathway(number: int, text: str) -> str:
    a, mode, b, *cells = text.split()
    row = dict.fromkeys(CELLS, "") | dict(cell.split("=") for cell in cells)
    row |= {"pathway_id": str(number), "from_stop_id": a, "to_stop_id": b}
    row["pathway_mode"] = str(int(MODES[mode.rstrip(">")]))
    row["is_bidirectional"] = "0" if mode.endswith(">") else "1"
    return ",".join(row.values())


def _stops(pathways: Sequence[str], called: str, levels: str) -> str:
    storey = {text[0]: text[1:] for text in levels.split()}
    used = sorted({*called, *(end for text in pathways for end in text.split()[:3:2])} | {"P"})
    rows = ["stop_id,stop_name,stop_lat,stop_lon,location_type,parent_station,level_id"]
    rows.append(f"S,Station,{FIRST_LAT},{LON},1,,")
    for name in used:
        parent = {"X": "", "A": "P", "B": "P"}.get(name, "S")
        lat = FIRST_LAT + POSITION_M[name] / M_PER_DEG
        place = f"{name},{name},{lat:.9f},{LON},{KIND.get(name, 0)},{parent}"
        rows.append(f"{place},{storey.get(name, '')}")
    return "\n".join(rows)
