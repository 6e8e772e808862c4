"""How full car parks are: by the hour and the day of the week, a little different each day."""

from dataclasses import dataclass
from datetime import UTC, datetime

from maas.demo.live.chance import chance
from maas.demo.live.schedule import ZONE
from maas.demo.parking.places import Habit, Park

WORKDAY = {
    Habit.CENTRE: (14, 11, 9, 8, 8, 10, 18, 36, 58, 74, 84, 88, 90, 90, 88, 86, 82, 76, 66, 55, 46,
                   36, 26, 18),
    Habit.CROWDED: (12, 10, 8, 8, 8, 10, 22, 48, 76, 94, 104, 108, 110, 108, 106, 102, 96, 86, 70,
                    55, 44, 32, 22, 15),
    Habit.COMMUTERS: (4, 4, 4, 4, 4, 8, 24, 50, 70, 78, 82, 84, 84, 83, 82, 80, 70, 46, 28, 16, 10,
                      8, 6, 5),
    Habit.EARLY: (5, 5, 5, 5, 6, 20, 70, 103, 110, 112, 112, 112, 112, 110, 108, 105, 92, 60, 34,
                  18, 11, 8, 7, 6),
    Habit.RESIDENTS: (88, 88, 88, 88, 88, 86, 80, 66, 52, 46, 44, 46, 50, 48, 44, 44, 48, 58, 68,
                      76, 80, 84, 86, 88),
}  # fmt: skip
"""Of each hour, how much is taken at its beginning (%); over 100: more want a place."""

SATURDAY = {Habit.CENTRE: 1.08, Habit.CROWDED: 1.0, Habit.RESIDENTS: 1.05}
SUNDAY = {Habit.CENTRE: 0.45, Habit.CROWDED: 0.4, Habit.RESIDENTS: 1.1}
WEEKEND_TRAVEL = 0.2
"""Of commuters on a weekend; what is not named above."""

TURN_S = 300
SWING = 2.5
"""So often, and by so many % of the capacity, counts go up or down at most."""

TELLS_EVERY_S = 60


@dataclass(frozen=True, slots=True)
class Fill:
    """What a car park tells of itself."""

    free: int
    is_open: bool
    counted_at: int
    """Unix s."""


def fill(park: Park, seed: int, number: int, now: int) -> Fill | None:
    """What was last counted at a moment (Unix s); None: its counter is out of order.

    Args:
        number: of the car park; each counts at seconds of its own.
    """
    if park.is_silent:
        return None
    at = now - (now + 17 * number) % TELLS_EVERY_S
    taken = park.capacity * (_usual(park.habit, at) + _swing(park, seed, at)) / 100
    free = park.capacity - min(park.capacity, max(0, round(taken)))
    return Fill(free, is_open(park, now), at)


def is_open(park: Park, now: int) -> bool:
    """Whether one gets in (Unix s)."""
    local = datetime.fromtimestamp(now, UTC).astimezone(ZONE)
    return not park.by_day_only or (7 <= local.hour < 21 and local.weekday() < 6)


def _usual(habit: Habit, at: int) -> float:
    """Taken (%), from hour to hour in a straight line."""
    local = datetime.fromtimestamp(at, UTC).astimezone(ZONE)
    shares = WORKDAY[habit]
    share = (local.minute * 60 + local.second) / 3600
    usual = shares[local.hour] * (1 - share) + shares[(local.hour + 1) % 24] * share
    days = {5: SATURDAY, 6: SUNDAY}.get(local.weekday())
    return usual * (1.0 if days is None else days.get(habit, WEEKEND_TRAVEL))


def _swing(park: Park, seed: int, at: int) -> float:
    """What a moment differs from the usual one (%)."""
    turn, within = divmod(at, TURN_S)
    before, after = (chance(seed, "parked", park.name, turn + k) for k in (0, 1))
    share = within / TURN_S
    return SWING * (2 * (before * (1 - share) + after * share) - 1)
