"""What is noted can be read again as it was known; what was not confirmed was unknown."""

from dataclasses import dataclass, field
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from structlog.testing import capture_logs

from maas.model import SourceId
from maas.series import Change, Count, Series, SeriesReader
from maas.series.counts import UNKNOWN
from maas.series.days import sweep

BIKES = SourceId("bikes")
NOON = 1_700_049_600
DAY = 86_400
Counts = dict[str, Count]


def changes(folder: Path, since: int, until: int, place: str | None = None) -> list[Change]:
    return list(SeriesReader(folder).changes(BIKES, since, until, place))


def test_changes_come_back(tmp_path: Path) -> None:
    series = Series(tmp_path)
    series.note(BIKES, NOON, NOON + 300, {"a": Count(3, 7), "é/b": Count(0, None)})
    series.note(BIKES, NOON + 60, NOON + 360, {"a": Count(3, 7), "é/b": Count(1, None)})
    series.note(BIKES, NOON + 120, NOON + 420, {"a": Count(2, 8), "é/b": Count(1, None)})
    assert changes(tmp_path, NOON - 10, NOON + 400) == [
        Change(NOON, "a", Count(3, 7)),
        Change(NOON, "é/b", Count(0, None)),
        Change(NOON + 60, "é/b", Count(1, None)),
        Change(NOON + 120, "a", Count(2, 8)),
    ]
    for name in ("é/b", "bikes:é/b"):
        assert changes(tmp_path, NOON + 60, NOON + 400, name) == [
            Change(NOON + 60, "é/b", Count(1, None))
        ]
    assert changes(tmp_path, NOON, NOON + 400, "rail:é/b") == []


def test_what_was_not_confirmed_was_unknown(tmp_path: Path) -> None:
    series = Series(tmp_path)
    series.note(BIKES, NOON, NOON + 300, {"a": Count(3, 7)})
    series.note(BIKES, NOON + 1000, NOON + 1300, {"a": Count(3, 7)})
    assert changes(tmp_path, NOON, NOON + 2000) == [
        Change(NOON, "a", Count(3, 7)),
        Change(NOON + 300, "a", UNKNOWN),
        Change(NOON + 1000, "a", Count(3, 7)),
        Change(NOON + 1300, "a", UNKNOWN),
    ]


def test_a_confirmed_count_is_known_on_though_it_does_not_change(tmp_path: Path) -> None:
    series = Series(tmp_path)
    for at in range(NOON, NOON + 3600, 60):
        series.note(BIKES, at, at + 300, {"a": Count(3, 7)})
    assert changes(tmp_path, NOON - 10, NOON + 3600) == [Change(NOON, "a", Count(3, 7))]


def test_a_place_that_is_told_no_more_is_unknown(tmp_path: Path) -> None:
    series = Series(tmp_path)
    series.note(BIKES, NOON, NOON + 300, {"a": Count(3, 7), "b": Count(1, 1)})
    series.note(BIKES, NOON + 60, NOON + 360, {"a": Count(3, 7), "b": UNKNOWN})
    assert changes(tmp_path, NOON + 1, NOON + 61)[2:] == [Change(NOON + 60, "b", UNKNOWN)]


def test_a_change_takes_three_bytes_and_a_batch_twelve_more(tmp_path: Path) -> None:
    series = Series(tmp_path)
    series.note(BIKES, NOON, NOON + 300, {f"p{i:03}": Count(5, 5) for i in range(100)})
    (file,) = (tmp_path / BIKES).iterdir()
    before = file.stat().st_size
    series.note(BIKES, NOON + 60, NOON + 360, {f"p{i:03}": Count(4, 6) for i in range(100)})
    assert file.stat().st_size - before == 8 + 4 + 3 * 100


def test_another_writer_goes_on_where_one_was_killed(tmp_path: Path) -> None:
    Series(tmp_path).note(BIKES, NOON, NOON + 300, {"a": Count(3, 7), "b": Count(1, 1)})
    (file,) = (tmp_path / BIKES).iterdir()
    with file.open("ab") as end:
        end.write(b"\x09\0\0\0torn")
    Series(tmp_path).note(BIKES, NOON + 60, NOON + 360, {"a": Count(3, 7), "b": Count(2, 0)})
    assert changes(tmp_path, NOON + 1, NOON + 100)[2:] == [Change(NOON + 60, "b", Count(2, 0))]


def test_a_day_says_what_it_says_without_the_others(tmp_path: Path) -> None:
    series = Series(tmp_path)
    midnight = NOON + DAY // 2
    series.note(BIKES, midnight - 60, midnight + 240, {"a": Count(3, 7)})
    series.note(BIKES, midnight + 10, midnight + 310, {"a": Count(3, 7)})
    whole = changes(tmp_path, midnight - 100, midnight + 100)
    assert whole == [Change(midnight - 60, "a", Count(3, 7))]
    min((tmp_path / BIKES).iterdir()).unlink()
    assert changes(tmp_path, midnight - 100, midnight + 100) == [
        Change(midnight + 10, "a", Count(3, 7))
    ]


