"""Tables as text: rows of CSV, column by column, with the line each row came from.

Nothing is interpreted here: every id stays text, "NA" and "007" included.
"""

import csv
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from io import TextIOWrapper
from itertools import chain, islice
from typing import IO

import numpy as np

from feeds.gtfs.archive import BROKEN, Archive
from feeds.gtfs.notices import Notices, refuse, shorten
from maas.arrays import Bools, Int32s
from maas.errors import FeedMalformed

CHUNK_ROWS = 2_000
"""Measured: few enough to stay in the processor's cache, 1.6 times as fast as 50 000."""

LOADED_BYTES = 512 * 2**20
"""What a table held whole may have; stop times and shapes are read in chunks."""

BLOCK_LETTERS = 1 << 18
LONGEST_LINE = 1 << 20
MOST_COLUMNS = 500

_NOT_UTF8 = re.compile("[\udc80-\udcff]")
_UTF16 = (b"\xff\xfe", b"\xfe\xff")

Row = Sequence[str]
"""Cells side by side, or one below the other."""


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of one file, or some of them. A column that is not there is blank."""

    file: str
    lines: Int32s
    """Line of each row, counted from 1, header included."""
    columns: Mapping[str, Row]
    overlong: tuple[tuple[int, Mapping[str, str]], ...] = ()
    """Rows with more cells than the header, left out of `columns`: line and first cells."""

    def __len__(self) -> int:
        return self.lines.size

    def __contains__(self, column: str) -> bool:
        return column in self.columns

    def __getitem__(self, column: str) -> Row:
        return self.columns[column] if column in self.columns else [""] * len(self)

    def note(self, notices: Notices, rule: str, broken: Bools, column: str) -> None:
        """Report the rows that break a rule, with the first one's cell of `column`."""
        if broken.any():
            i = int(np.argmax(broken))
            notices.add(
                rule, self.file, int(self.lines[i]), self[column][i], int(np.count_nonzero(broken))
            )

    def take(self, kept: Bools) -> "Table":
        """The rows that are kept."""
        rows = np.flatnonzero(kept).tolist()
        columns = {name: [cells[i] for i in rows] for name, cells in self.columns.items()}
        return Table(self.file, self.lines[kept], columns, self.overlong)


def load(archive: Archive, name: str, needed: Sequence[str], notices: Notices) -> Table:
    """A whole table; empty when the file or a `needed` column is missing.

    Raises:
        FeedMalformed: it cannot be read, or is too large to be held as text.
    """
    file = f"{name}.txt"
    if name in archive.members and archive.size(name) > LOADED_BYTES:
        raise refuse("too_many_rows", f"{file} is larger than {LOADED_BYTES >> 20} MB")
    chunks = list(scan(archive, name, needed, notices))
    if not chunks:
        return Table(file, np.zeros(0, np.int32), {})
    columns: dict[str, Row] = {
        column: list(chain.from_iterable(chunk[column] for chunk in chunks))
        for column in chunks[0].columns
    }
    overlong = tuple(chain.from_iterable(chunk.overlong for chunk in chunks))
    return Table(file, np.concatenate([chunk.lines for chunk in chunks]), columns, overlong)


def scan(archive: Archive, name: str, needed: Sequence[str], notices: Notices) -> Iterator[Table]:
    """A table in chunks of bounded size; nothing when the file or a needed column is missing.

    Raises:
        FeedMalformed: the archive is damaged here, or this is no text.
    """
    if name not in archive.members:
        return
    file = f"{name}.txt"
    try:
        with archive.open(name) as stream:
            if stream.read(2) in _UTF16:
                raise refuse("invalid_character", f"{file} is UTF-16 and not UTF-8")
        with archive.open(name) as stream:
            yield from _chunks(file, stream, needed, notices)
    except BROKEN as problem:
        raise FeedMalformed(f"{file} cannot be read: {shorten(str(problem))}") from problem


@dataclass(frozen=True, slots=True)
class _Form:
    """What every row of a file is read by."""

    file: str
    header: tuple[str, ...]
    """Column names; "" for those to be left out."""
    notices: Notices


