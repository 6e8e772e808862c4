"""Windows that grow: which way, how far, and where the next page goes on."""

from itertools import takewhile

import pytest

from maas.errors import BadQuery
from maas.model import LatLon, TimeMeaning
from routing.cursor import Cursor
from routing.pages import LONGEST_S, Page, Span
from routing.question import End, Question

HERE = End(at=LatLon(41.15, -8.61))


def ask(**changes: object) -> Question:
    return Question(HERE, HERE, 100_000, **changes)  # type: ignore[arg-type]


def test_departures_are_searched_from_the_asked_time_on() -> None:
    page = Page.of(ask(window_s=900))
    assert page == Page(Span(100_000, 100_900), later=True)


def test_arrivals_are_searched_up_to_and_with_the_asked_time() -> None:
    page = Page.of(ask(window_s=900, meaning=TimeMeaning.ARRIVE_BY))
    assert page == Page(Span(99_101, 100_001), later=False)


@pytest.mark.parametrize(
    ("cursor", "span", "later"),
    [("LATER|5000", Span(5000, 5900), True), ("EARLIER|5000", Span(4100, 5000), False)],
)
def test_a_cursor_goes_on_where_the_other_page_ended(cursor: str, span: Span, later: bool) -> None:
    assert Page.of(ask(cursor=cursor)) == Page(span, later)


@pytest.mark.parametrize("cursor", ["", "LATER|5000", "EARLIER|5000"])
def test_pieces_lie_side_by_side_and_cover_a_day(cursor: str) -> None:
    page = Page.of(ask(cursor=cursor))
    covered, *others = page.pieces()
    for piece in others:
        assert piece.low == covered.high if page.later else piece.high == covered.low
        covered = page.widened(covered, piece)
    assert covered.length_s == LONGEST_S
    assert len(list(takewhile(lambda p: p.length_s <= 1800, others))) == 1


@pytest.mark.parametrize("text", ["", "LATER", "LATER|-5", "later|5", "LATER|٣", "LATER|5\n"])
def test_a_foreign_cursor_is_named(text: str) -> None:
    with pytest.raises(BadQuery, match="pageCursor"):
        Cursor.parse(text)


def test_a_cursor_is_written_as_it_is_read() -> None:
    assert str(Cursor.parse("EARLIER|1700000000")) == "EARLIER|1700000000"
