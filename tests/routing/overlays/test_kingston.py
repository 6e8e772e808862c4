"""Both bursts of Kingston, message by message: live runs and searches over them are the oracle's.

On the first day every SCHEDULED trip is in the timetable; of the second day's, made for a newer
one, four in five are by id, and the others are found by route, times and stops.
"""

from datetime import date, datetime
from random import Random

import numpy as np
import pytest

from benchmarks.verify import EA_TRAVEL_S, SETTINGS
from feeds.gtfs import read
from maas.model import Profile, SourceId
from maas.snapshot import Batch
from maas.timetable import Timetable, Transfers
from maas.units import service_midnight
from routing.overlays.applying import Applied, LiveFeed, apply
from routing.overlays.live_trips import LiveTrips
from routing.transfers import build_transfers
from routing.transit import Offsets, TransitQuestion, TransitRouter
from tests.kingston import ZONE, by_hand, is_added, messages, told, updates
from tests.livefeeds import RT, rules
from tests.oracle.answers import answers
from tests.oracle.scan import Oracle
from tests.oracle.slow_news import Told
from tests.shared import shared

pytestmark = [pytest.mark.real, pytest.mark.slow]

KINGSTON = SourceId("k")
FEED = LiveFeed(RT, (KINGSTON,))
BURSTS = (slice(0, 40), slice(40, 80))
N_QUESTIONS = 1


@pytest.fixture(scope="module")
def timetable() -> Timetable:
    """Kingston's, as it was on the first day."""
    return read(shared("data", "kingston", "gtfs.zip"), KINGSTON)[0]


@pytest.fixture(scope="module")
def transfers(timetable: Timetable) -> Transfers:
    """Changes on foot, without streets."""
    return build_transfers(timetable, None, Profile.WALK, SETTINGS)


@pytest.mark.parametrize("burst", BURSTS)
def test_every_step_is_as_the_slow_computation_says(timetable: Timetable, burst: slice) -> None:
    for batch in messages(burst):
        made = apply(timetable, (FEED,), {RT: batch}, None)
        trips = made.live.trips
        assert trips is not None
        expected = by_hand(timetable, batch, trips)
        rows = {
            (int(trips.base[i]), int(trips.day[i])): calls(timetable, trips, i)
            for i in range(trips.n)
            if trips.base[i] >= 0
        }
        assert rows == expected.scheduled
        extra = {
            trips.timetable.trips.id[i].partition(":")[2]: calls(
                timetable, trips, i, since=service_midnight(date.fromordinal(trips.day[i]), ZONE)
            )
            for i in range(trips.n)
            if trips.base[i] < 0
        }
        assert extra == expected.added
        fits(timetable, batch, made)


def fits(timetable: Timetable, batch: Batch, made: Applied) -> None:
    """Every trip is found, those of the first day by their ids, the second day's mostly so."""
    scheduled = [u for u in updates(batch) if not is_added(u)]
    by_id = sum(timetable.trips.id.find(f"k:{u.key.trip_id}") >= 0 for u in scheduled)
    match = made.matches[RT]
    assert match.trips == match.matched == len(scheduled)
    assert rules(made).get("trip_matched_by_likeness", 0) == len(scheduled) - by_id
    share = by_id / len(scheduled)
    assert share == 1 if scheduled[0].key.start_date == 20260115 else 0.75 < share < 0.85


@pytest.mark.parametrize("burst", BURSTS)
def test_searches_at_every_step_are_the_oracles(
    timetable: Timetable, transfers: Transfers, burst: slice
) -> None:
    chance, previous = Random(burst.start), None
    router = TransitRouter(timetable, {Profile.WALK: transfers})
    called = np.unique(timetable.patterns.stop).tolist()
    oracle: Oracle | None = None
    for batch in messages(burst):
        made = apply(timetable, (FEED,), {RT: batch}, previous)
        previous, trips = made.live, made.live.trips
        assert trips is not None
        day = datetime.fromtimestamp(batch.made_at, ZONE).date()
        oracle = oracle or Oracle(timetable, transfers, day, Profile.WALK, days_around=1)
        heard = told(oracle, timetable, by_hand(timetable, batch, trips))
        router = router.with_live(trips)
        for _ in range(N_QUESTIONS):
            question = asked(chance, called, batch.made_at)
            assert answers(question, router.search(question)) == heard.answer(question)


def asked(chance: Random, called: list[int], now: int) -> TransitQuestion:
    """From one stop to another, within the hour."""
    none = np.zeros(1, np.int32)
    ends = [Offsets(np.array([stop], np.int32), none) for stop in chance.sample(called, 2)]
    at = now + chance.randrange(-600, 3600)
    return TransitQuestion(ends[0], ends[1], at, max_travel_s=EA_TRAVEL_S)


def calls(timetable: Timetable, trips: LiveTrips, i: int, since: int = 0) -> list[Told]:
    """Calls of a live trip in the words of the slow computation."""
    own, at = trips.timetable, slice(*trips.timetable.trips.first_time[i : i + 2].tolist())
    names = [timetable.stops.id[stop].partition(":")[2] for stop in trips.planned_stop[at].tolist()]
    arrive, depart = own.stop_times.arrive[at] + since, own.stop_times.depart[at] + since
    columns = (arrive, depart, trips.skipped[at], trips.known[at])
    return list(zip(names, *(column.tolist() for column in columns), strict=True))
