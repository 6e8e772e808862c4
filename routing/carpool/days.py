"""On which days offers leave, seen from one moment: nobody boards a car that has left by then."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import NamedTuple
from zoneinfo import ZoneInfo

import numpy as np

from maas.arrays import Bools, Ids, Int32s, Int64s
from maas.live import RideOffer
from maas.live.departures import days
from maas.live.offers import OfferKind, Weekly
from maas.timetable import Services
from maas.units import service_midnight
from routing.carpool.offers import Offers

DAYS_AHEAD, MOST_AHEAD = 60, 366
"""Offers stand in the days of the timetable from now on, in so many at least (as far ahead as one
may publish), in so many at most: a bit for each."""

GONE = -1
"""The service of what leaves no more."""


class UnderWay(NamedTuple):
    """A car that has left, and whose driver can still be told of somebody who waits ahead."""

    offer: int
    """Row in Offers.offers."""
    service: int
    """That of the day on which it left."""
    after_s: int
    """So long ago."""


@dataclass(frozen=True, slots=True, eq=False)
class OfferDays:
    """When offers leave."""

    second: Int32s
    """[n_offers] s of the service day."""
    service: Int32s
    """[n_offers] Of the days on which it is still to leave; GONE: there are none."""
    under_way: tuple[UnderWay, ...]
    services: Services


def days_of(offers: Offers, zone: ZoneInfo, scheduled: Services) -> OfferDays:
    """The days of all offers. O(offers).

    Args:
        zone: the territory's; by its clock weekly offers leave.
        scheduled: those of lines.
    """
    last = int(scheduled.first_day[0]) + 8 * scheduled.runs.shape[1]
    calendar = _Calendar(offers.now, zone, last)
    last_boarding_s = _last_boardings(offers)
    second, service = np.zeros((2, len(offers.offers)), np.int32)
    under_way = []
    for i, each in enumerate(offers.offers):
        record = each.record
        second[i] = calendar.second(record)
        service[i] = calendar.service(record)
        if record.kind is not OfferKind.PLANNED:
            for day in calendar.left(record, int(last_boarding_s[i])):
                after_s = offers.now - calendar.midnight(day) - int(second[i])
                under_way.append(UnderWay(i, calendar.row_of(day), after_s))
    return OfferDays(second, service, tuple(under_way), calendar.services())


def _last_boardings(offers: Offers) -> Int64s:
    """[n_offers] When the car is boarded for the last time (s after its departure)."""
    runs = offers.runs
    last_s = np.zeros(len(offers.offers), np.int64)
    offer = np.repeat(runs.offer, np.diff(runs.first_call))
    np.maximum.at(last_s, offer[runs.may_board], runs.after_s[runs.may_board])
    return last_s


class _Calendar:
    """Services by the days on which they run (proleptic ordinals), each once."""

    def __init__(self, now: int, zone: ZoneInfo, last: int) -> None:
        self._now = now
        self._zone = zone
        self._rows: dict[Weekly | int, int] = {}
        self._today = datetime.fromtimestamp(now, zone).date().toordinal()
        ahead = min(max(DAYS_AHEAD, last - self._today), MOST_AHEAD)
        self._last = self._today + ahead
        self.midnight = lru_cache(1024)(
            lambda day: service_midnight(date.fromordinal(day), self._zone)
        )

    def row_of(self, key: Weekly | int) -> int:
        """The service of one day, or of all days from now on that a weekly offer tells."""
        return self._rows.setdefault(key, len(self._rows))

    def second(self, offer: RideOffer) -> int:
        """When it leaves, s of the service day."""
        if offer.departure is None:
            assert offer.weekly is not None
            return offer.weekly.second
        return offer.departure - int(self.midnight(self._day(offer.departure)))

    def service(self, offer: RideOffer) -> int:
        """The service of the days on which it is still to leave."""
        if offer.departure is None:
            assert offer.weekly is not None
            return self.row_of(offer.weekly)
        day = self._day(offer.departure)
        is_to_come = offer.departure > self._now and day <= self._last
        return self.row_of(day) if is_to_come else GONE

    def left(self, offer: RideOffer, last_s: int) -> Iterator[int]:
        """The days on which it left, not longer ago than so."""
        if offer.departure is not None:
            if offer.departure <= self._now < offer.departure + last_s:
                yield self._day(offer.departure)
        elif offer.weekly is not None:
            first = datetime.fromtimestamp(self._now - last_s, self._zone).date()
            for each in days(offer.weekly, first, date.fromordinal(self._today)):
                day = each.toordinal()
                if (
                    self.midnight(day) + offer.weekly.second
                    <= self._now
                    < (self.midnight(day) + offer.weekly.second + last_s)
                ):
                    yield day

    def services(self) -> Services:
        """All that were asked for."""
        running = [
            np.array([key]) if isinstance(key, int) else self._to_come(key) for key in self._rows
        ]
        every = np.concatenate([np.empty(0, np.int64), *running])
        first, last = (int(every.min()), int(every.max())) if every.size else (1, 1)
        bits = np.zeros((len(running), (last - first) // 8 * 8 + 8), np.uint8)
        for i, run in enumerate(running):
            bits[i, run - first] = 1
        names = Ids.of(str(i) for i in range(len(running)))
        return Services(
            names, np.array([first], np.int32), np.packbits(bits, axis=1, bitorder="little")
        )

    def _to_come(self, weekly: Weekly) -> Int64s:
        """The days from now on on which it leaves."""
        has_left = self.midnight(self._today) + weekly.second <= self._now
        first = max(self._today + has_left, weekly.first.toordinal() if weekly.first else 1)
        last = min(self._last, weekly.last.toordinal() if weekly.last else self._last)
        every = np.arange(first, last + 1, dtype=np.int64)
        weekdays: Bools = np.zeros(7, np.bool_)
        weekdays[list(weekly.weekdays)] = True
        leaves = weekdays[(every - 1) % 7]
        for day in weekly.except_on:
            leaves[every == day.toordinal()] = False
        return every[leaves]

    def _day(self, at: int) -> int:
        """The day by the clock; before the service day begins (a clock goes back), that before."""
        day = datetime.fromtimestamp(at, self._zone).date().toordinal()
        return day - (int(self.midnight(day)) > at)
