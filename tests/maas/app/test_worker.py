"""A worker takes what the writer tells: one new snapshot per lot, of one version."""

import socket
from dataclasses import replace
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from rich.console import Console
from structlog.testing import capture_logs

from maas.app import worker as module
from maas.app.living import Living, living
from maas.app.worker import Worker
from maas.app.world import World, load_world
from maas.build.building import build
from maas.build.progress import Progress
from maas.bus import Line, Message
from maas.clock import Clock
from maas.live import RentalSystem, StopUpdate
from maas.model import SourceId
from maas.report import Finding, Severity
from maas.settings import Source, read_territory
from maas.snapshot import Batch, Snapshot
from maas.sources import LOST_S, Condition, SourceStatus
from routing.question import End, Question
from routing.rentals.fleets import Rentals
from tests.cities import with_trips, write_gtfs, write_territory
from tests.livefeeds import late, news

RT, BIKES = SourceId("bus-rt"), SourceId("bikes")
LIVE = """
[[source]]
id = "bus-rt"
kind = "gtfs-rt"
"""
TODAY = 20230920
ZONE = ZoneInfo("Europe/Lisbon")
EIGHT = int(datetime(2023, 9, 20, 8, tzinfo=ZONE).timestamp())


@pytest.fixture(scope="module")
def started(tmp_path_factory: pytest.TempPathFactory) -> Worker:
    folder = tmp_path_factory.mktemp("town")
    write_gtfs(folder / "bus.zip", with_trips(60))
    territory = read_territory(write_territory(folder, LIVE))
    bikes = Source(BIKES, "gbfs", "https://example.org", interval_s=60)
    territory = replace(territory, sources=(*territory.sources, bikes))
    generation = build(territory, Progress(Console(quiet=True)))
    clock = Clock.starting(territory.clock, 0)
    return Worker.of(territory, clock, load_world(generation, territory, clock.now()))


@pytest.fixture
def worker(started: Worker) -> Worker:
    return Worker.of(started.territory, started.clock, started.world)


def told(worker: Worker, number: int, *updates: StopUpdate, source: SourceId = RT) -> Message:
    trip = news("t0", *updates, start_date=TODAY)
    batch = Batch(source, worker.clock.now(), (trip,) if updates else ())
    return Message(number, worker.world.generation, batch)


def status(worker: Worker, number: int, **fields: Any) -> Message:
    known = SourceStatus(RT, Condition.OK, tried_at=worker.clock.now(), **fields)
    return Message(number, worker.world.generation, status=known)


def departs(worker: Worker) -> str:
    """When the next bus leaves after eight, as the answer has it."""
    ends = End(stop_id="bus:N"), End(stop_id="bus:S")
    answer = worker.holder.current.planner.plan(Question(*ends, EIGHT), np.zeros(1, np.uint8))
    return f"{datetime.fromtimestamp(answer.itineraries[0].departure, ZONE):%H:%M:%S}"


async def test_news_change_the_next_answer_and_its_version(worker: Worker) -> None:
    before = worker.holder.current
    assert departs(worker) == "08:00:00"
    await worker.take([told(worker, 7, late("N", 30))])
    assert departs(worker) == "08:00:30"
    assert worker.holder.current.version == f"{worker.world.generation}.7"
    assert before.version.endswith(".0")
    await worker.take([told(worker, 8)])
    assert departs(worker) == "08:00:00"


async def test_a_status_makes_no_new_version(worker: Worker) -> None:
    await worker.take([told(worker, 7, late("N", 30)), status(worker, 7, error="timeout")])
    planner = worker.holder.current.planner
    await worker.take([status(worker, 7, error="")])
    assert worker.holder.current.planner is planner
    assert worker.holder.current.version.endswith(".7")
    state = worker.holder.current.sources[1]
    assert (state.id, state.tried, state.state, state.last_error) == ("bus-rt", True, "OK", "")


async def test_numbers_never_go_back(worker: Worker) -> None:
    await worker.take([told(worker, 7, late("N", 30))])
    await worker.take([Message(3, worker.world.generation)])
    assert worker.holder.current.version.endswith(".7")


async def test_a_generation_that_cannot_be_loaded_changes_nothing(worker: Worker) -> None:
    await worker.take([told(worker, 7, late("N", 30))])
    gone = Message(8, "20990101-000000-00000000")
    with capture_logs() as logs:
        await worker.take([gone])
        await worker.take([gone, status(worker, 8)])
    assert [line["event"] for line in logs] == ["generation.broken"]
    assert worker.holder.current.generation == worker.world.generation
    assert departs(worker) == "08:00:30"


async def test_news_and_a_generation_are_taken_together(worker: Worker) -> None:
    write_gtfs(worker.territory.sources[0].path, with_trips(70))
    fresh = build(worker.territory, Progress(Console(quiet=True))).id
    news = told(worker, 8, late("N", 30))
    await worker.take([replace(news, generation=fresh), Message(9, fresh)])
    assert worker.holder.current.version == f"{fresh}.9"
    assert departs(worker) == "08:00:30"


