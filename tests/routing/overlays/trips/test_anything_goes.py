"""Whatever live feeds say, something sound comes of it: no error, no falling time, no run twice."""

from dataclasses import replace

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from maas.live import (
    Detour,
    LiveShape,
    LiveStop,
    Record,
    ReplacementStop,
    Section,
    SelectedTrips,
    StopEvent,
    StopRef,
    StopUpdate,
    StopUpdates,
    TripKey,
    TripProperties,
    TripUpdate,
    VehicleLabel,
    VehiclePosition,
)
from maas.live.trips import Occupancy, StopRelationship, TripRelationship
from maas.model import SourceId
from maas.snapshot import Batch
from maas.timetable import Timetable
from routing.overlays.applying import Applied, LiveFeed, apply
from tests.livefeeds import NOW, RT, TODAY, feed_timetable, told

ROUND = feed_timetable("""
    M1    A      B      C      A      D
          08:00  08:10  08:20  08:30  08:40
          23:40  23:50  24:00  24:10  24:20
    M2    D      B
          08:00  08:05
""")
FEEDS = (LiveFeed(RT), LiveFeed(SourceId("other")))

NUMBERS = st.integers(-(2**31), 2**40) | st.integers(-3, 8)
SECONDS = st.none() | st.integers(-4000, 4000) | NUMBERS
TIMES = st.none() | st.integers(NOW - 90_000, NOW + 90_000) | NUMBERS
TRIPS = st.sampled_from(["0.0", "0.1", "1.0", "x#0.0", "new", ""])
NAMES = st.sampled_from(["A", "B", "C", "D", "Z", ""])
DATES = st.sampled_from([TODAY, TODAY, TODAY - 1, 0, 20261399, 99999999, 10101])
STARTS = st.sampled_from([-1, -1, 28_800, 85_200, 10**9])
EVENTS = st.none() | st.builds(StopEvent, time=TIMES, delay=SECONDS, scheduled=TIMES)
STOPS = st.lists(
    st.builds(
        StopUpdate,
        sequence=st.none() | st.integers(0, 6) | st.just(2**32 - 1),
        stop_id=NAMES,
        arrival=EVENTS,
        departure=EVENTS,
        relationship=st.sampled_from(StopRelationship),
        assigned_stop_id=st.just("") | NAMES,
        headsign=st.sampled_from(["", "", "Ω"]),
        may_board=st.sampled_from([None, None, True, False]),
        may_alight=st.sampled_from([None, None, True, False]),
        occupancy=st.sampled_from(Occupancy),
    ),
    max_size=6,
).map(StopUpdates.of)
KEYS = st.builds(
    TripKey,
    trip_id=TRIPS,
    route_id=st.sampled_from(["", "M1", "M2", "M9"]),
    direction=st.sampled_from([-1, 0, 1]),
    start_date=DATES,
    start_time=STARTS,
    relationship=st.sampled_from(TripRelationship),
    modified_by=st.sampled_from(["", "", "d"]),
    affected_trip_id=st.sampled_from(["", "", "0.0"]),
)
UPDATES = st.builds(
    TripUpdate,
    key=KEYS,
    stops=STOPS,
    timestamp=st.none() | st.integers(0, 2**40),
    delay=SECONDS,
    vehicle=st.none() | st.builds(VehicleLabel, id=NAMES, wheelchair=st.integers(0, 2)),
    properties=st.none()
    | st.builds(
        TripProperties, trip_id=TRIPS, start_date=DATES, start_time=STARTS, shape_id=NAMES,
        headsign=NAMES,
    ),
)  # fmt: skip
REFS = st.builds(StopRef, sequence=st.none() | st.integers(0, 7), stop_id=NAMES)
DETOURS = st.builds(
    Detour,
    id=st.just("d"),
    trips=st.lists(
        st.builds(SelectedTrips, trip_ids=st.lists(TRIPS, max_size=3).map(tuple), shape_id=NAMES),
        max_size=2,
    ).map(tuple),
    start_times=st.sampled_from([(), (), (28_800,)]),
    dates=st.lists(DATES, max_size=3).map(tuple),
    sections=st.lists(
        st.builds(
            Section,
            start=REFS,
            end=st.none() | REFS,
            delay=st.integers(-4000, 4000) | st.integers(-(2**31), 2**31 - 1),
            stops=st.lists(
                st.builds(ReplacementStop, stop_id=NAMES, travel_s=SECONDS),
                max_size=3,
            ).map(tuple),
        ),
        max_size=3,
    ).map(tuple),
)
VEHICLES = st.builds(
    VehiclePosition,
    key=st.none() | KEYS,
    vehicle=st.builds(VehicleLabel, id=NAMES),
    lat=st.sampled_from([0.0, 0.001, 52.0, 90.0]),
    lon=st.sampled_from([0.0, 0.001, 13.0, 180.0]),
    timestamp=TIMES.map(lambda time: None if time is None else max(time, 0)),
    sequence=st.none() | st.integers(0, 7),
    stop_id=NAMES,
    status=st.integers(0, 2),
)
OTHERS = st.sampled_from([LiveShape("A", ((0.0, 0.0), (0.1, 0.1))), LiveStop("Z", "Zoo", 1.0, 2.0)])
RECORDS: st.SearchStrategy[Record] = st.one_of(UPDATES, UPDATES, DETOURS, VEHICLES, OTHERS)


