"""Since when a count is the very same is told by the writer, and outlives it."""

from pathlib import Path

from maas.app.counting import counts_of
from maas.app.standing import Standing, dated_by
from maas.live import ParkingFacility
from maas.model import SourceId
from maas.series import Series, SeriesReader
from maas.snapshot import Batch

TOWN = SourceId("town")
NOW = 1_700_049_600
HOUR = 3600


def batch(at: int, **free: int | None) -> Batch:
    """One reading: places and their counts."""
    return Batch(
        TOWN,
        at,
        tuple(
            ParkingFacility(name, free=n, is_live=True, counts_until=at + 300)
            for name, n in free.items()
        ),
    )


def since(told: Batch) -> dict[str, int | None]:
    """What is told of each place, in hours from NOW on."""
    found = {}
    for record in told.records:
        assert isinstance(record, ParkingFacility)
        at = record.unchanged_since
        found[record.id] = None if at is None else (at - NOW) // HOUR
    return found


def standing(folder: Path) -> Standing:
    return Standing(SeriesReader(folder))


def test_a_count_says_since_when_it_is_the_same(tmp_path: Path) -> None:
    dated = standing(tmp_path).dated
    assert since(dated(batch(NOW, a=3, b=5))) == {"a": 0, "b": 0}
    assert since(dated(batch(NOW + HOUR, a=3, b=4))) == {"a": 0, "b": 1}
    assert since(dated(batch(NOW + 2 * HOUR, a=3, b=5))) == {"a": 0, "b": 2}


def test_a_count_that_was_unknown_for_a_while_stood_all_the_while(tmp_path: Path) -> None:
    dated = standing(tmp_path).dated
    dated(batch(NOW, a=3))
    assert since(dated(batch(NOW + HOUR, a=None))) == {"a": None}
    assert since(dated(batch(NOW + 2 * HOUR, a=3))) == {"a": 0}


def test_a_new_writer_knows_it_from_the_series(tmp_path: Path) -> None:
    series = Series(tmp_path)
    for hours, free in ((0, 3), (1, 7), (2, 7)):
        noted = counts_of(batch(NOW + hours * HOUR, a=free, b=1))
        assert noted is not None
        series.note(TOWN, *noted)
    told = batch(NOW + 3 * HOUR, a=7, b=1, c=2)
    assert since(standing(tmp_path).dated(told)) == {"a": 1, "b": 0, "c": 3}
    assert since(dated_by(SeriesReader(tmp_path), told)) == {"a": 1, "b": 0, "c": 3}


def test_other_batches_are_left_alone(tmp_path: Path) -> None:
    other = Batch(TOWN, NOW)
    assert standing(tmp_path).dated(other) is other
    assert dated_by(SeriesReader(tmp_path), other) is other
