"""Ride offers by chance, and the oracle's own idea of the vehicles they are."""

from collections.abc import Iterator
from copy import copy
from datetime import date, timedelta
from itertools import pairwise
from random import Random
from zoneinfo import ZoneInfo

import numpy as np

from maas.live import RideOffer
from maas.live.offers import OfferKind, Waypoint, Weekly
from maas.model import Mode, SourceId
from maas.units import service_midnight
from routing.carpool.offers import KnownOffer, OfferRuns, Offers, Points
from routing.carpool.stops import PointStops
from routing.carpool.trips import FIRST, OfferTrips
from tests.networks import DAY, unix
from tests.oracle.chance import STARTS
from tests.oracle.scan import Oracle, Vehicle

ZONE = ZoneInfo("America/Sao_Paulo")
ENDS = (Waypoint(0.0, 0.0), Waypoint(0.0, 1.0))
DAYS_ABOUT = range(-3, 4)


def by_chance(seed: Random, stops: PointStops) -> Offers:
    """Some offers of some runs each, between any points."""
    offers = tuple(known(seed, i) for i in range(seed.randint(1, 6)))
    calls = [
        (offer, call)
        for offer in range(len(offers))
        for call in (run(seed, stops.row.size) for _ in range(seed.randint(1, 3)))
    ]
    columns = np.array([row for _, call in calls for row in call], np.int32).T
    point, after_s, board, alight, seats = columns
    first = np.cumsum([0, *(len(call) for _, call in calls)]).astype(np.int32)
    runs = OfferRuns(
        np.array([offer for offer, _ in calls], np.int32), first, point, after_s,
        board.astype(np.bool_), alight.astype(np.bool_), np.zeros_like(point), seats,
    )  # fmt: skip
    n = stops.row.size
    points = Points(np.zeros(n), np.zeros(n), stops.row, ("",) * n, ("",) * n)
    now = seed.choice([unix("00:00") - 86_400, unix("11:00") + 60 * seed.randrange(150)])
    return Offers(offers, points, runs, now=now)


def known(seed: Random, i: int) -> KnownOffer:
    """Once, or again and again."""
    second = seed.choice(STARTS) + 60 * seed.randrange(120)
    day = DAY + timedelta(days=seed.choice([-1, 0, 0, 0, 1]))
    told = {"departure": service_midnight(day, ZONE) + second}
    if seed.random() < 0.4:
        told = {"weekly": Weekly(tuple(seed.sample(range(7), 4)), second, DAY, None, (DAY,))}
        told = told if seed.random() < 0.3 else {"weekly": Weekly((2, 3), second)}
    source = SourceId("pool")
    record = RideOffer(str(i), ENDS, **told, kind=seed.choice(list(OfferKind)))
    return KnownOffer(f"pool:{i}", source, record, unix("07:00"))


def run(seed: Random, n_points: int) -> list[tuple[int, int, bool, bool, int]]:
    """Point, s since the driver's departure, may board, may alight, free seats."""
    at, calls = 0, []
    for _ in range(seed.randint(2, 6)):
        may = seed.random() < 0.8, seed.random() < 0.8
        calls.append((seed.randrange(n_points), at, *may, seed.choice([0, 1, 1, 2, 3])))
        at += seed.choice([0, 60, 120, 300])
    return calls


def told(oracle: Oracle, trips: OfferTrips, stops: PointStops, passengers: int) -> Oracle:
    """An oracle that knows the offers as well."""
    heard = copy(oracle)
    row_of = {
        (int(trips.call[first]), day): i for i, first in _begins(trips) for day in _days(trips, i)
    }
    heard.vehicles = [
        *oracle.vehicles,
        *(
            Vehicle(FIRST + row_of[rows[0], day], day, calls, Mode.RIDE_SHARING)
            for rows, day, calls in vehicles(trips.offers, stops, passengers)
            if any(call[3] for call in calls) and any(call[4] for call in calls)
        ),
    ]
    return heard


def _begins(trips: OfferTrips) -> Iterator[tuple[int, int]]:
    return enumerate(trips.timetable.trips.first_time[:-1].tolist())


def _days(trips: OfferTrips, row: int) -> list[date]:
    services, service = trips.timetable.services, trips.timetable.trips.service[row]
    about = (DAY + timedelta(days=n) for n in DAYS_ABOUT)
    return [day for day in about if services.active(day)[service]]


def vehicles(
    offers: Offers, stops: PointStops, passengers: int
) -> Iterator[tuple[list[int], date, list[tuple[int, int, int, bool, bool]]]]:
    """Each stretch of each run on which there are seats, on each day it is driven: rows, day,
    calls."""
    runs = offers.runs
    for i, (begin, end) in enumerate(pairwise(runs.first_call.tolist())):
        record = offers.offers[int(runs.offer[i])].record
        for rows in stretches(runs.seats.tolist(), range(begin, end), passengers):
            for day in (DAY + timedelta(days=n) for n in DAYS_ABOUT):
                leaves = departure(record, day)
                if leaves is None:
                    continue
                has_left = leaves <= offers.now
                if has_left and record.kind is OfferKind.PLANNED:
                    continue
                calls = []
                for row in rows:
                    at = leaves + int(runs.after_s[row])
                    board = bool(runs.may_board[row]) and row != rows[-1]
                    board = board and not (has_left and at <= offers.now)
                    alight = bool(runs.may_alight[row]) and row != rows[0]
                    calls.append((int(stops.row[runs.point[row]]), at, at, board, alight))
                yield rows, day, calls


def departure(offer: RideOffer, day: object) -> int | None:
    """When an offer leaves on a service day."""
    midnight = service_midnight(day, ZONE)  # type: ignore[arg-type]
    if offer.departure is not None:
        return offer.departure if 0 <= offer.departure - midnight < 86_400 else None
    weekly = offer.weekly
    assert weekly is not None
    if day.weekday() not in weekly.weekdays or day in weekly.except_on:  # type: ignore[attr-defined]
        return None
    return midnight + weekly.second if day >= (weekly.first or day) else None  # type: ignore[operator]


def stretches(seats: list[int], rows: range, passengers: int) -> Iterator[list[int]]:
    """The longest stretches of calls between which there are seats enough."""
    stretch = [rows[0]]
    for row in rows[1:]:
        if seats[row - 1] >= passengers:
            stretch.append(row)
            continue
        if len(stretch) > 1:
            yield stretch
        stretch = [row]
    if len(stretch) > 1:
        yield stretch
