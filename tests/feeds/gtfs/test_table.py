"""Text as it really comes: marks, line ends, quotes, ragged rows, other encodings."""

from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

import feeds.gtfs.table as module
from feeds.gtfs.archive import open_archive
from feeds.gtfs.notices import Notices
from feeds.gtfs.table import Table, load
from maas.errors import FeedMalformed


def loaded(folder: Path, content: bytes) -> tuple[Table, dict[str, int]]:
    (folder / "stops.txt").write_bytes(content)
    notices = Notices()
    with open_archive(folder, notices) as archive:
        table = load(archive, "stops", ["stop_id"], notices)
    return table, {found.rule: found.count for found in notices.findings()}


def rows(table: Table) -> list[tuple[int, ...]]:
    cells = zip(*table.columns.values(), strict=True)
    return [(line, *row) for line, row in zip(table.lines.tolist(), cells, strict=True)]


def test_ids_stay_text(tmp_path: Path) -> None:
    table, found = loaded(tmp_path, b"stop_id\nNA\nnull\n007\nnan\n1e5\n")
    assert list(table["stop_id"]) == ["NA", "null", "007", "nan", "1e5"]
    assert found == {}


@pytest.mark.parametrize("end", [b"\n", b"\r\n", b"\r"])
def test_line_ends(tmp_path: Path, end: bytes) -> None:
    table, found = loaded(tmp_path, end.join([b"stop_id,stop_name", b"a,A", b"b,B"]))
    assert rows(table) == [(2, "a", "A"), (3, "b", "B")]
    assert found == {}


def test_a_byte_order_mark_and_spaces_around_names(tmp_path: Path) -> None:
    table, _ = loaded(tmp_path, b'\xef\xbb\xbf Stop_ID , "stop_name" \na,A\n')
    assert rows(table) == [(2, "a", "A")]
    assert list(table.columns) == ["stop_id", "stop_name"]


def test_quotes_commas_and_lines_in_cells(tmp_path: Path) -> None:
    content = b'stop_id,stop_name\na,"A, or ""a""\nsecond line"\nb,B\n'
    table, _ = loaded(tmp_path, content)
    assert rows(table) == [(2, "a", 'A, or "a"\nsecond line'), (4, "b", "B")]


def test_blank_and_ragged_rows(tmp_path: Path) -> None:
    table, found = loaded(tmp_path, b"stop_id,stop_name\na\n\n,\nb,B,\nc,C,D\n  \nd,D\n")
    assert rows(table) == [(2, "a", ""), (5, "b", "B"), (8, "d", "D")]
    assert table.overlong == ((6, {"stop_id": "c", "stop_name": "C"}),)
    assert found == {"empty_row": 3, "invalid_row_length": 2}


def test_space_around_cells_is_cut(tmp_path: Path) -> None:
    table, found = loaded(tmp_path, b"stop_id,stop_name\n a ,A \nb,B\n")
    assert rows(table) == [(2, "a", "A"), (3, "b", "B")]
    assert found == {"leading_or_trailing_whitespaces": 2}


def test_columns_twice_or_without_a_name(tmp_path: Path) -> None:
    table, found = loaded(tmp_path, b"stop_id,,stop_id\na,x,b\n")
    assert rows(table) == [(2, "a")]
    assert found == {"duplicated_column": 1}


def test_latin_1_is_repaired_line_by_line(tmp_path: Path) -> None:
    content = "stop_id,stop_name\na,é\n".encode() + "b,é\n".encode("latin-1")
    table, found = loaded(tmp_path, content)
    assert rows(table) == [(2, "a", "é"), (3, "b", "é")]
    assert found == {"invalid_character": 1}


def test_utf_16_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FeedMalformed, match=r"stops.txt is UTF-16 and not UTF-8"):
        loaded(tmp_path, "stop_id\na\n".encode("utf-16"))


def test_a_line_without_end_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FeedMalformed, match=r"stops.txt line 2 is too long"):
        loaded(tmp_path, b"stop_id\n" + b"a" * 3_000_000)


def test_a_table_too_large_to_be_held_is_not_begun(tmp_path: Path) -> None:
    with (tmp_path / "stops.txt").open("wb") as stream:
        stream.truncate(module.LOADED_BYTES + 1)  # a hole, nothing is written
    notices = Notices()
    with (
        open_archive(tmp_path, notices) as archive,
        pytest.raises(FeedMalformed, match=r"stops.txt is larger than 512 MB"),
    ):
        load(archive, "stops", ["stop_id"], notices)


def test_a_quote_that_never_closes_costs_what_it_swallows(tmp_path: Path) -> None:
    content = b'stop_id,stop_name\na,A\nb,"' + b"x" * 200_000 + b"\nc,C\n"
    table, found = loaded(tmp_path, content)
    assert rows(table)[:1] == [(2, "a", "A")]
    assert found["csv_parsing_failed"] == 1


def test_a_table_without_a_needed_column_is_empty(tmp_path: Path) -> None:
    table, found = loaded(tmp_path, b"id\na\n")
    assert len(table) == 0
    assert found == {"missing_required_column": 1}


def test_a_missing_column_is_blank(tmp_path: Path) -> None:
    table, _ = loaded(tmp_path, b"stop_id\na\nb\n")
    assert list(table["stop_name"]) == ["", ""]
    assert "stop_name" not in table


def test_lines_are_counted_over_chunks(tmp_path: Path) -> None:
    content = b"stop_id,n\n" + b"".join(b"%d,\n" % i for i in range(5 * module.CHUNK_ROWS))
    table, _ = loaded(tmp_path, content)
    assert table.lines.tolist() == list(range(2, 5 * module.CHUNK_ROWS + 2))
    assert table["stop_id"][-1] == str(5 * module.CHUNK_ROWS - 1)


@settings(derandomize=True, deadline=None, max_examples=200)
@given(st.binary(max_size=200))
@example(b"stop_id\n\x00\n")
@example(b'stop_id\n"a')
@example(b"stop_id\n\xff\xfe\n")
def test_any_bytes_are_read_or_refused(
    tmp_path_factory: pytest.TempPathFactory, junk: bytes
) -> None:
    folder = tmp_path_factory.mktemp("junk")
    for content in (junk, b"stop_id,stop_name\n" + junk):
        try:
            table, _ = loaded(folder, content)
        except FeedMalformed:
            continue
        assert (table.lines > 1).all()
