"""Walks that need no street: ends nearer to each other than to the streets around them.

Two bays of one bus station, a position at the very stop: nobody goes to the street and back. Only
over a few metres, because what lies off the streets is not known to be passable.
"""

import numpy as np

from maas.arrays import Float64s, Int32s
from maas.itinerary import Step
from maas.model import LatLon, Profile
from maas.units import EARTH_RADIUS_M
from routing.streets.links import Links
from routing.streets.path import StreetPath
from routing.streets.profiles import ON_FOOT, off_street_m_s
from routing.streets.snapping import Snap

BESIDE_M = 25.0
M_PER_LAT = EARTH_RADIUS_M * np.pi / 180


def straight_seconds(metres: Float64s, profile: Profile, stretch: float) -> Int32s:
    """Time for walks as the crow flies; stretch is 1 at the profile's own speed."""
    return np.rint(metres * stretch / off_street_m_s(profile)).astype(np.int32)


def straight_path(
    origin: Snap, destination: Snap, profile: Profile, stretch: float
) -> StreetPath | None:
    """The straight walk between two ends beside each other, None if they are not."""
    metres = origin.at.distance_m(destination.at)
    is_beside = metres <= min(BESIDE_M, origin.distance_m + destination.distance_m)
    if profile not in ON_FOOT or not is_beside:
        return None
    ends = [[end.at.lat, end.at.lon] for end in (origin, destination)]
    return StreetPath(
        seconds=int(straight_seconds(np.array([metres]), profile, stretch)[0]),
        distance_m=metres,
        geometry=np.array(ends),
        steps=(Step("DEPART", metres, "", 0, 1),),
    )


class StopsBeside:
    """The stops beside a position, by profile."""

    def __init__(self, links: Links) -> None:
        stops = np.flatnonzero(links.on_street).astype(np.int32)
        self._stop = stops[np.argsort(links.lat[stops], kind="stable")]
        self._lat, self._lon = links.lat[self._stop], links.lon[self._stop]
        self._off_m = {profile: self._nearest_m(links, profile) for profile in ON_FOOT}

    def _nearest_m(self, links: Links, profile: Profile) -> Float64s:
        """How far each stop is from its nearest street; less than nothing without any."""
        rows = links.of(profile)
        is_linked = np.diff(rows.first)[self._stop] > 0
        off_m = np.full(self._stop.size, -np.inf)
        off_m[is_linked] = rows.metres[rows.first[self._stop[is_linked]]]
        return off_m

    def add(
        self, reached: tuple[Int32s, Int32s], at: Snap, profile: Profile, stretch: float
    ) -> tuple[Int32s, Int32s]:
        """Stops and seconds reached, with those beside the position, sorted by stop."""
        row, metres = self._near(at.at, at.distance_m, profile)
        if not row.size:
            return reached
        seconds = straight_seconds(metres, profile, stretch)
        stops = np.concatenate([reached[0], self._stop[row]])
        seconds = np.concatenate([reached[1], seconds])
        order = np.lexsort((seconds, stops))
        stops, first = np.unique(stops[order], return_index=True)
        return stops, seconds[order][first]

    def _near(self, at: LatLon, off_m: float, profile: Profile) -> tuple[Int32s, Float64s]:
        """Rows of stops beside a position that is so far off the streets, and how far they are."""
        margin = BESIDE_M / M_PER_LAT
        low, high = np.searchsorted(self._lat, [at.lat - margin, at.lat + margin])
        north = (self._lat[low:high] - at.lat) * M_PER_LAT
        east = (self._lon[low:high] - at.lon) * M_PER_LAT * np.cos(np.radians(at.lat))
        metres = np.hypot(north, east)
        is_beside = metres <= np.minimum(BESIDE_M, self._off_m[profile][low:high] + off_m)
        return low + np.flatnonzero(is_beside).astype(np.int32), metres[is_beside]
