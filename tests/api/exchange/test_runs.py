"""Live runs passed on: valid by the validator's rules, and the same runs to who reads them."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace as replaced

from api.exchange.naming import Naming
from api.exchange.runs import trip_updates
from feeds.gtfs import read
from feeds.gtfs_rt import parse, write
from maas.arrays import Ids, frozen
from maas.live import (
    StopEvent,
    StopUpdate,
    StopUpdates,
    TripKey,
    TripProperties,
    TripUpdate,
    VehicleLabel,
)
from maas.live.trips import Occupancy, StopRelationship, TripRelationship
from maas.snapshot import Batch
from maas.timetable import StopTimes, Timetable
from routing.overlays.applying import LiveFeed, apply
from routing.overlays.live_trips import LiveTrips
from tests.livefeeds import (
    NOW,
    RT,
    STATIC,
    TODAY,
    applied,
    at,
    feed_timetable,
    late,
    news,
    no_data,
    skipped,
    told,
)
from tests.networks import unix
from tests.rtrules import broken_rules
from tests.shared import shared

LINES = feed_timetable("""
    M1    A      B      C            D
          08:00  08:10  08:20/08:22  08:30
          08:30  08:40  08:50        09:00
          23:50  24:00  24:10        24:20

    T7    D      E      D      E
          08:35  08:40  08:45  08:50

    X     A2     E
          09:00  09:30
