"""Alerts as their sources told them, for who reads GTFS-Realtime."""

from collections.abc import Iterator, Mapping, Sequence

from msgspec.structs import replace

from api.exchange.naming import Naming
from maas.live import Alert, Selector, TripKey
from maas.timetable import Timetable
from routing.overlays.alerts import LiveAlerts

Speaks = Mapping[str, Sequence[str]]
"""Live source to the static ones whose ids it speaks, looked up in this order."""


def alerts(
    timetable: Timetable, live: LiveAlerts, speaks: Speaks, naming: Naming
) -> Iterator[Alert]:
    """Every alert that concerns something of the sources that are named."""
    known = list(timetable.feeds.source)
    for live_id, told in live.read.items():
        sources = [each for each in speaks.get(live_id, ()) if each in known] or known[:1]
        for alert, _ in told.aimed:
            selectors = tuple(_selectors(timetable, alert, sources, naming))
            if selectors:
                yield replace(alert, id=f"{live_id}:{alert.id}", selectors=selectors)


def _selectors(
    timetable: Timetable, alert: Alert, sources: Sequence[str], naming: Naming
) -> Iterator[Selector]:
    """Those that name what there is; where none is told, everybody is meant."""
    if not alert.selectors:
        yield from _everybody(timetable, sources, naming)
    for selector in alert.selectors:
        source = next((each for each in sources if _has(timetable, each, selector)), None)
        if source is not None and naming.of(source, "") is not None:
            yield _renamed(selector, source, naming)


def _everybody(timetable: Timetable, sources: Sequence[str], naming: Naming) -> Iterator[Selector]:
    """The agencies of the sources; where one has no id, every type of route."""
    agencies, routes = timetable.agencies.id, timetable.routes
    for i in range(len(agencies)):
        told = naming.told(agencies[i])
        if told is None or agencies[i].partition(":")[0] not in sources:
            continue
        if told.rpartition(":")[2]:
            yield Selector(agency_id=told)
        else:
            types = sorted(set(routes.type[routes.agency == i].tolist()))
            yield from (Selector(route_type=each) for each in types)


def _has(timetable: Timetable, source: str, selector: Selector) -> bool:
    """Whether a source's timetable has everything that is named."""
    trip = selector.trip or TripKey()
    named = (
        (timetable.agencies.id, selector.agency_id),
        (timetable.routes.id, selector.route_id),
        (timetable.routes.id, trip.route_id),
        (timetable.trips.id, trip.trip_id),
        (timetable.stops.id, selector.stop_id),
    )
    return selector != Selector() and all(
        ids.find(f"{source}:{local}") >= 0 for ids, local in named if local
    )


def _renamed(selector: Selector, source: str, naming: Naming) -> Selector:
    def told(local: str) -> str:
        return (naming.of(source, local) or "") if local else ""

    trip = selector.trip
    return replace(
        selector,
        agency_id=told(selector.agency_id),
        route_id=told(selector.route_id),
        stop_id=told(selector.stop_id),
        trip=trip and replace(trip, trip_id=told(trip.trip_id), route_id=told(trip.route_id)),
    )
