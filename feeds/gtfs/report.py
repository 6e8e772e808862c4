"""What reading a feed gave, for the people who publish and import it."""

from datetime import date, timedelta

import numpy as np

from feeds.gtfs.notices import RULES, Notices
from maas.model import SourceId, StopKind
from maas.report import Finding, Report
from maas.timetable import Services, Timetable


def report_on(timetable: Timetable, source_id: SourceId, notices: Notices) -> Report:
    """Counts, days of service and facts, with everything that was found."""
    first, last = service_days(timetable.services)
    return Report(
        source_id=source_id,
        kind="gtfs",
        counts=_counts(timetable),
        findings=notices.findings(),
        first_day=first,
        last_day=last,
        attributes=_attributes(timetable),
    )


def service_days(services: Services) -> tuple[date, date]:
    """The first and the last day on which anything runs."""
    days = np.flatnonzero(np.unpackbits(services.runs, axis=1, bitorder="little").any(axis=0))
    return services.first + timedelta(int(days[0])), services.first + timedelta(int(days[-1]))


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
