"""Journeys: what the transit search answers, in the timetable's words and Unix time."""

from dataclasses import dataclass
from datetime import date
from operator import attrgetter

from routing.kernels.journeys import ARRIVES, DEPARTS, FROM, RUN, TO
from routing.kernels.subjects import Scratch
from routing.rentals.ways import RentalWay
from routing.window import Window

_Row = tuple[list[int], tuple[int, int, int, int]]
"""A ride as the kernels write it; its trip, service day and the stops of its ends."""


@dataclass(frozen=True, slots=True)
class Ride:
    """One vehicle, from a stop position of its trip's pattern to another. Unix s."""

    trip: int
    day: date
    """Service day."""
    board: int
    alight: int
    departure: int
    arrival: int
    stays_seated: bool = False
    """The vehicle of the ride before goes on as this trip."""
    stages: tuple[int, int] = (0, 0)
    """How many of the question's vias are visited when boarding and when alighting."""


@dataclass(frozen=True, slots=True)
class Change:
    """The way between two rides, on foot if not said; absent when they meet at one stop."""

    from_stop: int
    to_stop: int
    seconds: int
    stay_s: int = 0
    """Stayed at a via before walking."""
    rented: RentalWay | None = None
    """With a rented vehicle."""


@dataclass(frozen=True, slots=True)
class Journey:
    """Rides from the origin to the destination, left as late and ended as soon as they allow."""

    departure: int
    arrival: int
    access_stop: int
    access_s: int
    egress_stop: int
    egress_s: int
    legs: tuple[Ride | Change, ...]

    @property
    def boardings(self) -> int:
        """How many vehicles one gets on; staying seated is not a boarding."""
        return sum(isinstance(leg, Ride) and not leg.stays_seated for leg in self.legs)


def journeys_of(window: Window, scratch: Scratch, n: int) -> tuple[Journey, ...]:
    """The n journeys the kernels wrote, by departure, then arrival."""
    if n == 0:
        return ()
    first = scratch.first_ride[: n + 1].tolist()
    table = scratch.rides[: first[-1]]
    names = zip(
        window.trip[table[:, RUN]].tolist(),
        window.day[table[:, RUN]].tolist(),
        window.stop_of[table[:, FROM]].tolist(),
        window.stop_of[table[:, TO]].tolist(),
        strict=True,
    )
    rows = list(zip(table.tolist(), names, strict=True))
    ends = scratch.found[:n, 4:].tolist()
    stops = window.stop_of.size // window.stages
    journeys = [
        _journey((window.base, stops), rows[first[i] : first[i + 1]], *ends[i]) for i in range(n)
    ]
    return tuple(sorted(journeys, key=attrgetter("departure", "arrival", "boardings")))


def _journey(window: tuple[int, int], rows: list[_Row], access_s: int, egress_s: int) -> Journey:
    """One journey; window: its base and how many stops a stage of it has."""
    base, stops = window
    legs: list[Ride | Change] = []
    here = rows[0][1][2]
    for (_, _, board, alight, stayed, on_foot, departs, arrives, first_at, last_at), names in rows:
        trip, day, origin, end = names
        if origin != here and not stayed:
            legs.append(Change(here, origin, on_foot))
        times = (base + departs, base + arrives)
        stages = first_at // stops, last_at // stops
        legs.append(Ride(trip, date.fromordinal(day), board, alight, *times, stayed == 1, stages))
        here = end
    (first, first_names), (last, last_names) = rows[0], rows[-1]
    return Journey(
        base + first[DEPARTS] - access_s,
        base + last[ARRIVES] + egress_s,
        first_names[2],
        access_s,
        last_names[3],
        egress_s,
        tuple(legs),
    )
