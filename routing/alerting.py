"""Alerts on what they concern: rides at the time they are made, stops at the time of the call."""

from dataclasses import replace
from datetime import date

from maas.itinerary import Call, Leg
from maas.live import Alert
from routing.live_timetable import LiveTimetable
from routing.overlays.alerts import LiveAlerts, Subject
from routing.transit import Ride

ANY = Subject()
"""Whatever calls at a stop."""


def alerted(running: LiveTimetable, ride: Ride, leg: Leg) -> Leg:
    """The leg of a ride with the alerts on its trip and, call by call, on its stops."""
    alerts = running.live.alerts
    if alerts is None or not alerts.alerts:
        return leg
    subject = subject_of(running, ride.trip, ride.day)
    passed = tuple(_call(alerts, subject, call) for call in leg.intermediate)
    return replace(
        leg,
        origin=_call(alerts, subject, leg.origin),
        destination=_call(alerts, subject, leg.destination),
        intermediate=passed if any(call.alerts for call in passed) else leg.intermediate,
        alerts=alerts.of_trip(subject, leg.departure, leg.arrival),
    )


def alerted_event(running: LiveTimetable, ride: Ride, call: Call) -> Call:
    """A call as boards tell it, with the alerts on its stop and those on its trip."""
    alerts = running.live.alerts
    if alerts is None or not alerts.alerts:
        return call
    subject = subject_of(running, ride.trip, ride.day)
    here = _call(alerts, subject, call)
    of_trip = alerts.of_trip(subject, *_span(call))
    return replace(
        here, alerts=(*(each for each in of_trip if each not in here.alerts), *here.alerts)
    )


def alerts_at(running: LiveTimetable, stop_id: str, begin: int, end: int) -> tuple[Alert, ...]:
    """What concerns a stop between two moments, whatever calls there."""
    alerts = running.live.alerts
    return alerts.at_stop(stop_id, ANY, begin, end) if alerts else ()


def subject_of(running: LiveTimetable, trip: int, day: date) -> Subject:
    """A trip as selectors name it."""
    timetable, row = running.of(trip)
    trips, routes = timetable.trips, timetable.routes
    route = int(trips.route[row])
    return Subject(
        trips.id[row],
        routes.id[route],
        timetable.agencies.id[int(routes.agency[route])],
        int(routes.type[route]),
        int(trips.direction[row]),
        day.year * 10_000 + day.month * 100 + day.day,
        running.first_departure(trip),
    )


def _call(alerts: LiveAlerts, subject: Subject, call: Call) -> Call:
    found = alerts.at_stop(call.place.stop_id or "", subject, *_span(call))
    return replace(call, alerts=found) if found else call


def _span(call: Call) -> tuple[int, int]:
    """From when to when a vehicle is at a stop."""
    arrival, departure = call.arrival, call.departure
    begin = departure if arrival is None else arrival
    end = arrival if departure is None else departure
    assert begin is not None and end is not None
    return begin, end
