"""calendar.txt and calendar_dates.txt: on which days each service runs."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from feeds.gtfs.fields import BLANK, integers, parse_date, parse_natural
from feeds.gtfs.keys import filled
from feeds.gtfs.notices import Notices, refuse
from feeds.gtfs.table import Table
from maas.arrays import Bools, Bytes, Ids, Int32s
from maas.timetable import Services

EARLIEST = date(1970, 1, 1).toordinal()
LATEST = date(2199, 12, 31).toordinal()
MOST_BYTES = 64 * 2**20
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


@dataclass(frozen=True, slots=True)
class Calendar:
    """The services of a feed, and which row each of its own ids means."""

    services: Services
    rows: dict[str, int]
    weeks: Table
    dates: Table
    """The rows of either file that were used."""


def read_calendar(weeks: Table, dates: Table, prefix: str, notices: Notices) -> Calendar:
    """Days of service from either table or both.

    Raises:
        FeedMalformed: no service runs on any day.
    """
    weeks, start, end = _spans(weeks, notices)
    dates, day, kind = _exceptions(dates, notices)
    ids = dict.fromkeys([*weeks["service_id"], *dates["service_id"]])
    rows = {id_: i for i, id_ in enumerate(ids)}
    added = day[kind == 1]
    if not start.size and not added.size:
        raise refuse("missing_calendar_and_calendar_date_files", "the feed has no service day")
    first = int(min([*start[:1], *added[:1], start.min(initial=LATEST), added.min(initial=LATEST)]))
    last = int(max(end.max(initial=first), added.max(initial=first)))
    runs = _blank(len(rows), last - first + 1)
    _run_weeks(runs, weeks, (start - first, end - first), rows, (first - 1) % 7)
    inside = (day >= first) & (day <= last)
    service = np.array([rows[id_] for id_ in dates["service_id"]], np.int32)[inside]
    _run_dates(runs, service, day[inside] - first, kind[inside])
    if not runs.any():
        raise refuse("missing_calendar_and_calendar_date_files", "no service runs on any day")
    services = Services(Ids.of(prefix + id_ for id_ in rows), np.array([first], np.int32), runs)
    return Calendar(_cropped(services), rows, weeks, dates)


def _spans(table: Table, notices: Notices) -> tuple[Table, Int32s, Int32s]:
    start = integers(parse_date, table["start_date"])
    end = integers(parse_date, table["end_date"])
    named = filled(table["service_id"])
    table.note(notices, "missing_required_field", ~named, "service_id")
    table.note(notices, "invalid_date", start < 0, "start_date")
    table.note(notices, "invalid_date", end < 0, "end_date")
    backwards = (start >= 0) & (end >= 0) & (start > end)
    table.note(notices, "start_and_end_range_out_of_order", backwards, "service_id")
    outside = (start >= 0) & (end >= 0) & ((start < EARLIEST) | (end > LATEST))
    table.note(notices, "service_extends_far_in_the_future", outside, "service_id")
    start, end = np.where(start < 0, start, np.maximum(start, EARLIEST)), np.minimum(end, LATEST)
    kept = named & (start >= 0) & (end >= 0) & (start <= end)
    table, start, end = table.take(kept), start[kept], end[kept]
    table.note(notices, "duplicate_key", _again(table["service_id"]), "service_id")
    for name in WEEKDAYS:
        flags = integers(parse_natural, table[name])
        table.note(notices, "unexpected_enum_value", (flags < 0) | (flags > 1), name)
    cut = {"start_date": _written(start), "end_date": _written(end)}
    week = {name: table[name] for name in WEEKDAYS}
    return replace(table, columns={**table.columns, **week, **cut}), start, end


def _written(days: Int32s) -> list[str]:
    return [f"{date.fromordinal(day):%Y%m%d}" for day in days.tolist()]


def _exceptions(table: Table, notices: Notices) -> tuple[Table, Int32s, Int32s]:
    day = integers(parse_date, table["date"])
    kind = integers(parse_natural, table["exception_type"])
    named = filled(table["service_id"])
    table.note(notices, "missing_required_field", ~named, "service_id")
    table.note(notices, "invalid_date", day < 0, "date")
    known = (kind == 1) | (kind == 2)
    table.note(notices, "unexpected_enum_value", ~known & (kind != BLANK), "exception_type")
    table.note(notices, "missing_required_field", kind == BLANK, "exception_type")
    outside = (day >= 0) & ((day < EARLIEST) | (day > LATEST))
    table.note(notices, "service_extends_far_in_the_future", outside, "service_id")
    again = _again([*zip(table["service_id"], day.tolist(), strict=True)])
    table.note(notices, "duplicate_key", again & named & known & (day >= 0), "service_id")
    kept = named & known & (day >= EARLIEST) & (day <= LATEST) & ~again
    return table.take(kept), day[kept], kind[kept]


def _again(keys: Sequence[object]) -> Bools:
    """Which keys stand further up already."""
    first: dict[object, int] = {}
    return np.array([first.setdefault(key, i) != i for i, key in enumerate(keys)], np.bool_)


def _blank(n_services: int, n_days: int) -> Bytes:
    n_bytes = (n_days + 7) // 8
    if n_services * n_bytes > MOST_BYTES:
        raise refuse("too_many_rows", f"{n_services} services over {n_days} days are too many")
    return np.zeros((n_services, n_bytes), np.uint8)


def _run_weeks(
    runs: Bytes, weeks: Table, spans: tuple[Int32s, Int32s], rows: dict[str, int], weekday: int
) -> None:
    """Set the bits of each week pattern; `weekday` is that of bit 0, Monday being 0."""
    flags = [integers(parse_natural, weeks[name]) == 1 for name in WEEKDAYS]
    n_days = runs.shape[1] * 8
    for i, id_ in enumerate(weeks["service_id"]):
        days = np.zeros(n_days, np.bool_)
        week = np.array([flags[(weekday + k) % 7][i] for k in range(7)])
        start, end = int(spans[0][i]), int(spans[1][i]) + 1
        days[start:end] = np.resize(np.roll(week, -(start % 7)), end - start)
        runs[rows[id_]] |= np.packbits(days, bitorder="little")


def _run_dates(runs: Bytes, service: Int32s, day: Int32s, kind: Int32s) -> None:
    """Set and clear the bits of single days."""
    for s, d, k in zip(service.tolist(), day.tolist(), kind.tolist(), strict=True):
        if k == 1:
            runs[s, d // 8] |= np.uint8(1 << d % 8)
        else:
            runs[s, d // 8] &= np.uint8(~(1 << d % 8) & 0xFF)


def _cropped(services: Services) -> Services:
    """Without the bytes at both ends in which nothing runs."""
    used = np.asarray(services.runs.any(axis=0))
    first, last = int(np.argmax(used)), used.size - int(np.argmax(used[::-1]))
    day = services.first_day + 8 * first
    return Services(
        services.id, day.astype(np.int32), np.ascontiguousarray(services.runs[:, first:last])
    )
