"""Random news of random trips: as the slow computation has it, and never what must not be."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from maas.live import StopEvent, StopUpdate, StopUpdates, TripKey, TripUpdate
from maas.live.trips import StopRelationship
from maas.timetable import Timetable
from routing.overlays.applying import Applied
from tests.livefeeds import NOW, TODAY, applied, feed_timetable
from tests.networks import DAY, unix
from tests.oracle.slow_news import slow_calls

LOOPS = feed_timetable("""
    M1    A      B      C            A      D      B
          08:00  08:10  08:20/08:22  08:30  08:40  08:50
          23:30  23:40  23:50        24:10  24:20  24:30
    M2    C      D      E
          08:00  08:01  08:02
""")
MIDNIGHT = unix("00:00", DAY)

SECONDS = st.integers(-1800, 3600) | st.sampled_from([0, 0, 0, -100_000, 100_000])
EVENTS = st.none() | st.builds(
    StopEvent,
    time=st.none() | st.integers(7 * 3600, 25 * 3600).map(lambda s: MIDNIGHT + s),
    delay=st.none() | SECONDS,
)
STOPS = st.builds(
    StopUpdate,
    sequence=st.none() | st.integers(1, 7),
    stop_id=st.sampled_from(["", "A", "B", "C", "D", "E", "Z"]),
    arrival=EVENTS,
    departure=EVENTS,
    relationship=st.sampled_from([*StopRelationship, StopRelationship.SCHEDULED]),
)
UPDATES = st.builds(
    TripUpdate,
    key=st.sampled_from(["0.0", "0.1", "1.0"]).map(lambda id_: TripKey(id_, start_date=TODAY)),
    stops=st.lists(STOPS, max_size=7).map(StopUpdates.of),
    delay=st.none() | SECONDS,
    timestamp=st.none() | st.integers(NOW - 100, NOW),
)


def calls_of(
    timetable: Timetable, made: Applied, row: int
) -> list[tuple[str, int, int, bool, bool]]:
    """A live trip's calls as the oracle tells them."""
    trips = made.live.trips
    assert trips is not None
    own, at = trips.timetable, slice(*trips.timetable.trips.first_time[row : row + 2].tolist())
    columns = (own.stop_times.arrive, own.stop_times.depart, trips.skipped, trips.known)
    names = [timetable.stops.id[s].partition(":")[2] for s in trips.planned_stop[at].tolist()]
    return list(zip(names, *(column[at].tolist() for column in columns), strict=True))


@given(UPDATES)
@settings(derandomize=True, deadline=None, max_examples=300)
def test_times_are_those_of_the_slow_computation(update: TripUpdate) -> None:
    made = applied(LOOPS, update)
    assert made.live.trips is not None
    if not update.stops and update.delay is None:
        assert made.live.trips.n == 0
        return
    trip = LOOPS.trips.id.find(f"s:{update.key.trip_id}")
    told = update.delay is not None and -7200 <= update.delay <= 86_400
    usable = replace_delay(update, update.delay if told else None)
    assert calls_of(LOOPS, made, 0) == slow_calls(LOOPS, trip, usable, MIDNIGHT)


def replace_delay(update: TripUpdate, delay: int | None) -> TripUpdate:
    return TripUpdate(update.key, update.stops, update.timestamp, delay)


@given(st.lists(UPDATES, max_size=6), st.randoms(use_true_random=False))
@settings(derandomize=True, deadline=None, max_examples=100)
def test_nothing_is_lost_and_no_time_falls(updates: list[TripUpdate], chance: object) -> None:
    made = applied(LOOPS, *updates)
    trips = made.live.trips
    assert trips is not None
    own = trips.timetable
    for row in range(trips.n):
        at = slice(*own.trips.first_time[row : row + 2].tolist())
        times = np.stack([own.stop_times.arrive[at], own.stop_times.depart[at]], axis=1).ravel()
        assert (np.diff(times) >= 0).all()
        base = int(trips.base[row])
        first, end = LOOPS.trips.first_time[base : base + 2].tolist()
        assert trips.scheduled.arrive[at].tolist() == LOOPS.stop_times.arrive[first:end].tolist()
        pattern = int(own.trips.pattern[row])
        call = slice(*own.patterns.first_stop[pattern : pattern + 2].tolist())
        assert not (own.patterns.may_board[call] & trips.skipped[at]).any()
        assert not (own.patterns.may_alight[call] & trips.skipped[at]).any()
    assert {int(b) for b in trips.base} <= {
        LOOPS.trips.id.find(f"s:{u.key.trip_id}") for u in updates
    }


@given(st.lists(UPDATES, max_size=4))
@settings(derandomize=True, deadline=None, max_examples=50)
def test_what_was_known_before_changes_nothing(updates: list[TripUpdate]) -> None:
    one, other = applied(LOOPS, *updates), applied(LOOPS, *updates)
    assert one.live.trips is not None and other.live.trips is not None
    assert one.findings == other.findings
    for column in ("base", "day", "known", "skipped", "planned_stop"):
        assert (
            getattr(one.live.trips, column).tolist() == getattr(other.live.trips, column).tolist()
        )
