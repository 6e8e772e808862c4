"""Calls read from the bytes are what is made of them one by one, whatever is said."""

from itertools import product, repeat
from typing import Any

from google.protobuf.message import DecodeError
from google.transit.gtfs_realtime_pb2 import FeedMessage
from hypothesis import given, settings
from hypothesis import strategies as st

from feeds.gtfs_rt.entities import Entity, records
from feeds.gtfs_rt.message import count_calls
from feeds.gtfs_rt.notices import Notices
from feeds.gtfs_rt.parsing import MANY_CALLS, parse
from feeds.gtfs_rt.plain import plain_calls
from feeds.gtfs_rt.reading import Reading
from maas.live import TripUpdate
from maas.model import SourceId
from maas.report import Finding
from tests.feeds.gtfs_rt.messages import MADE_AT, message

WEEK = 7 * 86_400


def members(**said: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    """Any of these, and often none of one of them."""
    return st.fixed_dictionaries({}, optional=said)


NUMBERS: dict[str, list[int]] = {
    "time": [0, 7, -7, 10**8, 10**8 + 1, MADE_AT, MADE_AT * 1000, 2**33 - 1, 2**33, -(2**63)],
    "delay": [0, 60, -60, WEEK, -WEEK, WEEK + 1, -WEEK - 1],
    "scheduled_time": [0, MADE_AT],
    "uncertainty": [0, 30, -1],
}
EVENTS = members(**{name: st.sampled_from(said) for name, said in NUMBERS.items()})
CALLS = members(
    stop_sequence=st.integers(0, 5) | st.just(2**32 - 1),
    stop_id=st.sampled_from(["a", "a", "b", "Ω", ""]),
    arrival=EVENTS,
    departure=EVENTS,
    schedule_relationship=st.integers(0, 3),
    departure_occupancy_status=st.sampled_from([0, 5]),
    stop_time_properties=members(
        assigned_stop_id=st.just("c"), stop_headsign=st.just("Düne"), pickup_type=st.just(1)
    ),
)
NEARLY_PLAIN = st.fixed_dictionaries(
    {"stop_id": st.sampled_from("abc"), "arrival": st.just({"delay": 60})},
    optional={
        "departure": EVENTS,
        "stop_sequence": st.integers(0, 3),
        "stop_time_properties": members(assigned_stop_id=st.just("c")),
        "departure_occupancy_status": st.sampled_from([0, 5]),
    },
)
TRIPS = st.lists(CALLS, max_size=4) | st.lists(NEARLY_PLAIN, max_size=2)


def drawn(trips: list[list[dict[str, Any]]]) -> Any:
    """A message of these trips; every third entity says something else, too."""
    made = FeedMessage.FromString(message(""))
    for i, calls in enumerate(trips):
        entity = made.entity.add(id=str(i), is_deleted=i % 5 == 4)
        if i % 3 == 2:
            entity.vehicle.position.latitude = 1
            made.entity.add(id=f"{i} alone").alert.cause = 1
        entity.trip_update.trip.trip_id = f"t{i}"
        for call in calls:
            entity.trip_update.stop_time_update.add(**call)
    return made


Found = tuple[list[tuple[object, ...]], tuple[Finding, ...]]


def both(made: Any) -> tuple[Found, Found]:
    """What is made of a message with and without reading bytes."""
    found = []
    for plain in (plain_calls(made, count_calls(made)), repeat(None)):
        reading = Reading(MADE_AT, Notices())
        entities = records(zip(made.entity, plain, strict=False), reading)
        found.append(([*map(told, entities)], reading.notices.findings))
    return found[0], found[1]


def told(entity: Entity) -> tuple[object, ...]:
    """A record with its calls one by one."""
    if isinstance(entity, TripUpdate):
        return entity.key, entity.timestamp, entity.delay, *entity.stops
    return (entity,)


def test_every_event_is_read_alike() -> None:
    """All that may be said of one, with every number at the edges of what is believed."""
    said = product(*([(name, None), *((name, n) for n in own)] for name, own in NUMBERS.items()))
    events = [{name: n for name, n in numbers if n is not None} for numbers in said]
    plain, one_by_one = both(drawn([[{"stop_id": "a", "arrival": event}] for event in events]))
    assert plain == one_by_one


def test_every_order_is_read_alike() -> None:
    numbers = product([{}, *({"stop_sequence": n} for n in range(3))], repeat=3)
    calls = [[{"stop_id": "a", "arrival": {"delay": 5}} | n for n in trip] for trip in numbers]
    plain, one_by_one = both(drawn(calls))
    assert plain == one_by_one


@given(st.lists(TRIPS, max_size=6))
@settings(derandomize=True, deadline=None, max_examples=150)
def test_whatever_is_said_is_read_alike(trips: list[list[dict[str, Any]]]) -> None:
    plain, one_by_one = both(drawn(trips))
    assert plain == one_by_one


@given(st.lists(TRIPS, min_size=1, max_size=3), st.data())
@settings(derandomize=True, deadline=None, max_examples=150)
def test_bytes_gone_wrong_are_read_alike(
    trips: list[list[dict[str, Any]]], data: st.DataObject
) -> None:
    content = bytearray(drawn(trips).SerializePartialToString())
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(content) - 1))
        content[at] = data.draw(st.integers(0, 255))
    try:
        made = FeedMessage.FromString(bytes(content))
    except DecodeError:
        return
    plain, one_by_one = both(made)
    assert plain == one_by_one