def _chunks(
    file: str, stream: IO[bytes], needed: Sequence[str], notices: Notices
) -> Iterator[Table]:
    text = TextIOWrapper(stream, "utf-8-sig", errors="surrogateescape")
    lines = chain.from_iterable(_lines(file, text, notices))
    reader = csv.reader(lines, skipinitialspace=True)
    form = _Form(file, _header(file, reader, notices), notices)
    missing = [column for column in needed if column not in form.header]
    if missing:
        notices.add("missing_required_column", file, 1, ", ".join(missing))
        return
    while True:
        before = reader.line_num
        rows: list[Row] = []
        try:
            rows.extend(islice(reader, CHUNK_ROWS))
        except csv.Error as problem:
            notices.add("csv_parsing_failed", file, reader.line_num, str(problem))
        if reader.line_num == before:
            return
        yield _chunk(form, rows, _numbers(before, reader.line_num, rows))


def _lines(file: str, text: TextIOWrapper, notices: Notices) -> Iterator[list[str]]:
    """Lines of bounded length, block by block; what is not UTF-8 is taken for Latin-1."""
    read, rest = 0, ""
    while block := text.read(BLOCK_LETTERS):
        lines = (rest + block).split("\n")
        rest = lines.pop()
        if len(rest) > LONGEST_LINE:
            raise FeedMalformed(f"{file} line {read + len(lines) + 1} is too long to be read")
        yield _repaired(file, lines, read, notices)
        read += len(lines)
    if rest:
        yield _repaired(file, [rest], read, notices)


def _repaired(file: str, lines: list[str], read: int, notices: Notices) -> list[str]:
    for i, line in enumerate(lines):
        if not line.isascii() and _NOT_UTF8.search(line):
            lines[i] = line.encode("utf-8", "surrogateescape").decode("latin-1")
            notices.add("invalid_character", file, read + i + 1, lines[i].strip())
    return [f"{line}\n" for line in lines]


def _header(file: str, reader: Iterator[list[str]], notices: Notices) -> tuple[str, ...]:
    try:
        header = [cell.strip().lower() for cell in next(reader, [])]
    except csv.Error as problem:
        raise FeedMalformed(f"{file} line 1 cannot be read as CSV: {problem}") from problem
    if len(header) > MOST_COLUMNS:
        raise FeedMalformed(f"{file} has {len(header)} columns")
    for name, times in Counter(header).items():
        if name and times > 1:
            notices.add("duplicated_column", file, 1, name)
    return tuple(name if name not in header[:i] else "" for i, name in enumerate(header))


def _numbers(before: int, last: int, rows: Sequence[Row]) -> Int32s:
    """The line each row begins on, when the rows span the lines after `before` up to `last`."""
    if last - before == len(rows):
        return np.arange(before + 1, last + 1, dtype=np.int32)
    spans = [1 + sum(cell.count("\n") for cell in row) for row in rows]
    return (before + 1 + np.cumsum([0, *spans])[:-1]).astype(np.int32)


def _chunk(form: _Form, rows: list[Row], lines: Int32s) -> Table:
    width = len(form.header)
    overlong: list[tuple[int, Row]] = []
    if set(map(len, rows)) - {width} or not all(map(any, rows)):
        numbered = list(zip(lines.tolist(), rows, strict=True))
        overlong = [(line, row) for line, row in numbered if any(row[width:])]
        _report_ragged(form, numbered, overlong)
        numbered = [(line, row) for line, row in numbered if any(row) and not any(row[width:])]
        rows = [[*row[:width], *[""] * (width - len(row))] for _, row in numbered]
        lines = np.array([line for line, _ in numbered], np.int32)
    cells: list[Row] = list(zip(*rows, strict=True)) if rows else [()] * width
    columns = {
        name: _stripped(form, lines, column)
        for name, column in zip(form.header, cells, strict=True)
        if name
    }
    left_out = tuple((line, dict(zip(form.header, row, strict=False))) for line, row in overlong)
    return Table(form.file, lines, columns, left_out)


def _report_ragged(
    form: _Form, numbered: Sequence[tuple[int, Row]], overlong: Sequence[tuple[int, Row]]
) -> None:
    for line, row in overlong:
        form.notices.add("invalid_row_length", form.file, line, ",".join(row))
    for line, row in numbered:
        if not any(row):
            form.notices.add("empty_row", form.file, line)
        elif len(row) < len(form.header):
            form.notices.add("invalid_row_length", form.file, line, ",".join(row))


def _stripped(form: _Form, lines: Int32s, cells: Row) -> Row:
    """Cells without space around them (leading space is cut by csv already)."""
    bare = tuple(map(str.strip, cells))
    if bare != cells:
        cut = [i for i, (a, b) in enumerate(zip(bare, cells, strict=True)) if a != b]
        form.notices.add(
            "leading_or_trailing_whitespaces",
            form.file,
            int(lines[cut[0]]),
            repr(cells[cut[0]]),
            len(cut),
        )
    return bare
