"""When the incidents that are given on hold, as others were told and are to be told."""

from dataclasses import dataclass

from msgspec.structs import replace

from api.exchange.ports import Exchanges
from api.exchange.road.passing import passed_on
from api.exchange.road.periods import by_period
from api.served import Served
from maas.live.incidents import Incident
from routing.incidents.laid import LaidIncident


@dataclass(frozen=True, slots=True)
class Period:
    """An incident as far as it has one begin, one end and hours without dates."""

    laid: LaidIncident
    id: str
    """Made of the incident's own and of the dates."""
    incident: Incident
    """With the begin that is told."""
    times: int
    """How often it was put off after it had come."""


def periods(served: Served, exchanges: Exchanges, now: int) -> tuple[Period, ...]:
    """Those that are not over at `now` (Unix s), by id of the incident. Not for the event loop.

    A begin that was told once it had come is told for ever: who reads us must never see it move.

    Raises:
        RecordsUnavailable: nobody knows what was told before.
    """
    found = [
        (each, joined(each.id, name), incident)
        for each in sorted(passed_on(served, now), key=lambda each: each.id)
        for name, incident in by_period(each.incident, served.coverage.zone)
        if incident.end is None or incident.end > now
    ]
    wanted = {id: _begin(incident) for _, id, incident in found}
    told = exchanges.keep_begins(wanted, now)
    return tuple(
        Period(laid, id, replace(incident, begin=told[id].at), told[id].times)
        for laid, id, incident in found
    )


def _begin(incident: Incident) -> int | None:
    return incident.reported_at if incident.begin is None else incident.begin


def joined(name: str, part: str) -> str:
    """A name and what tells a part of it apart, if anything does."""
    return f"{name}:{part}" if part else name
