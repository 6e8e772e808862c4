"""Amarillo's additions to GTFS-Realtime, as bytes: the bindings do not know them."""

import pytest
from google.transit.gtfs_realtime_pb2 import FeedMessage

from feeds.gtfs_rt import parse
from maas.live import TripUpdate
from maas.live.trips import ToldRoute, TripRelationship
from maas.model import SourceId
from tests.feeds.gtfs_rt.messages import MADE_AT, message

ADDED = f"""
entity {{ id: "1" trip_update {{
    trip {{ trip_id: "mfdz:1" route_id: "mfdz:1" start_date: "20260115"
            schedule_relationship: ADDED }}
    stop_time_update {{ stop_sequence: 1 stop_id: "a" departure {{ time: {MADE_AT + 600} }}
                        stop_time_properties {{ }} }}
    stop_time_update {{ stop_sequence: 2 stop_id: "b" arrival {{ time: {MADE_AT + 1200} }}
                        stop_time_properties {{ %s }} }}
}} }}
"""


def varint(number: int) -> bytes:
    """A number as protobuf writes it."""
    out = b""
    while number > 127:
        out += bytes([number & 127 | 128])
        number >>= 7
    return out + bytes([number])


def field(number: int, value: int | str | bytes) -> bytes:
    """A field as protobuf writes it."""
    if isinstance(value, int):
        return varint(number << 3) + varint(value)
    content = value.encode() if isinstance(value, str) else value
    return varint(number << 3 | 2) + varint(len(content)) + content


def extended(content: bytes, trip: bytes = b"", *calls: bytes) -> bytes:
    """A message with these additions to its first trip and its calls."""
    drawn = FeedMessage.FromString(content)
    update = drawn.entity[0].trip_update
    update.trip.MergeFromString(trip)
    for call, more in zip(update.stop_time_update, calls, strict=False):
        call.stop_time_properties.MergeFromString(more)
    found: bytes = drawn.SerializeToString()
    return found


def update(content: bytes) -> TripUpdate:
    """The one update of a message."""
    (found,) = parse(content, SourceId("rt")).records
    assert isinstance(found, TripUpdate)
    return found


def may(content: bytes) -> list[tuple[bool | None, bool | None]]:
    """Who may get in, and out, at each call."""
    return [(call.may_board, call.may_alight) for call in update(content).stops]


def test_who_gets_in_and_out_is_read_from_the_addition() -> None:
    pickup = field(1013, field(1, 3) + field(2, 1))
    dropoff = field(1013, field(1, 1) + field(2, 3))
    content = message(ADDED % "")
    assert may(content) == [(None, None), (None, None)]
    assert may(extended(content, b"", pickup, dropoff)) == [(True, False), (False, True)]


def test_what_the_standard_says_goes_first() -> None:
    content = message(ADDED % "pickup_type: REGULAR")
    both = field(1013, field(1, 1) + field(2, 1))
    assert may(extended(content, b"", b"", both))[1] == (True, False)


def test_the_route_of_a_new_trip_is_told() -> None:
    route = field(1, "https://m.example/1") + field(2, "mifaz") + field(3, "A nach B")
    told = update(extended(message(ADDED % ""), field(1013, route + field(4, 1551))))
    assert told.key.relationship is TripRelationship.ADDED
    assert told.properties is not None
    assert told.properties.route == ToldRoute("mifaz", "A nach B", "https://m.example/1", 1551)


@pytest.mark.parametrize("wrong", [b"\xff", b"\x0a\xff", field(4, 2**31), b"\x0a\x02\xff\xfe"])
def test_an_addition_that_cannot_be_read_costs_nothing_else(wrong: bytes) -> None:
    more = field(1013, wrong)
    assert len(update(extended(message(ADDED % ""), more, more, more)).stops) == 2
