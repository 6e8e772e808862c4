"""The records of a table in JSON, GeoJSON or CSV."""

import csv
import io
from collections.abc import Iterator
from typing import Any

from feeds.json_bytes import json_value
from feeds.notices import Notes
from feeds.parking_table.paths import MISSING, Row, descend
from maas.errors import FeedMalformed
from maas.settings.parking_table import ParkingTable

MOST_ROWS = 200_000
"""Of a table of times; of car parks there are fewer, see `parsing`."""

MOST_COLUMNS = 1000

_MARK = b"\xef\xbb\xbf"
_DELIMITERS = ";,\t|"


def rows_of(content: bytes, table: ParkingTable, notices: Notes) -> list[Row]:
    """The records of a table, in its order.

    Raises:
        FeedMalformed: it is none.
    """
    content = content.removeprefix(_MARK)
    if not content.strip():
        raise FeedMalformed("it is empty")
    text = _decoded(content, table.encoding, notices)
    if (table.format or _looks_like(text)) == "csv":
        return list(_csv_rows(text, table.delimiter, notices))
    message = json_value(text.encode())
    return list(_json_rows(message, table, notices))


def _decoded(content: bytes, encoding: str, notices: Notes) -> str:
    try:
        return content.decode(encoding or "utf-8")
    except UnicodeError as problem:
        if encoding:
            raise FeedMalformed(f"not {encoding}: {str(problem)[:200]}") from problem
    notices.note("unknown_encoding")
    return content.decode("cp1252", errors="replace")


def _looks_like(text: str) -> str:
    return "json" if text[:1000].lstrip()[:1] in ("{", "[") else "csv"


def _json_rows(message: Any, table: ParkingTable, notices: Notes) -> Iterator[Row]:
    for key, record in _records(message, table):
        if not isinstance(record, dict):
            notices.note("invalid_record", record)
            continue
        told = record.get("properties")
        if record.get("type") == "Feature" and isinstance(told, dict):
            yield Row(told, record, key, message)
        else:
            yield Row(record, None, key, message)


def _records(message: Any, table: ParkingTable) -> Iterator[tuple[str, Any]]:
    found = message if table.records is None else descend(message, table.records)
    if isinstance(found, dict) and isinstance(found.get("features"), list):
        found = found["features"]
    if isinstance(found, list):
        return (("", each) for each in found)
    if table.records is None:
        raise FeedMalformed("JSON, but no list: the option records says where the records are")
    if isinstance(found, dict):
        return iter(found.items())
    said = "is no list" if found is not MISSING else "is not there"
    raise FeedMalformed(f"records: {table.records.written} {said}")


def _csv_rows(text: str, delimiter: str, notices: Notes) -> Iterator[Row]:
    if text.lstrip().startswith("<"):
        raise FeedMalformed("not CSV, but a web page or XML")
    head_line = text.lstrip().split("\n", 1)[0]
    mark = delimiter or max(_DELIMITERS, key=head_line.count)
    lines = csv.reader(io.StringIO(text.lstrip(), newline=""), delimiter=mark)
    try:
        head = [name.strip() for name in next(lines)]
        if len(head) > MOST_COLUMNS:
            raise FeedMalformed(f"more than {MOST_COLUMNS:,} columns")
        for fields in lines:
            if len(fields) > len(head) and any(fields[len(head) :]):
                notices.note("ragged_row", mark.join(fields))
            elif any(fields):
                yield Row(dict(zip(head, fields, strict=False)))
    except csv.Error as problem:
        raise FeedMalformed(f"not CSV: line {lines.line_num}: {problem}") from problem
