"""What is said of one thing is one report: by kind, by place, by the thing's id, while it holds."""

from hypothesis import given, settings
from hypothesis import strategies as st

from maas.app.reported.board import MOST_REPORTS, NEAR_M, Board
from maas.app.reported.saying import begun, joined
from maas.live.public_reports import ReportKind
from maas.requests import TakeReport
from maas.settings import ReportsSettings
from maas.units import great_circle_m
from tests.reported import SEVEN, kept_report
from tests.saying import HOLE, say

RULES = ReportsSettings()
HOUR = 3600


def heard(board: Board, *words: TakeReport) -> list[int]:
    """Which report each word went to, by the order in which they began."""
    names: list[str] = []
    for each in words:
        known = board.find(each)
        name = known.id if known else str(len(board.kept))
        board.put(joined(known, each, RULES) if known else begun(each, name, b"s", RULES))
        names.append(name)
    return [int(name) for name in names]


def test_near_words_of_one_kind_are_about_one_thing() -> None:
    near, far = say("rui", lat=41.1506), say("eva", lat=41.1526)
    other = say("ivo", kind=ReportKind.ACCIDENT)
    assert heard(Board(RULES), say("ana"), near, far, other) == [0, 0, 1, 2]


def test_of_two_the_nearer_one_is_meant() -> None:
    board, end = Board(RULES), say(lat=41.1526)
    assert heard(board, say(), end, say("rui", lat=41.1508), say("eva", lat=41.1514)) == [
        0,
        1,
        0,
        1,
    ]


def test_things_with_an_id_are_told_apart_by_it_alone() -> None:
    lift = {"kind": ReportKind.LIFT_BROKEN}
    one, other = say(at="metro:1", **lift), say(at="metro:2", **lift)
    assert heard(
        Board(RULES), one, other, say("x", at="metro:1", lat=41.3, **lift), say(**lift)
    ) == [
        0,
        1,
        0,
        2,
    ]


def test_what_is_over_or_gone_is_begun_anew() -> None:
    later = say(seen=SEVEN + 2 * HOUR)
    assert heard(Board(RULES), say(), later) == [0, 1]
    gone = say(is_gone=True)
    assert heard(Board(RULES), say(), gone, say()) == [0, 0, 1]


@settings(derandomize=True, deadline=None, max_examples=60)
@given(st.lists(st.tuples(st.floats(-0.004, 0.004), st.floats(-0.004, 0.004)), max_size=30))
def test_what_is_found_by_cells_is_what_is_nearest_of_all(
    places: list[tuple[float, float]],
) -> None:
    board = Board(RULES)
    for i, (north, east) in enumerate(places):
        each = say(lat=HOLE["lat"] + north, lon=HOLE["lon"] + east)  # type: ignore[operator]
        near = [
            (great_circle_m(each.lat, each.lon, kept.lat, kept.lon), kept.id)
            for kept in board.kept.values()
        ]
        nearest = min(((m, name) for m, name in near if m <= NEAR_M), default=None)
        found = board.find(each)
        assert (found.id if found else None) == (nearest[1] if nearest else None)
        board.put(begun(each, f"{i:02}", b"s", RULES))


def test_where_there_are_too_many_the_least_believed_gives_way() -> None:
    board = Board(RULES, most=3)
    believed = dict.fromkeys("xyz", SEVEN)
    board.put(kept_report("old", there=believed, last=SEVEN - HOUR))
    board.put(kept_report("early", lat=41.2, last=SEVEN - 60))
    board.put(kept_report("late", lat=41.3))
    board.settle()
    board.put(kept_report("new", lat=41.4))
    assert (set(board.kept), board.dropped, set(board.changed)) == (
        {"old", "late", "new"},
        {"early"},
        {"new"},
    )
    board.put(kept_report("late", lat=41.3, n=2))
    assert len(board.kept) == 3
    assert board.find(say(lat=41.2)) is None


def test_ten_thousand_places_are_no_more_than_there_may_be() -> None:
    board = Board(RULES, most=50)
    for i in range(500):
        board.put(kept_report(str(i), lat=41 + i / 100, lon=-8.0))
    assert len(board.kept) == 50 and len(board._names) == 50
    assert MOST_REPORTS == 5000
