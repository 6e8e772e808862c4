"""CSV of strangers: its encoding, its delimiter, rows that are too long."""

import csv
import io
from collections.abc import Iterator

from feeds.notices import Notes
from maas.errors import FeedMalformed

MOST_COLUMNS = 1000

_DELIMITERS = ";,\t|"


def decoded(content: bytes, encoding: str, notices: Notes) -> str:
    """The text; what does not say its encoding and is not UTF-8 is taken as Windows-1252.

    Raises:
        FeedMalformed: it is not in the encoding that it is said to be in.
    """
    content = content.removeprefix(b"\xef\xbb\xbf")
    try:
        return content.decode(encoding or "utf-8")
    except UnicodeError as problem:
        if encoding:
            raise FeedMalformed(f"not {encoding}: {str(problem)[:200]}") from problem
    notices.note("unknown_encoding")
    return content.decode("cp1252", errors="replace")


def csv_rows(text: str, delimiter: str, notices: Notes) -> Iterator[dict[str, str]]:
    """The rows under the head; "" as delimiter: whichever the head has most of.

    Raises:
        FeedMalformed: it is no CSV.
    """
    if text.lstrip().startswith("<"):
        raise FeedMalformed("not CSV, but a web page or XML")
    head_line = text.lstrip().split("\n", 1)[0]
    mark = delimiter or max(_DELIMITERS, key=head_line.count)
    lines = csv.reader(io.StringIO(text.lstrip(), newline=""), delimiter=mark)
    try:
        head = [name.strip() for name in next(lines, [])]
        if len(head) > MOST_COLUMNS:
            raise FeedMalformed(f"more than {MOST_COLUMNS:,} columns")
        for fields in lines:
            if len(fields) > len(head) and any(fields[len(head) :]):
                notices.note("ragged_row", mark.join(fields))
            elif any(fields):
                yield dict(zip(head, fields, strict=False))
    except csv.Error as problem:
        raise FeedMalformed(f"not CSV: line {lines.line_num}: {problem}") from problem
