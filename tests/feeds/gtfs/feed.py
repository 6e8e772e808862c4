"""Small feeds written as text: `# name.txt` headings with CSV below, later ones replacing."""

import zipfile
from pathlib import Path

import numpy as np

from feeds.gtfs import read
from feeds.gtfs.table import Table
from maas.model import SourceId
from maas.report import Report
from maas.timetable import Timetable

SOUND = """
# agency.txt
agency_id,agency_name,agency_url,agency_timezone
A,Trams of A,https://a.example,Europe/Berlin
# stops.txt
stop_id,stop_name,stop_lat,stop_lon
a,Alder,52.500,13.400
b,Birch,52.510,13.400
c,Cedar,52.520,13.400
# routes.txt
route_id,agency_id,route_short_name,route_type
1,A,M1,0
# trips.txt
route_id,service_id,trip_id
1,daily,t1
1,daily,t2
# stop_times.txt
trip_id,arrival_time,departure_time,stop_id,stop_sequence
t1,8:00:00,8:00:00,a,1
t1,8:10:00,8:11:00,b,2
t1,8:20:00,8:20:00,c,3
t2,8:30:00,8:30:00,a,1
t2,8:40:00,8:41:00,b,2
t2,8:50:00,8:50:00,c,3
# calendar.txt
service_id,monday,tuesday,wednesday,thursday,friday,saturday,sunday,start_date,end_date
daily,1,1,1,1,1,1,1,20260101,20261231
"""


def tables(*texts: str) -> dict[str, str]:
    """File name to content; a heading with nothing below takes the file away."""
    found: dict[str, str] = {}
    for block in "".join(texts).split("\n# "):
        name, _, rows = block.lstrip("\n# ").partition("\n")
        found[name.strip()] = rows.rstrip("\n") + "\n" if rows.strip() else ""
    return {name: rows for name, rows in found.items() if rows}


def table(file: str, header: str, *rows: str) -> Table:
    """A table as it is after reading."""
    names = header.split(",")
    cells = [row.split(",") for row in rows]
    columns = {name: [row[i] for row in cells] for i, name in enumerate(names)}
    return Table(file, np.arange(2, len(rows) + 2, dtype=np.int32), columns)


def write(path: Path, files: dict[str, str] | dict[str, bytes]) -> Path:
    """A zip of these files."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return path


def reading(tmp_path: Path, *changes: str) -> tuple[Timetable, Report]:
    """The sound feed with some tables replaced, read from a zip."""
    return read(write(tmp_path / "feed.zip", tables(SOUND, *changes)), SourceId("s"))


def rules(report: Report) -> dict[str, int]:
    """What was found: rule to count, over all files."""
    found: dict[str, int] = {}
    for finding in report.findings:
        found[finding.rule] = found.get(finding.rule, 0) + finding.count
    return found


def runs(timetable: Timetable) -> dict[str, str]:
    """Each trip as "stop arrival/departure …", by its id; times as they are written."""
    lines: dict[str, str] = {}
    stops, trips, times = timetable.stops, timetable.trips, timetable.stop_times
    for t in range(trips.route.size):
        at = timetable.patterns.first_stop[trips.pattern[t]]
        calls = []
        for k, i in enumerate(range(int(trips.first_time[t]), int(trips.first_time[t + 1]))):
            stop = stops.id[int(timetable.patterns.stop[at + k])].removeprefix("s:")
            calls.append(f"{stop} {clock(times.arrive[i])}/{clock(times.depart[i])}")
        lines.setdefault(trips.id[t], "")
        lines[trips.id[t]] += (" | " if lines[trips.id[t]] else "") + " ".join(calls)
    return lines


def clock(seconds: int) -> str:
    """ "8:05" of 29 100; seconds only where there are some."""
    minutes, rest = divmod(int(seconds), 60)
    return f"{minutes // 60}:{minutes % 60:02}" + (f":{rest:02}" if rest else "")
