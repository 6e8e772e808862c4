"""The records of a table in JSON, GeoJSON, CSV or XML."""

from collections.abc import Iterator
from itertools import islice
from typing import Any

from feeds.csv_bytes import csv_rows, decoded
from feeds.json_bytes import json_value
from feeds.notices import Notes
from feeds.parking_table.paths import MISSING, Row, descend
from feeds.xml_bytes import xml_value
from maas.errors import FeedMalformed
from maas.settings.mapping import KEY
from maas.settings.parking_table import ParkingTable

MOST_ROWS = 150_000
"""Of a table of times; of car parks there are fewer, see `parsing`."""


def rows_of(content: bytes, table: ParkingTable, notices: Notes) -> list[Row]:
    """The records of a table, in its order.

    Raises:
        FeedMalformed: it is none.
    """
    if not content.removeprefix(b"\xef\xbb\xbf").strip():
        raise FeedMalformed("it is empty")
    form = table.format or _looks_like(content[:1000].decode(table.encoding or "utf-8", "replace"))
    if form == "xml":
        rows = _rows(xml_value(content), table, notices)
    elif form == "csv":
        text = decoded(content, table.encoding, notices)
        rows = map(Row, csv_rows(text, table.delimiter, notices))
    else:
        text = decoded(content, table.encoding, notices)
        rows = _rows(json_value(text.encode()), table, notices)
    found = list(islice(rows, MOST_ROWS + 1))
    if len(found) > MOST_ROWS:
        raise FeedMalformed(f"more than {MOST_ROWS:,} records")
    return found


def _looks_like(head: str) -> str:
    head = head.removeprefix("\ufeff").lstrip().lower()
    if head.startswith("<"):
        if "<html" in head:
            raise FeedMalformed("a web page, not a table")
        return "xml"
    return "json" if head.startswith(("{", "[")) else "csv"


def _rows(message: Any, table: ParkingTable, notices: Notes) -> Iterator[Row]:
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
        raise FeedMalformed("no list: the option records says where the records are")
    if isinstance(found, dict):
        return iter(found.items()) if _is_keyed(found, table) else iter([("", found)])
    said = "is no list" if found is not MISSING else "is not there"
    raise FeedMalformed(f"records: {table.records.written} {said}")


def _is_keyed(found: dict[str, Any], table: ParkingTable) -> bool:
    """Whether its members are records, or it is the only one."""
    if any(path.written == KEY for path in table.texts["id"].paths):
        return True
    return all(isinstance(each, dict) for each in found.values())
