"""Offers to the tables of GTFS Schedule. Source: GTFS Schedule reference, revision 2026-04-27."""

from collections.abc import Iterator, Mapping, Sequence

from feeds.carpool_gtfs.timing import (
    NOBODY,
    NOWHERE,
    Publisher,
    TimedOffer,
    service_day,
    stop_id,
    stop_name,
)

CARPOOL = 1551
"""Of the extended route types."""

WITH_DRIVER, NOT_HERE = 3, 1
"""Of pickup_type: boarding is agreed with the driver, or there is none."""
EXACT, ABOUT = 1, 0
ADDED, REMOVED = 1, 2

Rows = list[tuple[object, ...]]
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def tables(offers: Sequence[TimedOffer], publisher: Publisher) -> Mapping[str, Rows]:
    """Each table by its name, header first. Offers that are live have a route and stops alone."""
    planned = [each for each in offers if not each.is_live]
    made: dict[str, Rows] = {
        "agency": list(_agencies(offers, publisher)),
        "stops": list(_stops(offers)),
        "routes": list(_routes(offers)),
        "trips": list(_trips(planned)),
        "stop_times": [row for each in planned for row in _stop_times(each, publisher)],
        "calendar": [row for each in planned for row in _calendar(each, publisher)],
        "calendar_dates": [row for each in planned for row in _dates(each, publisher)],
        "shapes": [row for each in planned for row in _shape(each)],
        "attributions": [(f"a{i}", name, 1) for i, name in enumerate(publisher.attributions)],
    }
    return {name: [HEADERS[name], *rows] for name, rows in made.items() if rows or name in NEEDED}


HEADERS: Mapping[str, tuple[object, ...]] = {
    "agency": ("agency_id", "agency_name", "agency_url", "agency_timezone"),
    "stops": ("stop_id", "stop_name", "stop_lat", "stop_lon"),
    "routes": ("route_id", "agency_id", "route_long_name", "route_type", "route_url"),
    "trips": ("route_id", "service_id", "trip_id", "trip_headsign", "shape_id"),
    "stop_times": (
        *("trip_id", "arrival_time", "departure_time", "stop_id", "stop_sequence"),
        *("pickup_type", "drop_off_type", "timepoint"),
    ),
    "calendar": ("service_id", *WEEKDAYS, "start_date", "end_date"),
    "calendar_dates": ("service_id", "date", "exception_type"),
    "shapes": ("shape_id", "shape_pt_lat", "shape_pt_lon", "shape_pt_sequence"),
    "attributions": ("attribution_id", "organization_name", "is_producer"),
}
NEEDED = frozenset({"agency", "stops", "routes", "trips", "stop_times", "calendar"})


def _agencies(offers: Sequence[TimedOffer], publisher: Publisher) -> Iterator[tuple[object, ...]]:
    """One for each operator; the publisher where there is none, so that the table is not empty."""
    websites: dict[str, str] = {}
    for each in offers:
        websites.setdefault(each.agency, each.website)
    for id, website in (websites or {NOBODY: NOWHERE}).items():
        yield id, publisher.name if id == NOBODY else id, website, publisher.zone.key


def _stops(offers: Sequence[TimedOffer]) -> Iterator[tuple[object, ...]]:
    found = {stop_id(at): at for each in offers for at in each.offer.waypoints}
    for id, at in sorted(found.items()):
        yield id, stop_name(at), f"{at.lat:.6f}", f"{at.lon:.6f}"


def _routes(offers: Sequence[TimedOffer]) -> Iterator[tuple[object, ...]]:
    for each in offers:
        yield each.id, each.agency, each.name, CARPOOL, each.offer.url


def _trips(offers: Sequence[TimedOffer]) -> Iterator[tuple[object, ...]]:
    for each in offers:
        shape = each.id if each.offer.path else ""
        yield each.id, each.id, each.id, stop_name(each.offer.waypoints[-1]), shape


def _stop_times(told: TimedOffer, publisher: Publisher) -> Iterator[tuple[object, ...]]:
    _, leaves = _leaving(told, publisher)
    last = len(told.after_s) - 1
    calls = zip(told.offer.waypoints, told.after_s, told.is_told, strict=True)
    for i, (at, after, is_told) in enumerate(calls):
        clock = _clock(leaves + after)
        pickup = WITH_DRIVER if at.may_pick_up and i < last else NOT_HERE
        drop_off = WITH_DRIVER if at.may_drop_off and i > 0 else NOT_HERE
        exact = EXACT if is_told else ABOUT
        yield told.id, clock, clock, stop_id(at), i, pickup, drop_off, exact


def _calendar(told: TimedOffer, publisher: Publisher) -> Iterator[tuple[object, ...]]:
    weekly = told.offer.weekly
    if weekly is None:
        return
    first = max(weekly.first or publisher.today, publisher.today)
    last = min(weekly.last or publisher.last_day, publisher.last_day)
    days = (int(day in weekly.weekdays) for day in range(7))
    yield told.id, *days, f"{first:%Y%m%d}", f"{max(first, last):%Y%m%d}"


def _dates(told: TimedOffer, publisher: Publisher) -> Iterator[tuple[object, ...]]:
    weekly = told.offer.weekly
    if weekly is None:
        day, _ = _leaving(told, publisher)
        yield told.id, day, ADDED
        return
    for each in weekly.except_on:
        yield told.id, f"{each:%Y%m%d}", REMOVED


def _shape(told: TimedOffer) -> Iterator[tuple[object, ...]]:
    for i, (lat, lon) in enumerate(told.offer.path):
        yield told.id, f"{lat:.6f}", f"{lon:.6f}", i


def _leaving(told: TimedOffer, publisher: Publisher) -> tuple[str, int]:
    """The day of an offer made once (YYYYMMDD), and the second of the day the car leaves at."""
    if told.offer.weekly is not None:
        return "", told.offer.weekly.second
    day, second = service_day(told.offer.departure or 0, publisher.zone)
    return f"{day:%Y%m%d}", second


def _clock(second: int) -> str:
    return f"{second // 3600:02}:{second // 60 % 60:02}:{second % 60:02}"
