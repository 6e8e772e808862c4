"""Where a vehicle goes on as another trip: block_id, and transfers.txt of types 4 and 5.

On each day the vehicle of a trip becomes the first later trip of its block that runs that day,
unless a linked trip (type 4) says otherwise. Passengers stay seated if that trip begins nearby.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from feeds.gtfs.notices import Notices
from feeds.gtfs.patterns import Sorting
from feeds.gtfs.transfers import IN_SEAT, Rules
from feeds.gtfs.trips import TripRows
from maas.arrays import Int32s
from maas.timetable import InSeat, Services, Stops
from maas.units import great_circle_m

NEAR_M = 250.0
"""A vehicle that goes on further away than this runs empty in between: nobody stays seated."""

MOST_LATER = 500
"""How many later trips of a block are looked at for the next one; bounds the time."""

Days = int
"""A set of days as bits."""


@dataclass(frozen=True, slots=True)
class Ground:
    """Where and when trips run."""

    stops: Stops
    services: Services


def link(
    sorting: Sorting, trips: TripRows, rules: Rules, ground: Ground, notices: Notices
) -> InSeat:
    """The trips each trip may go on as, best first; see `InSeat`.

    Trips of frequencies.txt are not linked: which departure goes on as which is not said.
    """
    linker = _Linker(_runs(sorting, trips, ground.services), ground.stops, trips, notices)
    number = _numbers(sorting, len(trips))
    linker.follow_rules(rules, number)
    blocks: dict[str, list[int]] = defaultdict(list)
    for trip, block in enumerate(trips.table["block_id"]):
        if block and number[trip] >= 0:
            blocks[block].append(int(number[trip]))
    for members in blocks.values():
        linker.follow_block(members)
    return _columns(linker.next, sorting.pattern.size)


def _columns(next_: dict[int, list[int]], n_trips: int) -> InSeat:
    counts = np.zeros(n_trips, np.int64)
    for trip, after in next_.items():
        counts[trip] = len(after)
    first = np.concatenate([[0], np.cumsum(counts)]).astype(np.int32)
    return InSeat(first, np.array([t for trip in sorted(next_) for t in next_[trip]], np.int32))


def _numbers(sorting: Sorting, n_trips: int) -> Int32s:
    """[n_trips] Each trip's number in timetable order; -1 if it departs not once but often."""
    departures = sorting.departures.trip
    number = np.full(n_trips, -1, np.int32)
    number[departures] = np.arange(departures.size, dtype=np.int32)
    number[np.bincount(departures, minlength=n_trips) != 1] = -1
    return number


@dataclass(frozen=True, slots=True)
class _Runs:
    """When and from where to where each trip runs, in timetable order."""

    row: Int32s
    """Row of TripRows."""
    start: Int32s
    end: Int32s
    first_stop: Int32s
    last_stop: Int32s
    days: list[Days]


def _runs(sorting: Sorting, trips: TripRows, services: Services) -> _Runs:
    first, patterns = sorting.first_time, sorting.patterns
    of_service = [int.from_bytes(bits.tobytes(), "little") for bits in services.runs]
    row = sorting.departures.trip
    return _Runs(
        row=row,
        start=sorting.stop_times.depart[first[:-1]],
        end=sorting.stop_times.arrive[first[1:] - 1],
        first_stop=patterns.stop[patterns.first_stop[sorting.pattern]],
        last_stop=patterns.stop[patterns.first_stop[sorting.pattern + 1] - 1],
        days=[of_service[service] for service in trips.service[row].tolist()],
    )


