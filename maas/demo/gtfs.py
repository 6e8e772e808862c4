"""Timetables of the invented city as GTFS: zips whose bytes depend on the city alone."""

import csv
import zipfile
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from io import StringIO
from pathlib import Path

from maas.demo.fares import rail_fares, town_fares, zone_of
from maas.demo.lines import BUS, FERRY, METRO, RAIL, Line, Places, StopPoint
from maas.demo.plane import Projection
from maas.demo.timetables import DAYS, Run, runs_of
from maas.demo.translations import translations

Rows = list[Sequence[object]]
FIRST_DAY, LAST_DAY = date(2020, 1, 1), date(2099, 12, 31)
HOLIDAYS = ((1, 1), (5, 1), (5, 8), (7, 14), (8, 15), (11, 1), (11, 11), (12, 25))
ENGLISH_NAMES = {"ambre": "Ambrelune Transport", "estran": "Estran Trains"}
ROUND = ("1", "2")
"""Lines whose vehicles, and those who stay seated, turn round at one end and go out again."""
TRIP_COLUMNS = ("route_id", "service_id", "trip_id", "trip_headsign", "direction_id", "block_id",
                "shape_id", "wheelchair_accessible", "bikes_allowed")  # fmt: skip
TIME_COLUMNS = ("trip_id", "arrival_time", "departure_time", "stop_id", "stop_sequence",
                "shape_dist_traveled")  # fmt: skip


class Feed:
    """One operator's feed: tables gathered, then written."""

    def __init__(self, agency: tuple[str, str], lines: Sequence[Line], places: Places) -> None:
        self._agency = agency
        self._lines = lines
        self._places = places
        self.tables: dict[str, Rows] = {}

    def write(self, path: Path, projection: Projection) -> None:
        """Write all tables; the same city gives the same bytes."""
        id, name = self._agency
        url = f"https://{id}.example"
        self.tables = {
            "agency": [("agency_id", "agency_name", "agency_url", "agency_timezone", "agency_lang"),
                       (id, name, url, "Europe/Paris", "fr")],
            "feed_info": [("feed_publisher_name", "feed_publisher_url", "feed_lang", "feed_version",
                           "feed_start_date", "feed_end_date"),
                          (name, url, "fr", "1", f"{FIRST_DAY:%Y%m%d}", f"{LAST_DAY:%Y%m%d}")],
            "calendar": list(_calendar()),
            "calendar_dates": list(_holidays()),
            "stops": list(self._stops(projection)),
            "routes": list(self._routes(id)),
            "transfers": list(self._transfers()),
            "shapes": list(self._shapes(projection)),
            "translations": translations(id, ENGLISH_NAMES[id]),
        }  # fmt: skip
        self._trips()
        is_rail = any(line.mode == RAIL for line in self._lines)
        self.tables |= rail_fares(self._stop_points()) if is_rail else town_fares(self._lines)
        _write(path, self.tables)

    def _stop_points(self) -> list[StopPoint]:
        used = {stop.id: stop for line in self._lines for way in line.ways for stop, _ in way.calls}
        return [used[id] for id in sorted(used)]

    def _stations(self) -> dict[int, list[StopPoint]]:
        """Stop places that people know as one: served by metro or train, or by several modes."""
        by_place: dict[int, list[StopPoint]] = {}
        for stop in self._stop_points():
            by_place.setdefault(stop.place, []).append(stop)
        return {
            place: stops
            for place, stops in by_place.items()
            if len({s.mode for s in stops}) > 1 or stops[0].mode in (METRO, RAIL)
        }

    def _stops(self, projection: Projection) -> Iterator[Sequence[object]]:
        yield ("stop_id", "stop_code", "stop_name", "stop_lat", "stop_lon", "location_type",
               "parent_station", "wheelchair_boarding", "platform_code", "zone_id")  # fmt: skip
        stations = self._stations()
        for place, stops in stations.items():
            at = projection.place(sum(s.at for s in stops) / len(stops))
            yield f"S{place:03d}", "", stops[0].name, at.lat, at.lon, 1, "", 1, "", ""
            if any(s.mode == METRO for s in stops):
                yield from self._entrances(place, stops[0].name, projection)
        for stop in self._stop_points():
            at = projection.place(stop.at)
            parent = f"S{stop.place:03d}" if stop.place in stations else ""
            wheelchair = 2 if stop.mode == BUS and stop.place % 17 == 5 else 1
            zone = zone_of(stop) if stop.mode == RAIL else ""
            yield (stop.id, stop.id, stop.name, at.lat, at.lon, 0, parent, wheelchair,
                   stop.platform, zone)  # fmt: skip

    def _entrances(
        self, place: int, name: str, projection: Projection
    ) -> Iterator[Sequence[object]]:
        """A lift at the first way in, stairs at the second."""
        for number, side in enumerate((-30 + 12j, 35 - 8j), 1):
            at = projection.place(self._places.at[place] + side)
            label = f"{name} (sortie {number})"
            station = f"S{place:03d}"
            yield f"E{place:03d}{number}", "", label, at.lat, at.lon, 2, station, number, "", ""

    def _routes(self, agency: str) -> Iterator[Sequence[object]]:
        yield ("route_id", "agency_id", "route_short_name", "route_long_name", "route_type",
               "route_color", "route_text_color")  # fmt: skip
        for line in self._lines:
            yield line.id, agency, line.id, line.name, line.mode, line.color, "FFFFFF"

    def _transfers(self) -> Iterator[Sequence[object]]:
        """Down to the metro and up again takes its time."""
        yield "from_stop_id", "to_stop_id", "transfer_type", "min_transfer_time"
        for stops in self._stations().values():
            for a in stops:
                for b in stops:
                    if a.id != b.id and (a.mode == METRO) != (b.mode == METRO):
                        yield a.id, b.id, 2, 150

    def _shapes(self, projection: Projection) -> Iterator[Sequence[object]]:
        yield ("shape_id", "shape_pt_lat", "shape_pt_lon", "shape_pt_sequence",
               "shape_dist_traveled")  # fmt: skip
        for line in self._lines:
            for direction, way in enumerate(line.ways):
                run, before = 0.0, way.path[0]
                for number, z in enumerate(way.path):
                    run += abs(z - before)
                    at, before = projection.place(z), z
                    yield f"{line.id}-{direction}", at.lat, at.lon, number, f"{run / 1000:.3f}"

    def _trips(self) -> None:
        trips: Rows = [TRIP_COLUMNS]
        times: Rows = [TIME_COLUMNS]
        frequencies: Rows = [("trip_id", "start_time", "end_time", "headway_secs", "exact_times")]
        blocks = self._blocks()
        for line in self._lines:
            bikes = 2 if line.mode == BUS else 1
            runs = list(runs_of(line))
            if line.mode == FERRY:
                runs = [run for run in runs if run.id.endswith("-000")]
                span = "07:00:00", "20:00:00", line.headway_min * 60, 0
                frequencies += [(run.id, *span) for run in runs]
            for run in runs:
                shape, sign = f"{line.id}-{run.direction}", line.ways[run.direction].headsign
                block = blocks.get(run.id, "")
                trips.append(
                    (line.id, run.day, run.id, sign, run.direction, block, shape, 1, bikes)
                )
                times += _calls(line, run)
        self.tables |= {"trips": trips, "stop_times": times}
        if len(frequencies) > 1:
            self.tables["frequencies"] = frequencies

    def _blocks(self) -> dict[str, str]:
        """Vehicles turn round and go out again as the same line's next trip the other way."""
        blocks: dict[str, str] = {}
        for line in (line for line in self._lines if line.id in ROUND):
            for day in DAYS:
                self._turn_round(line, day, blocks)
        return blocks

    def _turn_round(self, line: Line, day: str, blocks: dict[str, str]) -> None:
        runs: tuple[list[Run], list[Run]] = ([], [])
        for run in runs_of(line):
            if run.day == day:
                runs[run.direction].append(run)
        waiting = sorted(runs[1], key=lambda run: run.times[0][0])
        for run in runs[0]:
            ready = [r for r in waiting if 60 <= r.times[0][0] - run.times[-1][0] <= 600]
            if ready:
                waiting.remove(ready[0])
                blocks[run.id] = blocks[ready[0].id] = f"B-{run.id}"


