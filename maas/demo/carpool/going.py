"""Who goes on a day, and how many seats are left: drives as they happen."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from maas.demo.carpool.drives import Drive
from maas.demo.live.chance import chance
from maas.demo.live.schedule import ZONE, local_day
from maas.units import service_midnight

STAYS = 0.04
"""Share of drives that do not take place on a day."""
ASKS = 0.35
"""Share of seats that somebody books."""
BOOKED_BEFORE_S = (600, 36 * 3600)
"""How long before the drive."""


@dataclass(frozen=True, slots=True)
class Going:
    """A drive on one day."""

    drive: Drive
    day: date
    leaves: int
    """Unix s."""

    @property
    def id(self) -> str:
        """Names it among all drives of all days."""
        return f"{self.drive.id}-{self.day:%y%m%d}"


def going(drives: Sequence[Drive], seed: int, days: Sequence[date]) -> Iterator[Going]:
    """The drives that take place on some days."""
    for day in days:
        midnight = service_midnight(day, ZONE)
        for drive in drives:
            if day.weekday() in drive.weekdays and chance(seed, "stays", drive.id, day) >= STAYS:
                yield Going(drive, day, midnight + drive.starts)


def seats_left(each: Going, seed: int, now: int) -> int:
    """Of those offered, at a moment (Unix s); people book one after another."""
    low, high = BOOKED_BEFORE_S
    taken = 0
    for seat in range(each.drive.driver.seats):
        is_asked_for = chance(seed, "books", each.id, seat) < ASKS
        before_s = low + (high - low) * chance(seed, "booked", each.id, seat) ** 3
        taken += is_asked_for and each.leaves - before_s <= now
    return each.drive.driver.seats - taken


def days_around(now: int, after_s: int) -> list[date]:
    """The days that it is in the city from a moment on (Unix s), and those of what began before."""
    first, last = local_day(now - 3 * 3600), local_day(now + after_s)
    return [first + timedelta(days=i) for i in range((last - first).days + 1)]


def clock(s: int) -> str:
    """A time of the day as both formats write it."""
    return f"{s // 3600:02d}:{s // 60 % 60:02d}:{s % 60:02d}"
