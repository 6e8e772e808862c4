"""Both bursts of Kingston, message by message: live runs and searches over them are the oracle's.

On the first day every SCHEDULED trip is in the timetable; of the second day's, made for a newer
one, four in five are by id, and the others are found by route, times and stops.
"""

from collections.abc import Iterator, Mapping
from copy import copy
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from random import Random
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import numpy as np
import pytest

from benchmarks.verify import EA_TRAVEL_S, SETTINGS
from feeds.gtfs import read
from feeds.gtfs_rt import parse
from maas.live import TripUpdate
from maas.live.trips import StopRelationship, TripRelationship
from maas.model import Mode, Profile, SourceId
from maas.snapshot import Batch
from maas.timetable import Timetable, Transfers
from maas.units import service_midnight
from routing.overlays.applying import Applied, LiveFeed, apply
from routing.overlays.live_trips import LiveTrips
from routing.transfers import build_transfers
from routing.transit import Offsets, TransitQuestion, TransitRouter
from tests.livefeeds import RT, rules
from tests.oracle import news
from tests.oracle.answers import answers
from tests.oracle.scan import Oracle, Vehicle
from tests.oracle.slow_news import Told, scheduled_calls, slow_calls
from tests.shared import shared

pytestmark = [pytest.mark.real, pytest.mark.slow]

KINGSTON = SourceId("k")
FEED = LiveFeed(RT, (KINGSTON,))
ZONE = ZoneInfo("America/Toronto")
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


def messages(burst: slice) -> Iterator[Batch]:
    """What was read, in order."""
    for path in sorted(shared("data", "kingston", "tripupdates").glob("*.pb"))[burst]:
        yield message(path)


def message(path: Path) -> Batch:
    """One message."""
    parsed = parse(path.read_bytes(), RT)
    assert parsed.made_at is not None
    return Batch(RT, parsed.made_at, parsed.records, parsed.rejections)


@dataclass(frozen=True)
class Expected:
    """Live runs by hand: calls of the scheduled ones by trip and day; and of the added ones by id,
    their times being Unix s."""

    scheduled: Mapping[tuple[int, int], list[Told]]
    added: Mapping[str, list[Told]]


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


def told(oracle: Oracle, timetable: Timetable, expected: Expected) -> Oracle:
    """An oracle over the runs that are still as scheduled, and the live ones made by hand."""
    standing: dict[tuple[int, int], tuple[Vehicle, object]] = {}
    for each in oracle.vehicles:
        run = (each.trip, each.day.toordinal())
        live = expected.scheduled.get(run)
        if live is None:
            standing[run] = replace(each, onward=None), None
            continue
        midnight = service_midnight(each.day, ZONE)
        stops = zip(each.calls, live, strict=True)
        own = [
            (stop, midnight + arrive, midnight + depart, board and not skip, alight and not skip)
            for (stop, _, _, board, alight), (_, arrive, depart, skip, _) in stops
        ]
        heard_run = SimpleNamespace(
            base=each.trip, stop=[call[0] for call in own], skipped=[call[3] for call in live]
        )
        standing[run] = replace(each, calls=own, onward=None), heard_run
    news.link(timetable, standing)  # type: ignore[arg-type]
    heard = copy(oracle)
    heard.vehicles = [each for each, _ in standing.values()]
    heard.vehicles += [added(timetable, calls) for calls in expected.added.values()]
    return heard


def added(timetable: Timetable, live: list[Told]) -> Vehicle:
    """A bus that no timetable has, its times being Unix s."""
    last = len(live) - 1
    calls = [
        (timetable.stops.id.find(f"k:{stop}"), arrive, depart, i < last, i > 0)
        for i, (stop, arrive, depart, *_) in enumerate(live)
    ]
    return Vehicle(-1, date.min, calls, Mode.BUS)


def by_hand(timetable: Timetable, batch: Batch, trips: LiveTrips) -> Expected:
    """Every update applied slowly; trips of other ids are those that were found to be alike."""
    scheduled, extra = {}, {}
    alike = {int(base) for base in trips.base if base >= 0}
    for update in updates(batch):
        if is_added(update):
            if len(update.stops) > 1:
                extra[update.key.trip_id] = added_calls(update)
            continue
        if not update.stops:  # nothing is known but that it runs
            continue
        day = start_day(update)
        trip = timetable.trips.id.find(f"k:{update.key.trip_id}")
        if trip < 0:
            trip = like(timetable, update, alike)
        midnight = service_midnight(day, ZONE)
        scheduled[trip, day.toordinal()] = slow_calls(timetable, trip, update, midnight)
    return Expected(scheduled, extra)


def updates(batch: Batch) -> list[TripUpdate]:
    """News of trips."""
    return [record for record in batch.records if isinstance(record, TripUpdate)]


def is_added(update: TripUpdate) -> bool:
    """Whether a trip is not scheduled."""
    return update.key.relationship is TripRelationship.ADDED


def start_day(update: TripUpdate) -> date:
    """Its service day."""
    return datetime.strptime(str(update.key.start_date), "%Y%m%d").date()


def added_calls(update: TripUpdate) -> list[Told]:
    """Calls of an added trip: Kingston says every time; none before the one before."""
    told: list[Told] = []
    for stop in update.stops:
        assert stop.relationship is StopRelationship.SCHEDULED
        times = [event.time for event in (stop.arrival, stop.departure) if event is not None]
        said = [time for time in times if time is not None]
        before = [call[2] for call in told[-1:]]
        arrive = max(said[0], *before, said[0])
        told.append((stop.stop_id, arrive, max(said[-1], arrive), False, True))
    return told


def like(timetable: Timetable, update: TripUpdate, candidates: set[int]) -> int:
    """The one candidate of the same route that starts when the update says, with its stops."""
    found = []
    for trip in candidates:
        names, _, times = scheduled_calls(timetable, trip)
        wanted = iter(names)
        route = timetable.routes.id[int(timetable.trips.route[trip])]
        if (
            route == f"k:{update.key.route_id}"
            and times[0][1] == update.key.start_time
            and all(stop.stop_id in wanted for stop in update.stops)
        ):
            found.append(trip)
    assert len(found) == 1, update.key
    return found[0]


def calls(timetable: Timetable, trips: LiveTrips, i: int, since: int = 0) -> list[Told]:
    """Calls of a live trip in the words of the slow computation."""
    own, at = trips.timetable, slice(*trips.timetable.trips.first_time[i : i + 2].tolist())
    names = [timetable.stops.id[stop].partition(":")[2] for stop in trips.planned_stop[at].tolist()]
    arrive, depart = own.stop_times.arrive[at] + since, own.stop_times.depart[at] + since
    columns = (arrive, depart, trips.skipped[at], trips.known[at])
    return list(zip(names, *(column.tolist() for column in columns), strict=True))