def _calls(line: Line, run: Run) -> Iterator[Sequence[object]]:
    calls = zip(line.ways[run.direction].calls, run.times, strict=True)
    for i, ((stop, at_m), (arrive, depart)) in enumerate(calls, 1):
        yield run.id, _clock(arrive), _clock(depart), stop.id, i, f"{at_m / 1000:.3f}"


def _clock(s: int) -> str:
    return f"{s // 3600:02d}:{s // 60 % 60:02d}:{s % 60:02d}"


def _calendar() -> Iterator[Sequence[object]]:
    days = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
    yield "service_id", *days, "start_date", "end_date"
    span = f"{FIRST_DAY:%Y%m%d}", f"{LAST_DAY:%Y%m%d}"
    yield "weekday", 1, 1, 1, 1, 1, 0, 0, *span
    yield "saturday", 0, 0, 0, 0, 0, 1, 0, *span
    yield "sunday", 0, 0, 0, 0, 0, 0, 1, *span


def _holidays() -> Iterator[Sequence[object]]:
    """Holidays run as Sundays."""
    yield "service_id", "date", "exception_type"
    day = FIRST_DAY
    while day <= LAST_DAY:
        if (day.month, day.day) in HOLIDAYS and day.weekday() != 6:
            yield "saturday" if day.weekday() == 5 else "weekday", f"{day:%Y%m%d}", 2
            yield "sunday", f"{day:%Y%m%d}", 1
        day += timedelta(days=1)


def _write(path: Path, tables: dict[str, Rows]) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, rows in tables.items():
            text = StringIO()
            csv.writer(text, lineterminator="\n").writerows(rows)
            entry = zipfile.ZipInfo(f"{name}.txt", date_time=(2020, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, text.getvalue())
