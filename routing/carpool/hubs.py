"""Where a ride to a line, or from one, is worth looking for: important stop places near an end."""

from dataclasses import dataclass

import numpy as np

from maas.arrays import Float64s
from maas.model import TRANSIT_MODES, LatLon, Mode
from routing.places import PlaceIndex
from routing.places.finding import distances_m
from routing.places.tables import EntryKind

NEAREST_M, FARTHEST_M = 3_000.0, 25_000.0
"""From an end: nobody is driven to what is nearer; what is farther away is another trip."""

APART_M = 3_000.0
"""Of two hubs: nearer ones are one town's."""

MOST_DETOUR = 1.5
"""How much farther the way over a hub may be, as the crow flies."""

RAIL = (
    *(Mode.HIGHSPEED_RAIL, Mode.LONG_DISTANCE, Mode.NIGHT_RAIL, Mode.REGIONAL_RAIL),
    *(Mode.SUBURBAN, Mode.SUBWAY),
)


@dataclass(frozen=True, slots=True, eq=False)
class Hubs:
    """All stop places, the most important first: those with rail, then by departures."""

    lat: Float64s
    lon: Float64s

    @classmethod
    def of(cls, places: PlaceIndex | None) -> "Hubs":
        """Those of a generation; of one without an index of places none."""
        if places is None:
            return cls(np.empty(0), np.empty(0))
        entries = places.entries
        rail = sum(1 << TRANSIT_MODES.index(mode) for mode in RAIL)
        stops = np.flatnonzero((entries.kind == EntryKind.STOP) & (entries.modes != 0))
        has_rail = (entries.modes[stops] & rail) != 0
        order = stops[np.lexsort((-entries.importance[stops], ~has_rail))]
        return cls(entries.lat[order], entries.lon[order])

    def near(self, end: LatLon, other: LatLon, most: int) -> tuple[LatLon, ...]:
        """At most so many around one end, on the way to the other and not nearer to that, the most
        important first."""
        here = distances_m(end, self.lat, self.lon)
        there = distances_m(other, self.lat, self.lon)
        suits = (here >= NEAREST_M) & (here <= np.minimum(there, FARTHEST_M))
        suits &= here + there <= MOST_DETOUR * end.distance_m(other)
        found: list[LatLon] = []
        for row in np.flatnonzero(suits):
            if len(found) == most:
                break
            at = LatLon(float(self.lat[row]), float(self.lon[row]))
            if all(at.distance_m(each) >= APART_M for each in found):
                found.append(at)
        return tuple(found)


NO_HUBS = Hubs.of(None)
