"""What an incident would cut, before it is published: streets, stops, lines; what it collides with.

It is laid on the streets just as it will be once it is published.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

import numpy as np
from msgspec.structs import replace

from maas.arrays import Int32s
from maas.live import Incident
from maas.live.incidents import INCIDENTS
from maas.snapshot import Batch
from maas.timetable import Timetable
from routing.incidents.crossing.crossings import closes_to_buses, overlaps_of
from routing.incidents.crossing.line_shapes import LineShapes
from routing.incidents.laid import Incidents, LaidIncident
from routing.overlays.incidents.applying import apply_incidents
from routing.streets import StreetRouter


@dataclass(frozen=True, slots=True, eq=False)
class Surroundings:
    """All that an incident is held against."""

    known: Incidents
    streets: StreetRouter | None
    timetable: Timetable | None
    zone: ZoneInfo


@dataclass(frozen=True, slots=True)
class CutStreet:
    """What lies on one street."""

    name: str
    """"" where the map knows none."""
    metres: float
    """Of the street, however many ways along it are meant."""
    edges: int


@dataclass(frozen=True, slots=True, eq=False)
class Checked:
    """What an incident would do."""

    laid: tuple[LaidIncident, ...]
    """It, and its parts."""
    streets: tuple[CutStreet, ...]
    """The longest first."""
    stops: Int32s
    """Rows of those at which no line would call."""
    routes: Int32s
    """Rows of those that usually lead through it or call at such a stop, if it closes anything."""
    conflicts: tuple[LaidIncident, ...]
    """Others that lie on the same edges at the same time."""


def check(incidents: Sequence[Incident], around: Surroundings, now: int) -> Checked:
    """Look at what an incident, and its parts, would do. Not for the event loop."""
    begun = (each if each.begin is not None else replace(each, begin=now) for each in incidents)
    batch = Batch(INCIDENTS, now, tuple(begun))
    laid = apply_incidents(
        around.streets, around.timetable, {INCIDENTS: batch}, now, around.zone, around.known
    ).laid
    directed = np.unique(np.concatenate([np.empty(0, np.int32), *(each.directed for each in laid)]))
    stops = np.unique(np.concatenate([np.empty(0, np.int32), *(each.stops for each in laid)]))
    return Checked(
        laid,
        _streets(around.streets, directed),
        stops,
        _routes(around, laid, stops),
        _conflicts(laid, around.known, directed),
    )


def _streets(streets: StreetRouter | None, directed: Int32s) -> tuple[CutStreet, ...]:
    if streets is None:
        return ()
    edges = np.unique(directed >> 1)
    network, by_name = streets.network, dict[str, list[int]]()
    for edge, way in zip(edges.tolist(), network.edges.way[edges].tolist(), strict=True):
        by_name.setdefault(network.ways.name[way], []).append(edge)
    cut = (
        CutStreet(name, float(network.edges.length_m[own].sum()), len(own))
        for name, own in by_name.items()
    )
    return tuple(sorted(cut, key=lambda each: (-each.metres, each.name)))


def _routes(around: Surroundings, laid: Sequence[LaidIncident], stops: Int32s) -> Int32s:
    if around.timetable is None:
        return np.empty(0, np.int32)
    trips, patterns = around.timetable.trips, around.timetable.patterns
    is_hindered = np.isin(trips.shape, sorted(_shapes_cut(around, laid)))
    if stops.size:
        calls = np.flatnonzero(np.isin(patterns.stop, stops))
        rows = np.unique(patterns.first_stop.searchsorted(calls, "right") - 1)
        is_hindered |= np.isin(trips.pattern, rows)
    return np.unique(trips.route[is_hindered])


def _shapes_cut(around: Surroundings, laid: Sequence[LaidIncident]) -> set[int]:
    """Where lines by street lead along what is closed to buses."""
    shut = [each for each in laid if each.directed.size and closes_to_buses(each.incident)]
    if not shut or around.streets is None or around.timetable is None:
        return set()
    shapes, network = LineShapes.of(around.timetable), around.streets.network
    return {overlap.shape for each in shut for overlap in overlaps_of(shapes, network, each)}


def _conflicts(
    laid: Sequence[LaidIncident], known: Incidents, directed: Int32s
) -> tuple[LaidIncident, ...]:
    own = {each.id for each in laid}
    return tuple(
        other
        for other in known.laid
        if other.id not in own
        and np.isin(other.directed, directed).any()
        and any(_meet(other.incident, each.incident) for each in laid)
    )


def _meet(one: Incident, other: Incident) -> bool:
    """Whether their periods have a moment in common."""
    return _begins_before(one, other) and _begins_before(other, one)


def _begins_before(one: Incident, other: Incident) -> bool:
    """Whether one has begun before the other is over."""
    return one.begin is None or other.end is None or one.begin < other.end
