"""The invented city: whole, sound, the same again, and fit for travellers."""

import csv
import zipfile
from functools import cache
from io import TextIOWrapper
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import networkx as nx
import pytest

from feeds import gtfs, osm
from feeds.osm import landscape
from maas.demo import generate
from maas.demo.lines import BUS, METRO, TRAM, plan_lines
from maas.demo.names import CITY
from maas.demo.plane import length, nearest_on
from maas.demo.streets import StreetPlan, plan_streets, same_bank
from maas.demo.timetables import times_along
from maas.landscape import Theme
from maas.model import SourceId, StopKind
from maas.report import Report
from maas.settings import read_territory
from maas.timetable import Timetable

FILES = (
    *("city.zip", "rail.zip", "streets.osm.pbf", "rentals.json", "parking.json"),
    *("low-emission-zone.geojson", "carpool.json", "carpool-places.csv", "demo.toml"),
)


@cache
def plan(seed: int = 1) -> StreetPlan:
    return plan_streets(120, Random(seed))


@cache
def city() -> tuple[Timetable, Report]:
    """A small city's network, read by the real adapter."""
    with TemporaryDirectory() as folder:
        generate(Path(folder), 1, 120)
        return gtfs.read(Path(folder) / "city.zip", SourceId("city"))


@pytest.mark.parametrize("seed", [1, 2])
def test_the_same_seed_gives_the_same_bytes(tmp_path: Path, seed: int) -> None:
    for name in "ab":
        generate(tmp_path / name, seed, 60)
    for file in FILES:
        assert (tmp_path / "a" / file).read_bytes() == (tmp_path / "b" / file).read_bytes()


def test_another_seed_gives_another_city(tmp_path: Path) -> None:
    for seed in (1, 2):
        generate(tmp_path / str(seed), seed, 60)
    assert (tmp_path / "1/city.zip").read_bytes() != (tmp_path / "2/city.zip").read_bytes()


def test_adapters_find_nothing_to_mend(tmp_path: Path) -> None:
    territory = read_territory(generate(tmp_path, 3, 120))
    reads = {"gtfs": gtfs.read, "osm": osm.read}
    for source in (each for each in territory.sources if each.kind in reads):
        path = Path(source.url.removeprefix("file:"))
        _, report = reads[source.kind](path, source.id)  # type: ignore[operator]
        assert report.is_sound, report.findings


@pytest.mark.parametrize("seed", range(1, 6))
def test_every_corner_can_be_walked_to(seed: int) -> None:
    graph = nx.Graph((street.a, street.b) for street in plan(seed).streets)
    assert nx.is_connected(graph)
    assert set(graph) == set(plan(seed).corners)


@pytest.mark.parametrize("seed", range(1, 6))
def test_only_bridges_cross_the_river(seed: int) -> None:
    crossing = [
        street
        for street in plan(seed).streets
        if not same_bank(plan(seed).river, street.line[0], street.line[-1])
    ]
    assert 2 <= len(crossing) <= 6
    assert all(street.is_bridge for street in crossing)


def test_no_corner_stands_in_the_river() -> None:
    assert min(nearest_on(plan().river, z)[0] for z in plan().corners.values()) > 42


def test_vehicles_are_as_fast_as_their_kind() -> None:
    lines, _ = plan_lines(plan(), 120, Random(1))
    bounds = {BUS: (14, 22), TRAM: (16, 24), METRO: (26, 40)}
    for line in (line for line in lines if line.mode in bounds):
        way = line.ways[0]
        hours = times_along(line, way)[-1][0] / 3600
        kmh = (way.calls[-1][1] - way.calls[0][1]) / 1000 / hours
        low, high = bounds[line.mode]
        assert low <= kmh <= high, line.id


def test_stops_lie_along_their_line() -> None:
    lines, _ = plan_lines(plan(), 120, Random(1))
    for line in lines:
        for way in line.ways:
            runs = [run for _, run in way.calls]
            assert runs == sorted(runs) and runs[0] >= 0 and runs[-1] <= length(way.path)
            assert len({stop.place for stop, _ in way.calls}) >= 2


def test_it_has_what_cities_have() -> None:
    timetable, report = city()
    kinds = timetable.stops.kind.tolist()
    assert {StopKind.STOP, StopKind.STATION, StopKind.ENTRANCE} <= set(kinds)
    assert set(timetable.routes.type.tolist()) >= {0, 1, 3}
    assert timetable.stop_times.depart.max() > 26 * 3600, "night lines run past midnight"
    assert timetable.in_seat.trip.size > 0
    assert report.first_day is not None and report.first_day.year == 2020


def test_a_holiday_runs_as_a_sunday(tmp_path: Path) -> None:
    generate(tmp_path, 1, 60)
    with zipfile.ZipFile(tmp_path / "city.zip").open("calendar_dates.txt") as file:
        rows = list(csv.DictReader(TextIOWrapper(file, "utf-8")))
    on_may_day = {(r["service_id"], r["exception_type"]) for r in rows if r["date"] == "20260501"}
    assert on_may_day == {("weekday", "2"), ("sunday", "1")}


def test_more_stops_make_a_larger_city() -> None:
    small, large = (plan_streets(n, Random(1)) for n in (60, 400))
    assert len(large.streets) > 3 * len(small.streets)


def test_its_map_looks_like_a_city(tmp_path: Path) -> None:
    generate(tmp_path, 1, 120)
    found = landscape.read(tmp_path / "streets.osm.pbf")
    scenery, settlements = found.scenery, found.settlements
    assert set(scenery.theme.tolist()) == set(Theme) - {Theme.COAST}
    kinds = {scenery.kinds[kind] for kind in scenery.kind.tolist()}
    assert {"lagoon", "lake", "wood", "park", "residential", "pedestrian", "tram"} <= kinds
    assert (settlements.kind[0], settlements.name[0]) == ("city", CITY)
    assert list(settlements.kind).count("suburb") >= 6
