"""When, and which way, people ride in the invented city."""

from bisect import bisect_right
from datetime import UTC, date, datetime, timedelta
from itertools import accumulate
from random import Random

from maas.demo.live.schedule import ZONE
from maas.demo.rentals.places import Site
from maas.units import service_midnight

HOUR = 3600
FIRST_HOUR = 4
WORKDAY = (1, 2, 5, 12, 15, 8, 6, 7, 9, 8, 6, 7, 10, 15, 14, 9, 6, 4, 3, 2, 2, 1, 1, 0)
WEEKEND = (1, 1, 1, 2, 3, 5, 7, 8, 9, 10, 11, 12, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 0)
"""Rides that begin in each hour from four on, in comparison; none in the last."""

INWARD = (0.5, 0.8, 1, 1, 1, 0.6, 0.2, 0, 0, 0, -0.1, -0.2, -0.6, -1, -1, -0.8, -0.5, -0.4, -0.3,
          -0.3, -0.3, -0.3, -0.3, -0.3)  # fmt: skip
"""Of each hour from four on: 1 when everybody rides towards the centre, -1 away from it."""


def day_of(now: int) -> date:
    """The day that began at four."""
    local = datetime.fromtimestamp(now, UTC).astimezone(ZONE).date()
    return local if now >= begins(local) else local - timedelta(days=1)


def begins(day: date) -> int:
    """Unix s."""
    return service_midnight(day, ZONE) + FIRST_HOUR * HOUR


def moments(day: date, n: int, random: Random) -> list[int]:
    """So many moments of a day (Unix s), in order, most of them when most people ride."""
    hours = WORKDAY if day.weekday() < 5 else WEEKEND
    drawn = random.choices(range(24), hours, k=n)
    return sorted(begins(day) + hour * HOUR + random.randrange(HOUR) for hour in drawn)


def inward(moment: int) -> float:
    """How much rather people ride towards the centre than away from it."""
    return INWARD[min(23, (moment - begins(day_of(moment))) // HOUR)]


class Choice:
    """Draws sites; whoever rides towards the centre goes from where the pull is small."""

    def __init__(self, sites: tuple[Site, ...]) -> None:
        self._sums = {
            lean: list(accumulate((0.1 + site.pull) * _liking(site, lean) for site in sites))
            for lean in {-each for each in INWARD} | set(INWARD)
        }

    def draw(self, lean: float, random: Random) -> int:
        """A row of the sites; `lean`: 1 for the centre, -1 for the rim."""
        sums = self._sums[lean]
        return min(bisect_right(sums, random.random() * sums[-1]), len(sums) - 1)


def _liking(site: Site, lean: float) -> float:
    return max(0.03, 1 + 1.6 * lean * (site.pull - 0.45))
