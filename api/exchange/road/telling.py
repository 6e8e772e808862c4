"""What one document tells of the incidents that are given on, and what it cannot tell."""

from collections.abc import Mapping
from dataclasses import dataclass

from msgspec.structs import replace

from api.exchange.ports import Exchanges
from api.exchange.road.passing import passed_on
from api.exchange.road.periods import by_period
from api.exchange.road.streets import Stretch, stretches
from api.served import Served
from feeds.cifs.telling import Untold, why_untold
from maas.live.incidents import Incident
from maas.records import ToldBegin
from routing.incidents.laid import LaidIncident


@dataclass(frozen=True, slots=True)
class Told:
    """Incidents, each on one street and of one period."""

    incidents: tuple[Incident, ...]
    untold: Mapping[str, Untold]
    """Those of which nothing could be told, by id."""


@dataclass(frozen=True, slots=True)
class _Period:
    laid: LaidIncident
    id: str
    incident: Incident


def told(served: Served, exchanges: Exchanges, now: int) -> Told:
    """The incidents that are given on, street by street. Not for the event loop.

    A begin that was told once it had come is told for ever: who reads us must never see it move.

    Raises:
        RecordsUnavailable: nobody knows what was told before.
    """
    zone = served.coverage.zone
    laid = sorted(passed_on(served, now), key=lambda each: each.id)
    periods = [
        _Period(each, _joined(each.id, name), incident)
        for each in laid
        for name, incident in by_period(each.incident, zone)
        if incident.end is None or incident.end > now
    ]
    begins = {each.id: each.incident.begin or each.incident.reported_at for each in periods}
    kept = exchanges.keep_begins(begins, now)
    where = stretches(served.planner.incidents, served.named_streets)
    found: list[Incident] = []
    untold: dict[str, Untold] = {}
    for period in periods:
        own = [_part(period, each, kept[period.id]) for each in where.get(period.laid.id, ())]
        sound = [each for each in own if why_untold(each) is None]
        found += sound
        if not sound:
            untold[period.laid.id] = _reason(period, own)
    return Told(tuple(found), untold)


def _part(period: _Period, stretch: Stretch, begin: ToldBegin) -> Incident:
    again = f"~{begin.times}" if begin.times else ""
    return replace(
        period.incident,
        id=f"{_joined(period.id, stretch.name)}{again}",
        part_of=period.laid.id,
        line=stretch.piece.line,
        area=(),
        direction=stretch.piece.direction,
        street=stretch.piece.street,
        begin=begin.at,
    )


def _reason(period: _Period, own: list[Incident]) -> Untold:
    """Why nothing of it was told; of several reasons the first piece's."""
    reasons = (why_untold(each) for each in own)
    return next((each for each in reasons if each is not None), None) or (
        why_untold(replace(period.incident, line=())) or Untold.NO_PLACE
    )


def _joined(name: str, part: str) -> str:
    return f"{name}:{part}" if part else name
