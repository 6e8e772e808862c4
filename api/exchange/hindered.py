"""Closures as alerts on the lines they hinder, for who reads GTFS-Realtime."""

from collections.abc import Iterable, Iterator

from api.exchange.naming import Naming
from api.page.languages import LANGUAGES
from api.render.offer import web_address
from maas.live import Alert, Selector, Text
from maas.live.incidents import Incident, IncidentKind, Severity
from maas.timetable import Timetable
from routing.incidents.crossing.informing import Hindered
from routing.incidents.telling import told_span

CAUSES = {IncidentKind.WORKS: "CONSTRUCTION", IncidentKind.ACCIDENT: "ACCIDENT"}
SEVERITIES = {Severity.LOW: "INFO", Severity.MEDIUM: "WARNING", Severity.HIGH: "SEVERE"}
ALWAYS = (None, None)


def closure_alerts(
    timetable: Timetable, hindered: Iterable[Hindered], naming: Naming
) -> Iterator[Alert]:
    """An alert for each closure that hinders routes, and one for the stops it closes."""
    for each in hindered:
        passing = tuple(dict.fromkeys(_passing(timetable, each, naming)))
        if passing:
            yield _alert(each, "", "DETOUR", passing)
        stops = (naming.told(timetable.stops.id[stop]) for stop in each.stops)
        closed = tuple(Selector(stop_id=stop) for stop in stops if stop)
        if closed:
            yield _alert(each, ":stops", "NO_SERVICE", closed)


def _passing(timetable: Timetable, each: Hindered, naming: Naming) -> Iterator[Selector]:
    """The routes, each way for itself where ways are told, and their stops on what is closed."""
    routes, stops = timetable.routes.id, timetable.stops.id
    for route, direction in each.routes:
        if (told := naming.told(routes[route])) is not None:
            yield Selector(route_id=told, direction=direction)
    for route, stop in each.passed:
        told, at = naming.told(routes[route]), naming.told(stops[stop])
        if told is not None and at is not None:
            yield Selector(route_id=told, stop_id=at)


def _alert(each: Hindered, part: str, effect: str, selectors: tuple[Selector, ...]) -> Alert:
    incident = each.laid.incident
    spans = (told_span(incident, span) for span in each.laid.spans)
    holds = tuple(span for span in spans if span != ALWAYS)
    url = web_address(incident.url)
    return Alert(
        f"{each.laid.id}{part}",
        selectors,
        shown=holds,
        holds=holds,
        cause=CAUSES.get(incident.kind, "OTHER_CAUSE"),
        effect=effect,
        severity=SEVERITIES.get(incident.severity, ""),
        header=tuple(_header(incident)),
        description=(Text(incident.text),) if incident.text else (),
        url=(Text(url),) if url else (),
    )


def _header(incident: Incident) -> Iterator[Text]:
    for code, words in LANGUAGES.items():
        street = incident.street or words.incident.road
        yield Text(words.incident.closed.format(street=street), code)
