"""Tiny territories on disk: GTFS written as text tables, zipped."""

import zipfile
from collections.abc import Mapping
from pathlib import Path

LINE = {
    "agency.txt": """\
        agency_id,agency_name,agency_url,agency_timezone
        A,Operator,https://example.org,Europe/Lisbon
        """,
    "stops.txt": """\
        stop_id,stop_name,stop_lat,stop_lon
        N,North,41.160,-8.610
        M,Middle,41.150,-8.610
        S,South,41.140,-8.610
        """,
    "routes.txt": """\
        route_id,agency_id,route_short_name,route_long_name,route_type
        1,A,1,North - South,3
        """,
    "trips.txt": """\
        route_id,service_id,trip_id,trip_headsign
        1,daily,t8,South
        1,daily,t9,South
        """,
    "stop_times.txt": """\
        trip_id,arrival_time,departure_time,stop_id,stop_sequence
        t8,08:00:00,08:00:00,N,1
        t8,08:05:00,08:05:00,M,2
        t8,08:10:00,08:10:00,S,3
        t9,09:00:00,09:00:00,N,1
        t9,09:05:00,09:05:00,M,2
        t9,09:10:00,09:10:00,S,3
        """,
    "calendar.txt": """\
        service_id,monday,tuesday,wednesday,thursday,friday,saturday,sunday,start_date,end_date
        daily,1,1,1,1,1,1,1,20230901,20231031
        """,
}
"""One bus line, north to south at eight and nine every day of September and October 2023."""


def write_gtfs(path: Path, tables: Mapping[str, str] = LINE) -> Path:
    """Zip tables; lines may be indented."""
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in tables.items():
            archive.writestr(name, "".join(f"{line.strip()}\n" for line in text.splitlines()))
    return path


def write_territory(
    folder: Path, extra: str = "", sources: tuple[str, ...] = ("bus",), head: str = ""
) -> Path:
    """A file `town.toml` for GTFS sources `<id>.zip` beside it, at seven of a Wednesday."""
    path = folder / "town.toml"
    listed = [
        f'[[source]]\nid = "{each}"\nkind = "gtfs"\nurl = "file:{each}.zip"\n' for each in sources
    ]
    top = 'name = "town"\ntimezone = "Europe/Lisbon"\nclock = "2023-09-20T07:00:00+01:00"\n'
    path.write_text(top + head + "".join(listed) + extra)
    return path


def with_trips(n: int) -> dict[str, str]:
    """The line with n trips, one each minute from eight."""
    trips, times = (
        ["route_id,service_id,trip_id"],
        ["trip_id,arrival_time,departure_time,stop_id,stop_sequence"],
    )
    for i in range(n):
        trips.append(f"1,daily,t{i}")
        for sequence, stop in enumerate("NMS"):
            at = f"{8 + (i + 5 * sequence) // 60:02}:{(i + 5 * sequence) % 60:02}:00"
            times.append(f"t{i},{at},{at},{stop},{sequence}")
    return {**LINE, "trips.txt": "\n".join(trips), "stop_times.txt": "\n".join(times)}
