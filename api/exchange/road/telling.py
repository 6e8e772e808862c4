"""What one document tells of the incidents that are given on, and what it cannot tell."""

from collections.abc import Mapping
from dataclasses import dataclass

from msgspec.structs import replace

from api.exchange.ports import Exchanges
from api.exchange.road.held import Period, joined, periods
from api.exchange.road.streets import Stretch, stretches
from api.served import Served
from feeds.cifs.telling import Untold, why_untold
from maas.live.incidents import Incident


@dataclass(frozen=True, slots=True)
class Told:
    """Incidents, each on one street and of one period."""

    incidents: tuple[Incident, ...]
    untold: Mapping[str, Untold]
    """Those of which nothing could be told, by id."""


def told(served: Served, exchanges: Exchanges, now: int) -> Told:
    """The incidents that are given on, street by street. Not for the event loop.

    Raises:
        RecordsUnavailable: nobody knows what was told before.
    """
    where = stretches(served.planner.incidents, served.named_streets)
    found: list[Incident] = []
    untold: dict[str, Untold] = {}
    for period in periods(served, exchanges, now):
        own = [_part(period, each) for each in where.get(period.laid.id, ())]
        sound = [each for each in own if why_untold(each) is None]
        found += sound
        if not sound:
            untold[period.laid.id] = _reason(period, own)
    return Told(tuple(found), untold)


def _part(period: Period, stretch: Stretch) -> Incident:
    again = f"~{period.times}" if period.times else ""
    return replace(
        period.incident,
        id=f"{joined(period.id, stretch.name)}{again}",
        part_of=period.laid.id,
        line=stretch.piece.line,
        area=(),
        direction=stretch.piece.direction,
        street=stretch.piece.street,
    )


def _reason(period: Period, own: list[Incident]) -> Untold:
    """Why nothing of it was told; of several reasons the first piece's."""
    reasons = (why_untold(each) for each in own)
    return next((each for each in reasons if each is not None), None) or (
        why_untold(replace(period.incident, line=())) or Untold.NO_PLACE
    )
