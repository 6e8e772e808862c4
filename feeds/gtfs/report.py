"""What reading a feed gave, for the people who publish and import it."""

from datetime import date, timedelta

import numpy as np

from feeds.gtfs.compile import Compiled
from feeds.gtfs.kit import activity, as_gtfs_kit
from feeds.gtfs.notices import RULES, Notices
from maas.model import SourceId, StopKind
from maas.report import Finding, Report
from maas.timetable import Timetable


def report_on(compiled: Compiled, source_id: SourceId, notices: Notices) -> Report:
    """Counts, days of service and facts, with everything that was found."""
    timetable = compiled.timetable
    running = trips_by_day(timetable)
    return Report(
        source_id=source_id,
        kind="gtfs",
        counts=_counts(timetable),
        findings=notices.findings(),
        first_day=min(running),
        last_day=max(running),
        attributes=_attributes(timetable) | _busiest_day(compiled, running),
    )


def trips_by_day(timetable: Timetable) -> dict[date, int]:
    """How many departures each day of service has; days without any are left out."""
    services = timetable.services
    departures = np.bincount(timetable.trips.service, minlength=len(services.id))
    running = np.zeros(services.runs.shape[1] * 8, np.int64)
    for service in np.flatnonzero(departures).tolist():
        days = np.unpackbits(services.runs[service], bitorder="little")
        running += departures[service] * days
    return {services.first + timedelta(i): n for i, n in enumerate(running.tolist()) if n}


def _busiest_day(compiled: Compiled, running: dict[date, int]) -> dict[str, str]:
    """The day with the most trips of trips.txt, in the week of the most departures."""
    peak = max(running, key=lambda day: (running[day], -day.toordinal()))
    week = [peak + timedelta(n) for n in range(-3, 4) if peak + timedelta(n) in running]
    service = ("trips", "calendar", "calendar_dates")
    trips = activity(as_gtfs_kit({name: compiled.tables[name] for name in service}), week)
    day = max(trips, key=lambda day: (trips[day], -day.toordinal()))
    return {"busiest_day": day.isoformat(), "trips_on_busiest_day": str(trips[day])}


def expiry(report: Report, today: date) -> Finding | None:
    """Whether all service days are past, or all yet to come."""
    if report.last_day is not None and report.last_day < today:
        return _about_days("expired_calendar", f"the last day was {report.last_day}")
    if report.first_day is not None and report.first_day > today:
        return _about_days("future_calendar", f"the first day is {report.first_day}")
    return None


def _about_days(rule: str, example: str) -> Finding:
    text = f"{RULES[rule].text}: {example}"
    return Finding(rule, RULES[rule].severity, "calendar.txt", None, 1, text)


def _counts(timetable: Timetable) -> dict[str, int]:
    split = int((timetable.stops.kind == StopKind.SPLIT).sum())
    return {
        "agencies": len(timetable.agencies.id),
        "stops": len(timetable.stops.id) - split,
        "routes": len(timetable.routes.id),
        "trips": timetable.trips.route.size,
        "stop_times": timetable.stop_times.arrive.size,
        "patterns": timetable.patterns.mode.size,
        "services": len(timetable.services.id),
        "transfers": timetable.transfer_rules.kind.size,
        "in_seat": timetable.in_seat.trip.size,
        "shapes": timetable.shapes.first.size - 1,
        "pathways": timetable.pathways.mode.size,
        "split_stops": split,
    }


def _attributes(timetable: Timetable) -> dict[str, str]:
    stops, feeds = timetable.stops, timetable.feeds
    used = np.unique(timetable.patterns.stop)
    south, west = stops.lat[used].min(), stops.lon[used].min()
    north, east = stops.lat[used].max(), stops.lon[used].max()
    facts = {
        "publisher": feeds.publisher[0],
        "version": feeds.version[0],
        "language": feeds.language[0],
        "zones": ", ".join(timetable.zones),
        "bounds": f"{south:.5f},{west:.5f},{north:.5f},{east:.5f}",
    }
    return {name: fact for name, fact in facts.items() if fact}