def test_a_clock_that_was_set_back_stands_still(tmp_path: Path) -> None:
    series = Series(tmp_path)
    series.note(BIKES, NOON, NOON + 300, {"a": Count(3, 7)})
    series.note(BIKES, NOON - 60, NOON + 240, {"a": Count(2, 8)})
    assert changes(tmp_path, NOON - 100, NOON + 100) == [
        Change(NOON, "a", Count(3, 7)),
        Change(NOON, "a", Count(2, 8)),
    ]


def test_a_full_disk_is_told_once_and_forgiven(tmp_path: Path) -> None:
    series = Series(tmp_path)
    (tmp_path / BIKES).write_text("in the way")
    with capture_logs() as logs:
        for at in (NOON, NOON + 60):
            series.note(BIKES, at, at + 300, {"a": Count(3, 7)})
        assert list(series.problems) == [BIKES]
        (tmp_path / BIKES).unlink()
        series.note(BIKES, NOON + 120, NOON + 420, {"a": Count(3, 7)})
    assert [log["event"] for log in logs] == ["series.stopped", "series.resumed"]
    assert not series.problems
    assert changes(tmp_path, NOON, NOON + 130) == [Change(NOON + 120, "a", Count(3, 7))]


def test_a_damaged_day_tells_what_came_before(tmp_path: Path) -> None:
    series = Series(tmp_path)
    for i in range(3):
        series.note(BIKES, NOON + 60 * i, NOON + 60 * i + 300, {"a": Count(i, 9 - i)})
    (file,) = (tmp_path / BIKES).iterdir()
    content = bytearray(file.read_bytes())
    content[-3] ^= 1
    file.write_bytes(content)
    assert [c.counted for c in changes(tmp_path, NOON - 1, NOON + 200)] == [
        Count(0, 9),
        Count(1, 8),
    ]
    file.write_bytes(b"something else")
    assert changes(tmp_path, NOON - 1, NOON + 200) == []


def test_old_days_go(tmp_path: Path) -> None:
    series = Series(tmp_path)
    for day in range(4):
        series.note(BIKES, NOON + day * DAY, NOON + day * DAY + 300, {"a": Count(1, 1)})
    sweep(tmp_path, 2, NOON + 3 * DAY)
    first, last, _ = SeriesReader(tmp_path).extent(BIKES)
    assert (last - first).days == 2


@dataclass
class Slow:
    """What every place's count was in every second."""

    known: dict[int, Counts] = field(default_factory=dict)

    @classmethod
    def of(cls, notes: list[tuple[int, int, Counts]], end: int) -> "Slow":
        made = cls()
        for i, (at, until, counts) in enumerate(notes):
            after = notes[i + 1][0] if i + 1 < len(notes) else end
            for second in range(at, after):
                told = {p: c for p, c in counts.items() if c != UNKNOWN}
                made.known[second] = told if second < until else {}
        return made


def replayed(told: list[Change], second: int) -> Counts:
    known: Counts = {}
    for change in told:
        if change.at <= second:
            known[change.place] = change.counted
    return {place: count for place, count in known.items() if count != UNKNOWN}


counted = st.builds(Count, *[st.one_of(st.none(), st.integers(0, 200))] * 2)
batches = st.tuples(
    st.integers(1, 40), st.integers(1, 30), st.dictionaries(st.sampled_from("abc"), counted)
)


@settings(derandomize=True, deadline=None, max_examples=200)
@given(
    st.lists(batches, min_size=1, max_size=12), st.integers(-20, 60), st.sets(st.integers(0, 11))
)
def test_every_second_is_as_a_slow_reader_has_it(
    tmp_path_factory: pytest.TempPathFactory,
    given_batches: list[tuple[int, int, Counts]],
    shift: int,
    restarts: set[int],
) -> None:
    """Around midnight, with a writer killed now and then, from any second on."""
    folder = tmp_path_factory.mktemp("series")
    at = NOON + DAY // 2 - 120
    notes = []
    series = Series(folder)
    for i, (gap, lasts, counts) in enumerate(given_batches):
        at += gap
        notes.append((at, at + lasts, counts))
        series = Series(folder) if i in restarts else series
        series.note(BIKES, at, at + lasts, counts)
    end, since = at + 50, notes[0][0] + shift
    slow = Slow.of(notes, end)
    told = changes(folder, since, end)
    assert all(since <= change.at < end for change in told)
    for second in range(max(since, notes[0][0]), end):
        assert replayed(told, second) == slow.known[second], second
