"""Incidents in a table: CSV with a head, one incident in each line.

Columns are the members of an incident's body, flat: positions as `lat lon lat lon …`, lists parted
by spaces, one spell of a schedule in columns of its own. Whatever a cell begins with, it is text.
"""

import csv
import io
import re
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from api.incidents.staff.told import Told
from maas.errors import BadQuery

DELIMITERS = ",;\t"
NUMBER = re.compile(r"-?[0-9]{1,9}([.][0-9]{1,15})?")
CLOCK = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}[ Tt][0-9]{2}:[0-9]{2}(:[0-9]{2})?")
"""A moment by the territory's clock."""

YES_OR_NO = {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}
SCHEDULE = {
    "scheduleBegin": "begin",
    "scheduleEnd": "end",
    "weekdays": "weekdays",
    "first": "first",
    "last": "last",
}
"""Columns of the one spell, and what its members are called."""


def read_table(content: bytes, zone: ZoneInfo) -> Iterator[Told]:
    """Each line of a table as a body.

    Args:
        zone: by whose clock moments without an offset are.

    Raises:
        BadQuery: it is no table, or has columns that mean nothing.
    """
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        raise BadQuery("body", "is not UTF-8") from problem
    try:
        yield from _rows(text, zone)
    except csv.Error as problem:
        raise BadQuery("body", f"is no CSV: {problem}") from problem


def _rows(text: str, zone: ZoneInfo) -> Iterator[Told]:
    head_line = text.split("\n", 1)[0]
    if not head_line.strip():
        raise BadQuery("body", "is neither a table with a head nor GeoJSON")
    lines = csv.reader(
        io.StringIO(text, newline=""), delimiter=max(DELIMITERS, key=head_line.count)
    )
    head = [name.strip() for name in next(lines, [])]
    for name in head:
        if name not in COLUMNS and name not in SCHEDULE:
            raise BadQuery("body", f"line 1: the column {name[:40]!r} means nothing here")
        if head.count(name) > 1:
            raise BadQuery("body", f"line 1: the column {name!r} stands there twice")
    for fields in lines:
        if any(field.strip() for field in fields):
            yield _told(f"line {lines.line_num}", head, fields, zone)


def _told(where: str, head: list[str], fields: list[str], zone: ZoneInfo) -> Told:
    if len(fields) > len(head):
        return Told(where, None, BadQuery("body", "has more fields than the head"))
    named = zip(head, (field.strip() for field in fields), strict=False)
    cells = {name: text for name, text in named if text}
    try:
        return Told(where, _body(cells, zone))
    except BadQuery as problem:
        return Told(where, None, problem)


def _body(cells: Mapping[str, str], zone: ZoneInfo) -> dict[str, Any]:
    body = {
        name: COLUMNS[name](name, text, zone) for name, text in cells.items() if name in COLUMNS
    }
    spell: dict[str, Any] = {
        SCHEDULE[name]: text for name, text in cells.items() if name in SCHEDULE
    }
    if "weekdays" in spell:
        spell["weekdays"] = spell["weekdays"].split()
    return {**body, "schedule": [spell]} if spell else body


def _text(_: str, text: str, __: ZoneInfo) -> str:
    return text


def _words(_: str, text: str, __: ZoneInfo) -> list[str]:
    return text.split()


def _number(name: str, text: str, _: ZoneInfo) -> float:
    if NUMBER.fullmatch(text) is None:
        raise BadQuery(name, "is not a number like 3.5")
    return float(text)


def _whole(name: str, text: str, _: ZoneInfo) -> int:
    if not (text.isascii() and text.isdigit() and len(text) <= 9):
        raise BadQuery(name, "is not a whole number")
    return int(text)


def _yes_or_no(name: str, text: str, _: ZoneInfo) -> bool:
    if text.lower() not in YES_OR_NO:
        raise BadQuery(name, "is neither true nor false")
    return YES_OR_NO[text.lower()]


def _moment(name: str, text: str, zone: ZoneInfo) -> str:
    """By the territory's clock where no offset is told."""
    if CLOCK.fullmatch(text) is None:
        return text
    try:
        return datetime.fromisoformat(text.upper()).replace(tzinfo=zone).isoformat()
    except ValueError as problem:
        raise BadQuery(name, "is no time on any clock") from problem


def _points(name: str, text: str, zone: ZoneInfo) -> list[list[float]]:
    numbers = [_number(name, word, zone) for word in re.split(r"[\s,;]+", text)]
    if len(numbers) % 2:
        raise BadQuery(name, "has a latitude without a longitude")
    return [list(point) for point in zip(numbers[::2], numbers[1::2], strict=True)]


def _position(name: str, text: str, zone: ZoneInfo) -> list[float]:
    return _points(name, text, zone)[0]


COLUMNS: Mapping[str, Callable[[str, str, ZoneInfo], Any]] = {
    **dict.fromkeys(("id", "status", "kind", "street", "town", "from", "to", "direction"), _text),
    **dict.fromkeys(("severity", "text", "url", "authority"), _text),
    **dict.fromkeys(("concerns", "exempt"), _words),
    **dict.fromkeys(("line", "area"), _points),
    **dict.fromkeys(("begin", "end"), _moment),
    **dict.fromkeys(("isClosed", "closesStops"), _yes_or_no),
    **dict.fromkeys(("version", "delay"), _whole),
    **dict.fromkeys(
        ("speed", "maxSpeed", "maxHeight", "maxWidth", "maxLength", "maxWeight"), _number
    ),
    "near": _position,
}
"""What a cell of each column becomes."""
