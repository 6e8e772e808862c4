"""Car parks of a map and a live source, as they are served: counts come, grow old and go."""

from dataclasses import replace

import pytest
from rich.console import Console

from api.served import Served
from maas.app.living import living
from maas.app.worker import Worker
from maas.app.world import load_world
from maas.build.building import build
from maas.build.progress import Progress
from maas.bus import Message
from maas.clock import Clock
from maas.live import ParkingFacility
from maas.model import SourceId
from maas.report import Severity
from maas.settings import read_territory
from maas.snapshot import Batch, Snapshot
from maas.sources import Condition, SourceStatus
from tests.parkingtowns import NOW, counted
from tests.streetmaps import StreetMap

TOWN = SourceId("town")
TERRITORY = """
name = "town"
timezone = "Europe/Berlin"
clock = "2023-09-20T07:00:00Z"

[[source]]
id = "map"
kind = "osm"
url = "file:map.osm"

[[source]]
id = "town"
kind = "parking-table"
url = "https://example.org/parking.json"

[source.parking-table]
id = "id"
"""
DRAWN = StreetMap(
    "\nA---B---C\n        |\n        D\n",
    {"ABC": "highway=residential", "CD": "highway=service"},
    nodes={
        "B": "amenity=parking name=Opera capacity=80",
        "D": "amenity=bicycle_parking opening_hours=Mo-Su+06:00-09:01",
    },
)
OPERA = f"map:node/{ord('B')}"
BIKES = f"map:node/{ord('D')}"


@pytest.fixture(scope="module")
def started(tmp_path_factory: pytest.TempPathFactory) -> Worker:
    folder = tmp_path_factory.mktemp("town")
    (folder / "map.osm").write_text(DRAWN.xml())
    (folder / "town.toml").write_text(TERRITORY)
    territory = read_territory(folder / "town.toml")
    generation = build(territory, Progress(Console(quiet=True)))
    clock = Clock.starting(territory.clock, 0)
    return Worker.of(territory, clock, load_world(generation, territory, clock.now()))


@pytest.fixture
def worker(started: Worker) -> Worker:
    return Worker.of(started.territory, started.clock, started.world)


def message(worker: Worker, number: int, *told: ParkingFacility) -> Message:
    return Message(number, worker.world.generation, Batch(TOWN, worker.clock.now(), told))


def later(worker: Worker, seconds: int) -> None:
    worker.clock = replace(worker.clock, start=worker.clock.start + seconds)


def free(served: Served, id: str = OPERA) -> int | None:
    parking = served.planner.parking
    return parking.sites[parking.row[id]].told.free


def test_a_territory_without_news_has_the_car_parks_of_its_map(worker: Worker) -> None:
    parking = worker.holder.current.planner.parking
    assert worker.clock.now() == NOW
    assert [site.id for site in parking.sites] == [OPERA, BIKES]
    assert (parking.sites[0].told.name, parking.sites[0].told.capacity) == ("Opera", 80)
    assert parking.ride is not None
    assert parking.ride.first.tolist()[0] < parking.ride.first.tolist()[1]


async def test_counts_come_and_grow_old_by_themselves(worker: Worker) -> None:
    at = DRAWN.positions()["B"]
    await worker.take([message(worker, 7, counted("1", 12, "Opera", (at.lat, at.lon)))])
    served = worker.holder.current
    assert (free(served), free(served, "town:1")) == (12, 12)
    assert worker.living.live is not None
    assert worker.living.live.parking is served.planner.parking
    later(worker, 299)
    await worker.renew()
    assert free(worker.holder.current) == 12
    later(worker, 1)
    await worker.renew()
    assert free(worker.holder.current) is None
    assert worker.holder.current.version == served.version


async def test_what_a_source_no_longer_tells_is_the_maps_again(worker: Worker) -> None:
    at = DRAWN.positions()["B"]
    await worker.take([message(worker, 7, counted("1", 12, "Opera", (at.lat, at.lon)))])
    await worker.take([message(worker, 8)])
    parking = worker.holder.current.planner.parking
    assert [site.id for site in parking.sites] == [OPERA, BIKES]


async def test_hours_open_and_close_without_any_source(worker: Worker) -> None:
    def status() -> str:
        parking = worker.holder.current.planner.parking
        return parking.sites[parking.row[BIKES]].status

    assert (status(), worker.living.until) == ("OPEN", NOW + 60)
    later(worker, 60)
    await worker.renew()
    assert status() == "CLOSED"


async def test_what_could_not_be_placed_is_told_of_its_source(worker: Worker) -> None:
    await worker.take([message(worker, 7, counted("9", 1, "Nowhere", None))])
    snapshot = Snapshot("g").with_status(SourceStatus(TOWN, Condition.OK))
    served = worker.world.served(snapshot, worker.living.planner)
    (town,) = (each for each in served.sources if each.id == TOWN)
    assert town.status is not None
    (finding,) = town.status.rejections
    assert (finding.rule, finding.severity) == ("unplaced_parking", Severity.ERROR)


def test_another_moment_has_the_hours_of_then(worker: Worker) -> None:
    def status(now: int) -> str:
        parking = living(worker.world, worker.territory, {}, now, None).planner.parking
        return parking.sites[parking.row[BIKES]].status

    assert [status(NOW + s) for s in (-4 * 3600, -3 * 3600, 0, 60)] == [
        *("CLOSED", "OPEN", "OPEN", "CLOSED")
    ]