def test_fields_that_we_do_not_know_are_passed_over() -> None:
    group = bytes([0x83, 0x32, 0x08, 0x01, 0x84, 0x32])  # field 800, one number in it
    made = drawn([[{"stop_id": "a", "arrival": {"delay": 5}}]] * 2)
    for part in (made, made.entity[0], made.entity[0].trip_update.stop_time_update[0].arrival):
        part.MergeFromString(group + bytes([0xC2, 0x3E, 0x01, 0x07, 0xC8, 0x3E, 0x07]))
    plain, one_by_one = both(made)
    assert plain == one_by_one


def test_a_text_that_cannot_be_read_costs_the_same() -> None:
    moved = {"assigned_stop_id": "cc", "stop_headsign": "Düne"}
    call = {"stop_id": "aa", "arrival": {"delay": 5}, "stop_time_properties": moved}
    content = drawn([[call, call | {"stop_id": "b"}]] * 2).SerializeToString()
    for text in (b"aa", b"cc", b"ne"):
        plain, one_by_one = both(FeedMessage.FromString(content.replace(text, b"\xff\xff")))
        assert plain == one_by_one


def test_nearly_all_is_read_from_bytes() -> None:
    plain = {"stop_id": "a", "arrival": {"delay": 60}}
    trips = [
        [plain, {"stop_id": "b", "departure": {"time": MADE_AT, "delay": 0}}],
        [plain, {"stop_id": "b", "schedule_relationship": 2, "arrival": {"delay": 1}}],
        [plain | {"departure_occupancy_status": 5}],
        [plain, {"stop_id": "b", "arrival": {"delay": WEEK + 1}}],
        [plain, {"stop_id": ""}],
        [],
    ]
    made = FeedMessage()
    for calls in trips:
        update = made.entity.add().trip_update
        for call in calls:
            update.stop_time_update.add(**call)
    read = [each is not None for each in plain_calls(made, count_calls(made))]
    assert read == [True, True, True, False, False, False]


def test_a_large_message_is_read_from_bytes() -> None:
    calls = [{"stop_id": str(i), "arrival": {"delay": i}} for i in range(MANY_CALLS)]
    (update,) = parse(drawn([calls]).SerializeToString(), SourceId("rt")).records
    assert isinstance(update, TripUpdate)
    assert update.stops.arrival.delay == tuple(range(MANY_CALLS))
    assert update.stops.arrival.time == update.stops.departure.delay == ()