async def test_a_message_that_breaks_us_costs_itself_alone(
    worker: Worker, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fragile(world: World, territory: Any, batches: Any, *more: Any) -> Living:
        if any(batch.source_id == "evil" for batch in batches.values()):
            raise ZeroDivisionError
        return living(world, territory, batches, *more)

    monkeypatch.setattr(module, "living", fragile)
    evil = told(worker, 7, late("N", 99), source=SourceId("evil"))
    with capture_logs() as logs:
        await worker.take([evil, told(worker, 8, late("N", 30))])
    assert departs(worker) == "08:00:30"
    assert worker.holder.current.version.endswith(".8")
    assert "live.defect" in {line["event"] for line in logs}


async def test_without_a_writer_old_news_are_withdrawn_until_it_is_back(worker: Worker) -> None:
    await worker.take([told(worker, 7, late("N", 30))])
    await worker.withdraw_old()
    assert departs(worker) == "08:00:30"
    worker.clock = replace(worker.clock, start=worker.clock.start + LOST_S + 1)
    with capture_logs() as logs:
        await worker.withdraw_old()
        await worker.withdraw_old()
    assert departs(worker) == "08:00:00"
    assert [line["event"] for line in logs] == ["news.withdrawn"]
    await worker.take([told(worker, 8, late("N", 60))])
    assert departs(worker) == "08:01:00"


async def test_a_writer_says_itself_what_is_too_old(worker: Worker) -> None:
    await worker.take([told(worker, 7, late("N", 30))])
    worker.clock = replace(worker.clock, start=worker.clock.start + LOST_S + 1)
    ours, theirs = socket.socketpair()
    with theirs:
        worker.line = await Line.opened(ours)
        await worker.withdraw_old()
        worker.line.close()
    assert departs(worker) == "08:00:30"


async def test_counts_grow_old_in_answers_without_any_news(worker: Worker) -> None:
    now = worker.clock.now()
    bikes = Batch(BIKES, now, (RentalSystem("velo", stations_until=now + 60),))
    await worker.take([Message(7, worker.world.generation, bikes)])
    before = worker.holder.current
    assert [each.id for each in before.planner.rentals.systems] == ["bikes"]
    await worker.renew()
    assert worker.holder.current is before
    worker.clock = replace(worker.clock, start=worker.clock.start + 60)
    await worker.renew()
    after = worker.holder.current
    assert (after.planner.rentals.since, after.planner.rentals.until) == (now + 60, None)
    assert after.version == before.version


async def test_news_of_bikes_leave_trips_alone_and_the_other_way_round(worker: Worker) -> None:
    await worker.take([told(worker, 7, late("N", 30))])
    late_trips = worker.living.live
    bikes = Batch(BIKES, worker.clock.now(), (RentalSystem("velo"),))
    await worker.take([Message(8, worker.world.generation, bikes)])
    assert worker.living.live and late_trips
    assert worker.living.live.trips is late_trips.trips
    rentals = worker.living.live.rentals
    await worker.take([told(worker, 9, late("N", 60))])
    assert worker.living.live.rentals is rentals is worker.holder.current.planner.rentals
    assert departs(worker) == "08:01:00"


def test_what_could_not_be_used_here_is_told_of_its_source(worker: Worker) -> None:
    own, found = (Finding(rule, Severity.ERROR, "f", None, 1, "…") for rule in ("own", "found"))
    status = SourceStatus(BIKES, Condition.OK, rejections=(own,))
    planner = worker.world.planner.with_rentals(Rentals(findings={BIKES: (found,)}))
    served = worker.world.served(Snapshot("g").with_status(status), planner)
    (bikes,) = (each for each in served.sources if each.id == BIKES)
    assert bikes.status and bikes.status.rejections == (own, found)


async def test_another_generation_has_the_vehicles_too(worker: Worker) -> None:
    bikes = Batch(BIKES, worker.clock.now(), (RentalSystem("velo"),))
    await worker.take([Message(7, worker.world.generation, bikes)])
    before = worker.holder.current.planner.rentals
    write_gtfs(worker.territory.sources[0].path, with_trips(80))
    fresh = build(worker.territory, Progress(Console(quiet=True))).id
    await worker.take([Message(8, fresh)])
    after = worker.holder.current.planner.rentals
    assert worker.holder.current.generation == fresh
    assert after is not before and [each.id for each in after.systems] == [BIKES]


def test_vehicles_are_rented_where_no_line_runs(worker: Worker) -> None:
    world = replace(worker.world, timetable=None)
    batches = {BIKES: Batch(BIKES, 1, (RentalSystem("velo"),))}
    made = living(world, worker.territory, batches, 1, None)
    assert [each.id for each in made.planner.rentals.systems] == ["bikes"]
    assert made.live is not None and made.live.is_silent
