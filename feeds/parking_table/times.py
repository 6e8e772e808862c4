"""When counts were so: times as towns write them."""

import re
from datetime import datetime
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from feeds.fields import FUTURE_S, LATEST, MILLISECONDS, SOONEST
from feeds.notices import Notes
from maas.settings.parking_table import ParkingTable

_NUMBER = re.compile(r"[0-9]{9,16}(\.[0-9]{1,9})?", re.ASCII)
_TIME = re.compile(
    r"(?P<day>[0-9]{4}[-/][0-9]{2}[-/][0-9]{2}|[0-9]{2}[./-][0-9]{2}[./-][0-9]{4})[Tt ,]{1,2}"
    r"(?P<hour>[0-9]{1,2}):(?P<minute>[0-9]{2})(:(?P<second>[0-9]{2})(\.[0-9]{1,9})?)?"
    r" ?(?P<zone>[Zz]|[+-][0-9]{2}(:?[0-9]{2})?)?",
    re.ASCII,
)
"""RFC 3339 with or without a zone, and days as people write them, never the month first."""


def counted_at(value: Any, table: ParkingTable, now: int, notices: Notes) -> int | None:
    """When something was so (Unix s); None where it does not say, or cannot say."""
    if value is None:
        return None
    at = _moment(str(value).strip(), table.time_format, table.zone, now)
    if at is None:
        notices.note("invalid_time", value)
    elif at > now + FUTURE_S:
        notices.note("time_in_future", value)
        return None
    return at


@lru_cache(maxsize=1024)
def _moment(text: str, time_format: str, zone: ZoneInfo, now: int) -> int | None:
    at = _formatted(text, time_format) if time_format else _usual(text)
    if isinstance(at, datetime):
        at = _in_zone(at, zone, now)
    if at is not None and int(at) in MILLISECONDS:
        at //= 1000
    return int(at) if at is not None and SOONEST < at < LATEST else None


def _formatted(text: str, time_format: str) -> datetime | None:
    try:
        return datetime.strptime(text, time_format)
    except ValueError:
        return None


def _usual(text: str) -> datetime | float | None:
    if _NUMBER.fullmatch(text):
        return float(text)
    match = _TIME.fullmatch(text)
    if match is None:
        return None
    numbers = [int(each) for each in re.split(r"[./-]", match["day"])]
    year, month, day = numbers if numbers[0] > 31 else numbers[::-1]
    zone = (match["zone"] or "").upper().replace("Z", "+00:00")
    try:
        at = datetime(year, month, day, int(match["hour"]), int(match["minute"]))
        at = at.replace(second=int(match["second"] or 0))
        return at.replace(tzinfo=datetime.strptime(_offset(zone), "%z").tzinfo) if zone else at
    except ValueError:
        return None


def _offset(zone: str) -> str:
    return zone if len(zone) > 3 else f"{zone}00"


def _in_zone(at: datetime, zone: ZoneInfo, now: int) -> float | None:
    """Of the two moments that one hour of the year may mean the later that is not to come."""
    try:
        if at.tzinfo is not None:
            return at.timestamp()
        later, sooner = (at.replace(tzinfo=zone, fold=fold).timestamp() for fold in (1, 0))
        return later if sooner < later <= now + FUTURE_S else sooner
    except (OverflowError, ValueError):
        return None


def peek(table: ParkingTable, head: bytes) -> int | None:
    """When a message in JSON was made (Unix s), by its first bytes: as its first record says."""
    for path in table.counted_at.paths if table.counted_at else ():
        name = re.escape(path.written.rpartition(".")[2].encode())
        match = re.search(rb'"%b"\s*:\s*"?([^"{},]{4,40})' % name, head)
        if match is not None:
            return _moment(
                match[1].decode(errors="replace").strip(), table.time_format, table.zone, LATEST
            )
    return None
