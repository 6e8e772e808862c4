"""Lines whose usual way leads through something closed: found once for each closure, by shape."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from maas.live.incidents import Incident, Traveller
from maas.streets import StreetNetwork
from routing.incidents.areas import Ring
from routing.incidents.closing import is_closed
from routing.incidents.crossing.line_shapes import LineShapes
from routing.incidents.crossing.overlaps import Overlap, find_overlaps, overlaps_inside
from routing.incidents.laid import LaidIncident

T = TypeVar("T")

Closed = bytes | Ring
"""The directed edges, or the area, that are closed."""
Known = Mapping[Closed, tuple[Overlap, ...]]
"""Where lines run along what is closed."""


@dataclass(frozen=True, slots=True)
class Crossing:
    """Where a shape leads through something closed, from point to point of it."""

    row: int
    """In `Crossings.laid`."""
    low: float
    high: float


@dataclass(frozen=True, slots=True, eq=False)
class Crossings:
    """What is closed to lines, and where they lead through it."""

    laid: tuple[LaidIncident, ...] = ()
    """What is closed to buses, or closes stops."""
    by_shape: Mapping[int, tuple[Crossing, ...]] = field(default_factory=dict)
    stops: Mapping[int, tuple[int, ...]] = field(default_factory=dict)
    """Rows of `laid` by stop at which no line calls for them."""
    known: Known = field(default_factory=dict)


def closes_to_buses(incident: Incident) -> bool:
    """Whether buses get through nowhere on it: where nobody is named, all who drive are meant."""
    concerns = not incident.concerns or Traveller.BUS in incident.concerns
    exempt = Traveller.BUS in incident.exempt
    return is_closed(incident) and incident.is_verified and concerns and not exempt


def find_crossings(
    shapes: LineShapes, network: StreetNetwork, all_laid: Iterable[LaidIncident], known: Known
) -> Crossings:
    """Where lines lead through what is closed.

    Args:
        known: what was found before: only what is closed anew is looked for. That takes 10 ms or
            two for a street in the middle of a town.
    """
    laid = tuple(each for each in all_laid if _matters(each))
    found: dict[Closed, tuple[Overlap, ...]] = {}
    crossed: list[tuple[int, Crossing]] = []
    for row, each in enumerate(laid):
        if not closes_to_buses(each.incident):
            continue
        key = each.incident.area or each.directed.tobytes()
        if key not in found:
            before = known.get(key)
            found[key] = overlaps_of(shapes, network, each) if before is None else before
        crossed += [(at.shape, Crossing(row, at.low, at.high)) for at in found[key]]
    left_out = [(stop, row) for row, each in enumerate(laid) for stop in each.stops.tolist()]
    return Crossings(laid, _grouped(crossed), _grouped(left_out), found)


def overlaps_of(
    shapes: LineShapes, network: StreetNetwork, laid: LaidIncident
) -> tuple[Overlap, ...]:
    """Where lines run along what an incident closes, or inside its area."""
    if laid.incident.area:
        return overlaps_inside(shapes, network, laid.incident.area)
    return find_overlaps(shapes, network, laid.directed)


def _matters(laid: LaidIncident) -> bool:
    is_shut = laid.directed.size > 0 and closes_to_buses(laid.incident)
    return bool(laid.spans) and (is_shut or laid.stops.size > 0)


def _grouped(pairs: Iterable[tuple[int, T]]) -> dict[int, tuple[T, ...]]:
    grouped: dict[int, list[T]] = {}
    for key, value in pairs:
        grouped.setdefault(key, []).append(value)
    return {key: tuple(values) for key, values in grouped.items()}
