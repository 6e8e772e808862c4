"""What one document tells of the incidents that are given on, and what it cannot tell."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from msgspec.structs import replace

from api.exchange.ports import Exchanges
from api.exchange.road.held import Period, joined, periods
from api.exchange.road.streets import Stretch, stretches
from api.served import Served
from feeds.cifs.telling import Untold, why_untold
from maas.live.incidents import Incident


@dataclass(frozen=True, slots=True)
class LeftOut:
    """What of an incident is not told."""

    id: str
    reason: Untold
    pieces: int
    """So many pieces of streets; 0: none were found at all."""
    is_told: bool
    """On its other streets it is told."""


@dataclass(frozen=True, slots=True)
class Told:
    """Incidents, each on one street and of one period."""

    incidents: tuple[Incident, ...]
    left_out: tuple[LeftOut, ...]
    """By incident and reason."""


def told(served: Served, exchanges: Exchanges, now: int) -> Told:
    """The incidents that are given on, street by street. Not for the event loop.

    Raises:
        RecordsUnavailable: nobody knows what was told before.
    """
    where = stretches(served.planner.incidents, served.named_streets)
    found: list[Incident] = []
    left_out: dict[tuple[str, Untold], LeftOut] = {}
    for period in periods(served, exchanges, now):
        parts = [_part(period, each) for each in where.get(period.laid.id, ())]
        reasons = [why_untold(each) for each in parts]
        sound = [part for part, why in zip(parts, reasons, strict=True) if why is None]
        found += sound
        for each in _left_out(period, reasons, is_told=bool(sound)):
            left_out[each.id, each.reason] = each  # the same in all its periods
    return Told(tuple(found), tuple(left_out.values()))


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


def _left_out(
    period: Period, reasons: Iterable[Untold | None], *, is_told: bool
) -> Iterator[LeftOut]:
    """Why pieces of it are not told; of what has none, why it never could be told."""
    counts = Counter(each for each in reasons if each is not None)
    for reason, pieces in sorted(counts.items()):
        yield LeftOut(period.laid.id, reason, pieces, is_told)
    if not counts and not is_told:
        reason = why_untold(replace(period.incident, line=())) or Untold.NO_PLACE
        yield LeftOut(period.laid.id, reason, 0, is_told)
