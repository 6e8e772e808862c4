"""The time of a message by its first bytes, whatever they are."""

from google.transit.gtfs_realtime_pb2 import FeedMessage
from hypothesis import given, settings
from hypothesis import strategies as st

from feeds.gtfs_rt import peek


def message(time: int | None, entities: int = 3) -> bytes:
    made = FeedMessage()
    made.header.gtfs_realtime_version = "2.0"
    if time is not None:
        made.header.timestamp = time
    for number in range(entities):
        made.entity.add(id=str(number)).trip_update.trip.trip_id = "t"
    return made.SerializeToString()


def test_the_time_is_found_though_the_message_is_cut_off() -> None:
    whole = message(1_768_494_853)
    assert peek(whole) == peek(whole[:20]) == 1_768_494_853


def test_a_message_without_time_or_cut_within_its_header_does_not_say() -> None:
    assert peek(message(None)) is None
    assert peek(message(1_768_494_853)[:8]) is None
    assert peek(b"") is None


@given(st.binary(max_size=60))
@settings(derandomize=True, deadline=None)
def test_garbage_says_nothing_that_hurts(garbage: bytes) -> None:
    assert peek(garbage) is None or isinstance(peek(garbage), int)
