"""A rental found again by what an itinerary's id says: never the id of a vehicle, they rotate."""

from dataclasses import dataclass, replace

import numpy as np

from maas.arrays import Bools
from maas.live.rentals import FormFactor
from maas.model import LatLon
from maas.streets.chains import ranges
from routing.rentals.fleets import Fleet, Rentals, Spots, System
from routing.streets.on_edges import OnEdges

SAME_M = 100.0
"""A vehicle on the street is taken for the one of before within this distance."""


@dataclass(frozen=True, slots=True)
class KnownRental:
    """What is known of a rental that was found before; of stations the feed's own ids."""

    system_id: str | None = None
    """None: nothing is known but where it was taken and left."""
    form: FormFactor | None = None
    taken: str | None = None
    """None: on the street."""
    left: str | None = None

    def may_be(self, fleet: Fleet, system: System) -> bool:
        """Whether it may have been of a fleet."""
        if self.system_id is None:
            return True
        return (system.id, fleet.type.form) == (self.system_id, self.form)


def find_system(rentals: Rentals, known: KnownRental) -> System | None:
    """The system that it was of, if it is still there."""
    return next((each for each in rentals.systems if each.id == known.system_id), None)


def only(rentals: Rentals, known: KnownRental, taken_at: LatLon) -> Rentals:
    """What can be rented, but for all that is not of the same system and kind, is not taken at the
    same station (or about where a vehicle stood) or is not left at the same station."""
    fleets = []
    for fleet in rentals.fleets:
        system = rentals.systems[fleet.system]
        if known.may_be(fleet, system):
            fleets.append(_only(fleet, system, known, taken_at))
    return replace(rentals, fleets=tuple(fleets))


def _only(fleet: Fleet, system: System, known: KnownRental, taken_at: LatLon) -> Fleet:
    if known.system_id is None:
        taken = _near(fleet.taking, taken_at)
    elif known.taken is None:
        taken = (fleet.taking.place < 0) & _near(fleet.taking, taken_at)
    else:
        taken = _at_station(fleet.taking, system, known.taken)
    fleet = replace(fleet, taking=_among(fleet.taking, taken))
    if known.left is None:
        return fleet
    left = _at_station(fleet.leaving, system, known.left)
    return replace(fleet, leaving=_among(fleet.leaving, left), anywhere=False)


def _near(spots: Spots, at: LatLon) -> Bools:
    return np.array([at.distance_m(LatLon(*row)) <= SAME_M for row in spots.at.tolist()], np.bool_)


def _at_station(spots: Spots, system: System, id: str) -> Bools:
    rows = [row for row, station in enumerate(system.stations) if station.id == id]
    return np.isin(spots.place, np.array(rows, np.int32))


def _among(spots: Spots, kept: Bools) -> Spots:
    rows = np.flatnonzero(kept)
    return Spots(
        spots.place[rows],
        spots.at[rows],
        spots.count[rows],
        spots.range_m[rows],
        spots.home[rows],
        _candidates(spots.foot, kept),
        _candidates(spots.ride, kept),
    )


def _candidates(on: OnEdges, kept: Bools) -> OnEdges:
    rows = np.flatnonzero(kept)
    size = (on.first[rows + 1] - on.first[rows]).astype(np.int64)
    row = ranges(on.first[rows], size)
    first = np.concatenate([[0], np.cumsum(size)]).astype(np.int32)
    return OnEdges(first, on.edge[row], on.share[row], on.metres[row])