""")

NEW, REPLACEMENT = TripRelationship.NEW, TripRelationship.REPLACEMENT

NEWS = {
    "late": news("0.0", late("B", 120)),
    "early at night": news("0.2", late("B", -60)),
    "timed": news("0.0", at("A", "08:03"), at("C", "08:21", "08:25")),
    "with a gap": news("0.0", late("A", 60), no_data("C")),
    "unknown at first": news("0.0", late("C", 300)),
    "passing by": news("0.0", late("A", 60), skipped("B"), skipped("D")),
    "cancelled": news("0.1", relationship=TripRelationship.CANCELED),
    "hidden": news("0.1", relationship=TripRelationship.DELETED),
    "calling nowhere": news("0.0", *map(skipped, "ABCD")),
    "in a loop": news("1.0", StopUpdate(3, "D", StopEvent(delay=90), StopEvent(delay=90))),
    "elsewhere": news("0.0", late("B", 30), StopUpdate(stop_id="A", assigned_stop_id="A2")),
    "not for all": news(
        "0.0", StopUpdate(stop_id="B", may_board=False, departure=StopEvent(delay=0))
    ),
    "full": news("0.0", StopUpdate(None, "B", StopEvent(delay=5), occupancy=Occupancy.FULL)),
    "under another name": TripUpdate(
        TripKey("0.0", start_date=TODAY),
        StopUpdates.of(
            (late("A", 0), StopUpdate(stop_id="B", headsign="Depot", arrival=StopEvent(delay=0)))
        ),
        properties=TripProperties(headsign="Elsewhere", short_name="7"),
        vehicle=VehicleLabel("v1", "4711"),
    ),
    "new": TripUpdate(
        TripKey("extra", "M1", 0, TODAY, relationship=NEW),
        StopUpdates.of(
            (
                at("A", "10:00"),
                StopUpdate(
                    stop_id="C",
                    arrival=StopEvent(unix("10:09"), None, unix("10:05")),
                    departure=StopEvent(unix("10:10")),
                    headsign="Via C",
                    may_alight=False,
                ),
                at("D", "10:20"),
            )
        ),
        properties=TripProperties(headsign="Fair"),
    ),
    "replaced": news(
        "0.0", at("A", "08:00"), at("E", "08:15"), at("D", "08:40"), relationship=REPLACEMENT
    ),
    "copied": TripUpdate(
        TripKey("0.0", start_date=TODAY, relationship=TripRelationship.DUPLICATED),
        properties=TripProperties("0.0-copy", TODAY, 8 * 3600 + 300),
    ),
    "once more": TripUpdate(
        TripKey("0.1", "M1", start_date=TODAY, relationship=TripRelationship.ADDED),
        StopUpdates.of((at("A", "11:00"), at("D", "11:30"))),
    ),
}  # fmt: skip


CHANGED = {
    "once more": {"id"},  # no other trip of the timetable may have it
    "copied": {"known"},  # what runs in addition is told in full, with its planned times
}


@pytest.mark.parametrize("name", NEWS)
def test_news_come_back(name: str) -> None:
    made = applied(LINES, NEWS[name])
    assert made.findings[RT] == () or name == "once more"
    assert told(made)
    assert made.live.trips is not None
    content = passed_on(LINES, made.live.trips)
    assert broken_rules(content, LINES, STATIC) == set()
    again = applied(LINES, *parse(content, RT).records).live.trips
    assert again is not None
    assert different(made.live.trips, again) == CHANGED.get(name, set())


@pytest.mark.parametrize(
    ("headway", "relationship"),
    [(0, TripRelationship.SCHEDULED), (600, TripRelationship.UNSCHEDULED)],
)
def test_trips_that_run_again_and_again_are_told_apart_by_their_start(
    headway: int, relationship: TripRelationship
) -> None:
    trips = LINES.trips
    ids = [id_.replace("0.1", "0.0") for id_ in trips.id.texts]
    headways = np.full(trips.headway.size, headway, np.int32)
    again = replace(LINES, trips=replace(trips, id=Ids.of(ids), headway=headways))
    second = TripUpdate(
        TripKey("0.0", "", -1, TODAY, 8 * 3600 + 1800), StopUpdates.of([late("A", 60)])
    )
    made = applied(again, second).live.trips
    assert made is not None
    (update,) = trip_updates(again, made, Naming(STATIC), NOW)
    assert (update.key.start_time, update.key.relationship) == (30_600, relationship)
    content = passed_on(again, made)
    assert broken_rules(content, again, STATIC) == set()
    back = applied(again, *parse(content, RT).records).live.trips
    assert back is not None
    assert different(made, back) == set()


def test_an_extra_run_of_a_trip_gets_an_id_of_its_own() -> None:
    made = applied(LINES, NEWS["once more"])
    assert made.live.trips is not None
    (update,) = trip_updates(LINES, made.live.trips, Naming(STATIC), NOW)
    assert (update.key.trip_id, update.key.relationship) == ("0.1+1100", NEW)


def test_an_extra_run_that_does_not_run_is_not_told() -> None:
    calls = [replaced(stop, relationship=StopRelationship.SKIPPED) for stop in NEWS["new"].stops]
    made = applied(LINES, replaced(NEWS["new"], stops=tuple(calls)))
    assert made.live.trips is not None
    assert made.live.trips.n == 1
    assert list(trip_updates(LINES, made.live.trips, Naming(STATIC), NOW)) == []


def test_ids_are_the_operators_own_or_all_have_prefixes() -> None:
    trips = applied(LINES, NEWS["late"]).live.trips
    assert trips is not None
    (own,) = trip_updates(LINES, trips, Naming("s"), NOW)
    (prefixed,) = trip_updates(LINES, trips, Naming(), NOW)
    assert (own.key.trip_id, own.key.route_id, own.stops[0].stop_id) == ("0.0", "M1", "A")
    names = prefixed.key.trip_id, prefixed.key.route_id, prefixed.stops[0].stop_id
    assert names == ("s:0.0", "s:M1", "s:A")
    assert list(trip_updates(LINES, trips, Naming("other"), NOW)) == []


def test_nothing_is_known_later_than_the_message() -> None:
    trips = applied(LINES, news("0.0", late("A", 60), timestamp=NOW)).live.trips
    assert trips is not None
    (update,) = trip_updates(LINES, trips, Naming("s"), NOW - 5)
    assert update.timestamp == NOW - 5


EVENTS = st.none() | st.builds(StopEvent, delay=st.integers(-300, 1800))
NUMBERS = st.integers(1, 4)
CALLED = st.builds(
    StopUpdate,
    sequence=NUMBERS,
    arrival=EVENTS,
    departure=EVENTS,
    relationship=st.sampled_from([StopRelationship.SCHEDULED, StopRelationship.NO_DATA]),
    assigned_stop_id=st.sampled_from(["", "", "A2"]),
    occupancy=st.sampled_from(Occupancy),
)
PASSED_BY = st.builds(StopUpdate, sequence=NUMBERS, relationship=st.just(StopRelationship.SKIPPED))
CALLS = st.lists(CALLED | PASSED_BY, max_size=4, unique_by=lambda call: call.sequence)
KEYS = st.builds(
    TripKey,
    trip_id=st.sampled_from(["0.0", "0.1", "0.2", "1.0"]),
    start_date=st.sampled_from([TODAY, TODAY + 1]),
    relationship=st.sampled_from([TripRelationship.SCHEDULED] * 2 + [TripRelationship.CANCELED]),
)
IN_ORDER = CALLS.map(lambda calls: sorted(calls, key=lambda call: call.sequence or 0))
UPDATES = st.builds(TripUpdate, key=KEYS, stops=IN_ORDER.map(StopUpdates.of)) | st.builds(
    TripUpdate, key=KEYS, delay=st.integers(-60, 600)
)


@settings(derandomize=True, deadline=None, max_examples=60)
@given(st.lists(UPDATES, max_size=5))
def test_whatever_is_said_comes_back(updates: list[TripUpdate]) -> None:
    made = applied(LINES, *updates).live.trips
    assert made is not None
    content = passed_on(LINES, made)
    assert broken_rules(content, LINES, STATIC) == set()
    again = applied(LINES, *parse(content, RT).records).live.trips
    assert again is not None
    assert different(made, again) == set()


@pytest.mark.real
def test_kingston_comes_back() -> None:
    timetable, _ = read(shared("data", "kingston", "gtfs.zip"), STATIC)
    timetable = frozen(timetable)
    for path in sorted(shared("data", "kingston", "tripupdates").glob("*.pb"))[::26]:
        parsed = parse(path.read_bytes(), RT)
        assert parsed.made_at is not None
        made = laid(timetable, parsed.records, parsed.made_at)
        content = passed_on(timetable, made, parsed.made_at)
        assert broken_rules(content, timetable, STATIC) <= {"E024"}
        again = laid(timetable, parse(content, RT).records, parsed.made_at)
        assert made.n > 200
        assert different(made, again) == set()


def laid(timetable: Timetable, records: tuple[object, ...], made_at: int) -> LiveTrips:
    batch = Batch(RT, made_at, records)  # type: ignore[arg-type]
    trips = apply(timetable, (LiveFeed(RT, (STATIC,)),), {RT: batch}, None).live.trips
    assert trips is not None
    return trips


def passed_on(timetable: Timetable, trips: LiveTrips, made_at: int = NOW) -> bytes:
    content: bytes = write(trip_updates(timetable, trips, Naming(STATIC), made_at), made_at)
    return content


def different(one: LiveTrips, other: LiveTrips) -> set[str]:
    """Columns in which live trips differ; when a vehicle passes a stop by is of no account."""
    return set(_different(without_times_passing(one), without_times_passing(other), name=""))


def without_times_passing(trips: LiveTrips) -> LiveTrips:
    own, passing = trips.timetable.stop_times, trips.skipped
    times = StopTimes(np.where(passing, 0, own.arrive), np.where(passing, 0, own.depart))
    return replace(
        trips,
        known=trips.known | passing,
        timetable=replace(trips.timetable, stop_times=times),
    )


def _different(one: object, other: object, name: str) -> Iterator[str]:
    if isinstance(one, Ids):
        yield from () if list(one.texts) == list(other.texts) else (name,)  # type: ignore[attr-defined]
    elif is_dataclass(one):
        for field in fields(one):
            yield from _different(getattr(one, field.name), getattr(other, field.name), field.name)
    elif isinstance(one, np.ndarray):
        floats = one.dtype.kind == "f"
        yield from () if np.array_equal(one, other, equal_nan=floats) else (name,)  # type: ignore[arg-type]
    elif one != other:
        yield name
