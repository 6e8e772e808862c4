"""Counts are taken out of what comes in, and kept."""

import asyncio
from pathlib import Path

import pytest

from maas.app.counting import Counting, counts_of
from maas.clock import Clock
from maas.live import ParkingFacility
from maas.live.rentals import RentalStation, RentalSystem, RentalVehicle
from maas.model import SourceId
from maas.series import Change, Count, Series, SeriesReader
from maas.snapshot import Batch

BIKES = SourceId("bikes")
NOW = 1_700_049_600
DAY = 86_400


def batch(at: int, until: int | None, *counts: tuple[str, int | None, int | None]) -> Batch:
    stations = (
        RentalStation("s", name, 41.1, -8.6, available=available, free=free)
        for name, available, free in counts
    )
    return Batch(BIKES, at, (RentalSystem("s", stations_until=until), *stations))


def kept(folder: Path) -> list[Change]:
    return list(SeriesReader(folder).changes(BIKES, NOW - 1, NOW + DAY))


@pytest.fixture
def counting(tmp_path: Path) -> Counting:
    return Counting(Series(tmp_path), Clock.starting(NOW, 0), retention_days=10)


async def run(counting: Counting) -> None:
    """Until what was noted is written."""
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(counting.run(), 0.05)


async def test_counts_of_stations_are_kept(counting: Counting, tmp_path: Path) -> None:
    counting.note(batch(NOW, NOW + 300, ("a", 3, 7), ("b", None, 4)))
    counting.note(batch(NOW + 60, NOW + 360, ("a", 2, 8), ("b", None, 4)))
    await run(counting)
    assert Change(NOW + 360, "a", Count()) in kept(tmp_path)
    assert {c.counted for c in kept(tmp_path) if c.place == "b"} == {Count(None, 4), Count()}


async def test_nothing_else_is(counting: Counting, tmp_path: Path) -> None:
    vehicle = RentalVehicle("s", "v1", 41.1, -8.6)
    counting.note(Batch(BIKES, NOW, (RentalSystem("s"), vehicle)))
    await run(counting)
    assert SeriesReader(tmp_path).sources() == []


def test_counts_too_old_are_unknown() -> None:
    old = counts_of(batch(NOW, NOW - 1, ("a", 3, 7)))
    assert old is not None
    assert old.counts == {"a": Count()}
    assert old.until > NOW


def test_where_nothing_is_said_counts_hold_five_minutes() -> None:
    noted = counts_of(batch(NOW, None, ("a", 3, 7)))
    assert noted is not None
    assert (noted.until, noted.counts) == (NOW + 300, {"a": Count(3, 7)})


async def test_what_is_too_old_goes(counting: Counting, tmp_path: Path) -> None:
    past = NOW - 12 * DAY
    counting.series.note(BIKES, past, past + 60, {"a": Count(1, 1)})
    counting.note(batch(NOW, NOW + 300, ("a", 3, 7)))
    await run(counting)
    assert len(list((tmp_path / BIKES).iterdir())) == 1


async def test_nothing_is_kept_where_the_territory_says_so(tmp_path: Path) -> None:
    counting = Counting(Series(tmp_path), Clock.starting(NOW, 0), retention_days=0)
    counting.note(batch(NOW, NOW + 300, ("a", 3, 7)))
    await run(counting)
    assert SeriesReader(tmp_path).sources() == []


def test_free_places_are_counted_where_a_source_counts_them() -> None:
    live = [
        ParkingFacility("a", free=3, is_live=True, counts_until=NOW + 200),
        ParkingFacility("b", is_live=True),
        ParkingFacility("c", free=9, is_live=True, counts_until=NOW - 1),
    ]
    noted = counts_of(Batch(BIKES, NOW, (*live, ParkingFacility("d", capacity=4))))
    assert noted is not None
    assert dict(noted.counts) == {"a": Count(None, 3), "b": Count(), "c": Count()}
    assert noted.until == NOW + 200
    assert counts_of(Batch(BIKES, NOW, (ParkingFacility("d", capacity=4),))) is None
