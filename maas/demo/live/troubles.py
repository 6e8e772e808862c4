"""What goes wrong in the invented city: an hour's disturbed line, cancelled runs, silent ones."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from maas.demo.live.chance import chance
from maas.demo.live.schedule import ZONE, Run, Schedule, Stop, Way

BUS, TRAM, RAIL = 3, 0, 2
HOUR = 3600
BEGINS_S, LASTS_S = 300, 2700
"""Of each hour of the day, when a line is disturbed."""

WAKING = range(6, 22)
CANCELLED, CANCELLED_IN_TROUBLE = 0.01, 0.3
SILENT = 0.07
"""Share of runs whose vehicles nobody hears of."""

OTHER_PLATFORM = 0.2
"""Share of trains that stop at another platform than planned."""

BUS_CAUSES = ("ACCIDENT", "DEMONSTRATION", "POLICE_ACTIVITY")


@dataclass(frozen=True, slots=True)
class Trouble:
    """A place of a line that takes long to get through for a while."""

    route_id: str
    place: str
    """Name of the stop before which vehicles wait."""
    begins: int
    ends: int
    """Unix s."""
    worst_s: int
    cause: str
    """GTFS-RT's name."""

    def costs_s(self, way: Way, i: int, at: int) -> int:
        """How long one waits before a way's stop: most in the middle of the time."""
        here = i > 0 and way.route_id == self.route_id and way.stops[i].name == self.place
        if not here or not self.begins <= at < self.ends:
            return 0
        share = (at - self.begins) / (self.ends - self.begins)
        return round(self.worst_s * max(0.15, 1 - abs(2 * share - 1)))


def troubles_around(schedule: Schedule, seed: int, now: int) -> tuple[Trouble, ...]:
    """Those that runs under way may have met; the last one may yet come, or be over."""
    hours = (_trouble_of(schedule, seed, now // HOUR - ago) for ago in (3, 2, 1, 0))
    return tuple(trouble for trouble in hours if trouble is not None)


def _trouble_of(schedule: Schedule, seed: int, hour: int) -> Trouble | None:
    """The trouble of an hour (since 1970); None by night."""
    if datetime.fromtimestamp(hour * HOUR, UTC).astimezone(ZONE).hour not in WAKING:
        return None
    ways = [
        way
        for way in schedule.ways
        if way.route_type in (BUS, TRAM) and way.direction == 0 and not way.by_night
    ]
    if not ways:
        return None
    way = ways[int(chance(seed, "line", hour) * len(ways))]
    place = way.stops[len(way.stops) // 2].name
    causes = BUS_CAUSES if way.route_type == BUS else ("TECHNICAL_PROBLEM",)
    begins = hour * HOUR + BEGINS_S
    return Trouble(
        way.route_id,
        place,
        begins,
        begins + LASTS_S,
        420 + int(240 * chance(seed, "worst", hour)),
        causes[int(chance(seed, "cause", hour) * len(causes))],
    )


def is_cancelled(run: Run, seed: int, troubles: Sequence[Trouble]) -> bool:
    """Whether it does not run: seldom, and often where its line is disturbed as it would start."""
    disturbed = any(
        trouble.route_id == run.way.route_id and trouble.begins <= run.start < trouble.ends
        for trouble in troubles
    )
    share = CANCELLED_IN_TROUBLE if disturbed else CANCELLED
    is_planned = not (run.trip.is_frequent or run.trip.is_extra)
    return is_planned and chance(seed, "off", run.key) < share


def is_silent(run: Run, seed: int) -> bool:
    """Whether nothing is heard of it: night buses never tell, others now and then."""
    unheard = run.way.by_night or chance(seed, "silent", run.key) < SILENT
    return unheard and not run.trip.is_extra


def other_platform(run: Run, schedule: Schedule, seed: int) -> tuple[int, Stop] | None:
    """(index of a call, the stop where the train stops instead), if it has another platform."""
    if run.way.route_type != RAIL or chance(seed, "platform", run.key) >= OTHER_PLATFORM:
        return None
    i = len(run.way.stops) // 2
    planned = run.way.stops[i]
    beside = planned.id[:-1] + {"1": "2", "2": "1"}[planned.id[-1]]
    found = schedule.stops.get(beside)
    return None if found is None else (i, found)