def made_of(timetable: Timetable, one: list[Record], other: list[Record]) -> Applied:
    """Two feeds laid over a timetable."""
    batches = {
        feed.source_id: Batch(feed.source_id, NOW, tuple(records))
        for feed, records in zip(FEEDS, (one, other), strict=True)
    }
    return apply(timetable, FEEDS, batches, None)


@given(st.lists(RECORDS, max_size=5), st.lists(RECORDS, max_size=3))
@settings(derandomize=True, deadline=None, max_examples=400)
def test_anything_goes(one: list[Record], other: list[Record]) -> None:
    made = made_of(ROUND, one, other)
    trips = made.live.trips
    assert trips is not None
    own = trips.timetable
    assert np.unique(trips.superseded).size == trips.superseded.size
    for row in range(trips.n):
        at = slice(*own.trips.first_time[row : row + 2].tolist())
        times = np.stack([own.stop_times.arrive[at], own.stop_times.depart[at]], axis=1).ravel()
        assert times.size >= 4
        assert (np.diff(times.astype(np.int64)) >= 0).all()
        assert np.abs(times.astype(np.int64)).max() < 5 * 86_400
        call = slice(*own.patterns.first_stop[own.trips.pattern[row] :][:2].tolist())
        usable = own.patterns.may_board[call] | own.patterns.may_alight[call]
        assert not (usable & trips.skipped[at]).any()
        assert (own.patterns.stop[call] >= 0).all()
    for match in made.matches.values():
        assert 0 <= match.matched <= match.trips
    again = made_of(ROUND, one, other)
    assert told(again) == told(made)
    assert again.findings == made.findings


@given(st.lists(UPDATES, max_size=4))
@settings(derandomize=True, deadline=None, max_examples=100)
def test_other_trips_are_as_they_were(updates: list[TripUpdate]) -> None:
    named = [replace_key(update) for update in updates]
    trips = made_of(ROUND, [*named], []).live.trips
    assert trips is not None
    assert set(trips.base.tolist()) <= {-1, ROUND.trips.id.find("s:0.0")}


def replace_key(update: TripUpdate) -> TripUpdate:
    """The update as one of the first trip."""
    key = TripKey("0.0", "M1", start_date=TODAY, relationship=update.key.relationship)
    return TripUpdate(key, update.stops, update.timestamp, update.delay)


def test_a_feed_of_no_timetable_is_digested() -> None:
    empty = replace(ROUND, feeds=replace(ROUND.feeds))
    update = TripUpdate(TripKey("x", "r", start_date=TODAY), StopUpdates.of([StopUpdate(1, "s")]))
    assert told(made_of(empty, [update], [])) == []