@dataclass(slots=True)
class _Linker:
    """Fills `next`, first by rule, then by block for the days no rule speaks of."""

    runs: _Runs
    stops: Stops
    trips: TripRows
    notices: Notices
    next: dict[int, list[int]] = field(default_factory=dict)
    _apart: set[tuple[int, int]] = field(default_factory=set)

    def follow_rules(self, rules: Rules, number: Int32s) -> None:
        """Take linked trips (type 4), remember those that are not for passengers (type 5)."""
        told: dict[int, list[int]] = defaultdict(list)
        for i in range(len(rules)):
            trip = int(number[-rules.from_side[i] - 1])
            after = int(number[-rules.to_side[i] - 1])
            if trip < 0 or after < 0:
                continue
            if rules.kind[i] != IN_SEAT:
                self._apart.add((trip, after))
            elif self._is_sound(rules, i, trip, after):
                told[trip].append(after)
        for trip, candidates in told.items():
            left = self.runs.days[trip]
            for after in sorted(candidates, key=lambda t: (int(self.runs.start[t]), t)):
                if left & self.runs.days[after]:
                    self.next.setdefault(trip, []).append(after)
                elif self.runs.days[trip] & self.runs.days[after]:
                    self._note("linked_trip_divides", trip)
                left &= ~self.runs.days[after]

    def _is_sound(self, rules: Rules, i: int, trip: int, after: int) -> bool:
        ends = [
            (rules.from_stop[i], self.runs.last_stop[trip]),
            (rules.to_stop[i], self.runs.first_stop[after]),
        ]
        if not all(said < 0 or said in self._place(int(stop)) for said, stop in ends):
            rule = "transfer_with_suspicious_mid_trip_in_seat"
        elif self.runs.start[after] < self.runs.end[trip]:
            rule = "transfer_to_next_service_day"
        else:
            return True
        self.notices.add(rule, "transfers.txt", int(rules.line[i]))
        return False

    def _place(self, stop: int) -> list[int]:
        """A stop and all it is part of (or a copy of)."""
        return [stop, *self._place(int(self.stops.parent[stop]))] if stop >= 0 else []

    def follow_block(self, members: Sequence[int]) -> None:
        """Go from trip to trip of one block."""
        order = sorted(members, key=lambda t: (int(self.runs.start[t]), t))
        starts = [int(self.runs.start[trip]) for trip in order]
        for i, trip in enumerate(order):
            later = bisect_left(starts, int(self.runs.end[trip]), i + 1)
            doubled = self._doubled(trip, order[i + 1 : min(later, i + MOST_LATER)])
            self._go_on(trip, order[later : later + MOST_LATER], doubled)

    def _doubled(self, trip: int, during: Sequence[int]) -> Days:
        """Days on which another trip of the block begins before this one ends."""
        doubled = 0
        for other in during:
            doubled |= self.runs.days[trip] & self.runs.days[other]
        if doubled:
            self._note("block_trips_with_overlapping_stop_times", trip)
        return doubled

    def _go_on(self, trip: int, later: Sequence[int], doubled: Days) -> None:
        """Add the trips a trip goes on as, on the days for which there is none yet.

        `InSeat` cannot say "on this day the vehicle goes on without passengers". So a trip is no
        candidate if it also runs on such a day, on which it would wrongly be taken.
        """
        left = self.runs.days[trip] & ~doubled
        for after in self.next.get(trip, ()):
            left &= ~self.runs.days[after]
        barred = doubled
        for after in later:
            if not left:
                return
            days = left & self.runs.days[after]
            if days and not self.runs.days[after] & barred and self._stays_seated(trip, after):
                self.next.setdefault(trip, []).append(after)
            else:
                barred |= days
            left &= ~days

    def _stays_seated(self, trip: int, after: int) -> bool:
        if (trip, after) in self._apart:
            return False
        a, b = self.runs.last_stop[trip], self.runs.first_stop[after]
        at = self.stops
        near = great_circle_m(at.lat[a], at.lon[a], at.lat[b], at.lon[b]) <= NEAR_M
        if not near:
            self._note("block_with_distant_stops", trip)
        return near

    def _note(self, rule: str, trip: int) -> None:
        table, row = self.trips.table, int(self.runs.row[trip])
        self.notices.add(rule, table.file, int(table.lines[row]), f"trip {table['trip_id'][row]}")
