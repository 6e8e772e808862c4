"""What drivers meet on the wide streets of the invented city: jams, accidents, holes in the road.

Towards the middle in the morning, outwards in the evening, a little everywhere in between.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from maas.demo.live.chance import chance
from maas.demo.live.schedule import ZONE
from maas.demo.rentals.places import Point
from maas.demo.road.places import Stretch

HOUR = 3600
USUAL_KMH = {"primary": 36.0, "secondary": 32.0}
"""How fast one gets along where there is no jam."""

INWARD = (0, 0, 0, 0, 0, 1, 4, 12, 14, 7, 3, 3, 4, 4, 3, 3, 4, 5, 4, 2, 1, 1, 0, 0)
OUTWARD = (0, 0, 0, 0, 0, 0, 1, 3, 4, 3, 3, 4, 6, 4, 3, 5, 11, 14, 10, 4, 2, 1, 1, 0)
"""Of each hour of a workday, how many of a hundred stretches jam."""
WEEKEND = 0.25

ACCIDENT = 0.5
"""How likely an hour of the day has one."""
BLOCKS_IT = 0.25
"""How many of them nobody gets past."""
HOLES = 4


@dataclass(frozen=True, slots=True)
class Jam:
    """Slow driving along a stretch in one direction."""

    stretch: Stretch
    is_inward: bool
    began: int
    """Unix s."""
    share: float
    """Of the usual speed that is left; 0: nobody gets past."""

    @property
    def line(self) -> tuple[Point, ...]:
        """As one drives."""
        return self.stretch.line if self.is_inward else self.stretch.line[::-1]

    @property
    def kmh(self) -> float:
        """How fast one gets along."""
        return self.share * USUAL_KMH[self.stretch.kind]

    @property
    def delay_s(self) -> int:
        """How much longer it takes than usual; -1: nobody gets past."""
        if not self.share:
            return -1
        usual = self.stretch.metres / (USUAL_KMH[self.stretch.kind] / 3.6)
        return round(usual / self.share - usual)


@dataclass(frozen=True, slots=True)
class Notice:
    """What a driver has told of one place."""

    stretch: Stretch
    is_inward: bool
    at: Point
    began: int
    kind: str
    """Waze's type and subtype."""
    subtype: str
    is_blocking: bool = False


def jams(stretches: Sequence[Stretch], seed: int, now: int) -> Iterator[Jam]:
    """Those of a moment (Unix s), with what accidents block."""
    for hour in (now // HOUR - 1, now // HOUR):
        for stretch in stretches:
            for is_inward in (True, False):
                jam = _jam(stretch, seed, hour, is_inward, now)
                if jam is not None:
                    yield jam
    for notice in accidents(stretches, seed, now):
        if notice.is_blocking:
            yield Jam(notice.stretch, notice.is_inward, notice.began, 0.0)


def _jam(stretch: Stretch, seed: int, hour: int, is_inward: bool, now: int) -> Jam | None:
    """What began in an hour (of Unix time), while it lasts: worst in the middle of its time."""
    subject = ("jam", stretch.id, is_inward, hour)
    if chance(seed, *subject) * 100 >= _likely(hour * HOUR, is_inward):
        return None
    began = hour * HOUR + round(2400 * chance(seed, "begins", *subject))
    lasts = 1500 + round(2400 * chance(seed, "lasts", *subject))
    if not began <= now < began + lasts:
        return None
    worst = 0.2 + 0.35 * chance(seed, "worst", *subject)
    share = 1 - (1 - worst) * (1 - 0.6 * abs(2 * (now - began) / lasts - 1))
    return Jam(stretch, is_inward, began, share)


def _likely(at: int, is_inward: bool) -> float:
    local = datetime.fromtimestamp(at, UTC).astimezone(ZONE)
    usual = (INWARD if is_inward else OUTWARD)[local.hour]
    return usual * (WEEKEND if local.weekday() > 4 else 1)


def accidents(stretches: Sequence[Stretch], seed: int, now: int) -> Iterator[Notice]:
    """Those of which one hears at a moment (Unix s): one an hour at most, by day."""
    hour = now // HOUR
    local = datetime.fromtimestamp(hour * HOUR, UTC).astimezone(ZONE)
    if not 6 <= local.hour < 22 or chance(seed, "accident", hour) >= ACCIDENT:
        return
    began = hour * HOUR + round(1500 * chance(seed, "accident begins", hour))
    if began <= now < began + 1800:
        stretch = stretches[int(len(stretches) * chance(seed, "accident where", hour))]
        is_blocking = chance(seed, "accident blocks", hour) < BLOCKS_IT
        is_inward = chance(seed, "accident way", hour) < 0.5
        subtype = "ACCIDENT_MAJOR" if is_blocking else "ACCIDENT_MINOR"
        at = stretch.line[len(stretch.line) // 2]
        yield Notice(stretch, is_inward, at, began, "ACCIDENT", subtype, is_blocking)


def holes(stretches: Sequence[Stretch], seed: int, now: int) -> Iterator[Notice]:
    """What lies about for a week."""
    week = now // (7 * 24 * HOUR)
    for number in range(HOLES):
        stretch = stretches[int(len(stretches) * chance(seed, "hole", number, week))]
        began = week * 7 * 24 * HOUR + number * HOUR
        if began <= now:
            kind, subtype = "HAZARD", "HAZARD_ON_ROAD_POT_HOLE"
            yield Notice(stretch, True, stretch.line[1], began, kind, subtype)
