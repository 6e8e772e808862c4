"""The oracle of transit search: every run of every day looked at one by one, nothing pruned.

It reads the timetable's tables, knows no windows, patterns without overtaking, lower bounds or
mirrored time, and shares no line with the kernels. O(rounds x runs x stops) for every start.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from maas.model import TRANSIT_MODES, Access, Mode, Profile, TimeMeaning
from maas.timetable import Timetable, Transfers
from maas.units import NEVER, service_midnight
from routing.transit import TransitQuestion
from tests.oracle.vias import Vias, at_end, on_foot, passed, vias_of

Answer = tuple[int, int, int]
"""Departure, arrival (Unix s), boardings."""
Times = dict[tuple[int, int], int]
"""By stop and stage (number of vias visited): Unix s."""


@dataclass
class Vehicle:
    """One run: where it calls when (Unix s), and which runs it goes on as."""

    trip: int
    day: date
    calls: list[tuple[int, int, int, bool, bool]]
    """stop, arrival, departure, may board, may alight"""
    mode: Mode
    onward: "Vehicle | None" = None


class Oracle:
    """Answers on the service days around one day."""

    def __init__(
        self,
        timetable: Timetable,
        transfers: Transfers,
        around: date,
        profile: Profile,
        days_around: int = 4,
        *,
        with_bike: bool = False,
    ) -> None:
        self.walks: dict[int, list[tuple[int, int]]] = defaultdict(list)
        for stop in range(transfers.first.size - 1):
            for i in range(transfers.first[stop], transfers.first[stop + 1]):
                self.walks[stop].append((int(transfers.stop[i]), int(transfers.seconds[i])))
        self.change = transfers.change.tolist()
        days = [around + timedelta(days=n) for n in range(-days_around, days_around + 1)]
        self.vehicles = [v for day in days for v in vehicles(timetable, day, profile, with_bike)]

    def answer(self, question: TransitQuestion) -> set[Answer]:
        """The whole Pareto set."""
        access, egress = ends(question.access), ends(question.egress)
        allowed = [v for v in self.vehicles if v.mode in question.modes]
        if question.meaning is TimeMeaning.DEPART_AT and question.window_s == 0:
            found = self._from(question, allowed, access, egress, question.time)
            return pareto((question.time, arrival, k) for arrival, k in found)
        starts = {
            call[2] - seconds
            for ready in (stages_at(vias_of(question), access),)
            for v in allowed
            for call in v.calls
            for seconds in ready.get(call[0], {}).values()
        }
        if question.meaning is TimeMeaning.DEPART_AT:
            end = question.time + question.window_s
            starts = {start for start in starts if question.time <= start <= end} | {end + 1}
        else:
            earliest = question.time - question.window_s - question.max_travel_s
            starts = {start for start in starts if earliest <= start <= question.time}
        every = pareto(
            (start, arrival, k)
            for start in starts
            for arrival, k in self._from(question, allowed, access, egress, start)
            if question.meaning is TimeMeaning.DEPART_AT or arrival <= question.time
        )
        if question.meaning is TimeMeaning.DEPART_AT:
            return {one for one in every if one[0] <= end}
        if question.window_s > 0:
            return {one for one in every if one[1] >= question.time - question.window_s}
        return pareto((start, question.time, k) for start, _, k in every if start >= earliest)

    def seconds(self, question: TransitQuestion, seconds: int) -> int:
        longer = -int(-seconds * question.transfer_factor // 1) + question.additional_transfer_s
        return max(question.min_transfer_s, longer)

    def _from(
        self,
        question: TransitQuestion,
        allowed: list[Vehicle],
        access: dict[int, int],
        egress: dict[int, int],
        start: int,
    ) -> list[tuple[int, int]]:
        """(arrival, boardings) with fewer and fewer boardings, from one start."""
        vias = vias_of(question)
        ready = {
            (stop, stage): start + seconds
            for stop, stages in stages_at(vias, access).items()
            for stage, seconds in stages.items()
        }
        found: list[tuple[int, int]] = []
        limit = start + question.max_travel_s
        near = [v for v in allowed if v.calls[-1][1] >= start and v.calls[0][2] <= limit]
        for boardings in range(1, min(question.max_transfers + 1, 15) + 1):
            reached = ride_all(near, ready, vias)
            for (stop, stage), arrival in reached.items():
                if stop in egress:
                    seconds = at_end(vias[stage:], stop, egress[stop])
                    if seconds is not None and arrival + seconds <= limit:
                        found.append((arrival + seconds, boardings))
            later = self._change(question, vias, reached)
            if later == ready:
                break
            ready = later
        return found

    def _change(self, question: TransitQuestion, vias: Vias, reached: Times) -> Times:
        """When one may board where, in which stage, after vehicles arrived."""
        ready: Times = {}
        for (here, stage), arrival in reached.items():
            moves = [(to, self.seconds(question, seconds)) for to, seconds in self.walks[here]]
            if self.change[here] < NEVER:
                moves.append((here, self.seconds(question, self.change[here])))
            for there, walk_s in moves:
                for later in range(stage, len(vias) + 1):
                    seconds = on_foot(vias[stage:later], here, there, walk_s)
                    if seconds is not None:
                        key = there, later
                        ready[key] = min(ready.get(key, NEVER * 2), arrival + seconds)
        return ready


def stages_at(vias: Vias, access: dict[int, int]) -> dict[int, dict[int, int]]:
    """By stop and number of vias visited there: s from the origin until one may board."""
    return {
        stop: {
            stage: at
            for stage in range(len(vias) + 1)
            if (at := at_end(vias[:stage], stop, seconds)) is not None
        }
        for stop, seconds in access.items()
    }


def vehicles(timetable: Timetable, day: date, profile: Profile, with_bike: bool) -> list[Vehicle]:
    """Every run of a service day, joined to what it goes on as."""
    trips, patterns, times = timetable.trips, timetable.patterns, timetable.stop_times
    active = timetable.services.active(day)
    wheelchair = profile is Profile.WHEELCHAIR
    runs: dict[int, Vehicle] = {}
    for trip in range(trips.service.size):
        if not active[trips.service[trip]]:
            continue
        if wheelchair and trips.wheelchair[trip] == Access.NO:
            continue
        if with_bike and trips.bikes[trip] != Access.YES:
            continue
        pattern = int(trips.pattern[trip])
        zone = timetable.zones[int(patterns.zone[pattern])]
        midnight = service_midnight(day, ZoneInfo(zone))
        calls = []
        first, last = int(patterns.first_stop[pattern]), int(patterns.first_stop[pattern + 1])
        for i in range(first, last):
            stop, at = int(patterns.stop[i]), int(trips.first_time[trip]) + i - first
            usable = not (wheelchair and timetable.stops.wheelchair[stop] == Access.NO)
            board = bool(patterns.may_board[i]) and usable and i < last - 1
            alight = bool(patterns.may_alight[i]) and usable and i > first
            arrive, depart = midnight + int(times.arrive[at]), midnight + int(times.depart[at])
            calls.append((stop, arrive, depart, board, alight))
        runs[trip] = Vehicle(trip, day, calls, TRANSIT_MODES[patterns.mode[pattern]])
    for trip, run in runs.items():
        for i in range(timetable.in_seat.first[trip], timetable.in_seat.first[trip + 1]):
            after = int(timetable.in_seat.trip[i])
            if active[trips.service[after]]:
                joined = runs.get(after)
                if joined and joined.calls[0][2] >= run.calls[-1][1] and later(joined, run):
                    run.onward = joined
                break
    return list(runs.values())


def later(joined: Vehicle, run: Vehicle) -> bool:
    """Whether a vehicle really goes on: it starts again later than it started."""
    return joined.calls[0][2] > run.calls[0][2]


def ride_all(running: list[Vehicle], ready: Times, vias: Vias) -> Times:
    """The earliest arrival at every stop and stage after one boarding, seated changes included."""
    reached: Times = {}
    for vehicle in running:
        aboard: set[int] = set()
        part: Vehicle | None = vehicle
        while part:
            for stop, arrival, departure, board, alight in part.calls:
                if board or alight:
                    aboard = {passed(vias, stage, stop) for stage in aboard}
                for stage in aboard if alight else ():
                    reached[stop, stage] = min(arrival, reached.get((stop, stage), NEVER * 2))
                for stage in range(len(vias) + 1) if board and part is vehicle else ():
                    if ready.get((stop, stage), NEVER * 2) <= departure:
                        aboard.add(passed(vias, stage, stop))
            part = part.onward if aboard else None
    return reached


def ends(offsets: object) -> dict[int, int]:
    """Stop -> seconds, the shortest."""
    found: dict[int, int] = {}
    for stop, seconds in zip(offsets.stop.tolist(), offsets.seconds.tolist(), strict=True):  # type: ignore[attr-defined]
        found[stop] = min(found.get(stop, NEVER), seconds)
    return found


def pareto(answers: Iterable[Answer]) -> set[Answer]:
    """Those that no other beats: leaving later, arriving earlier, with fewer boardings."""
    every = set(answers)
    return {
        one
        for one in every
        if not any(
            other != one and other[0] >= one[0] and other[1] <= one[1] and other[2] <= one[2]
            for other in every
        )
    }
