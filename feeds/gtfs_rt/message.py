"""The message as a whole: whether it is one, when it was made, what it is made of.

A whole data set (FULL_DATASET) replaces what was known before, so whatever may be none, such as an
empty body, is refused: it would take back every delay without a word.
"""

from typing import Any

from google.protobuf import json_format
from google.protobuf.internal import api_implementation
from google.protobuf.message import DecodeError
from google.transit.gtfs_realtime_pb2 import FeedHeader, FeedMessage

from feeds.gtfs_rt.fields import moment
from feeds.gtfs_rt.notices import Notices
from maas.errors import FeedMalformed

VERSIONS = ("1.0", "2.0")

MOST_ENTITIES = 500_000
MOST_STOP_UPDATES = 1_000_000
"""More than whole countries have at a time; each costs microseconds, however little it says."""

MOST_OBJECTS = 500_000
"""Of a message in JSON, whose objects cost ten times as much."""

MOST_EMPTY = 0.4
"""Share of zeros among the bytes: what holds next to nothing takes thirty times its size once it is
decoded."""

FUTURE_S = 60
"""How far a producer's clock may be ahead of ours."""


def decoded(content: bytes) -> Any:
    """The FeedMessage in these bytes, protobuf or its JSON form, with a header.

    Raises:
        FeedMalformed: they are something else, or only changes to an earlier message.
    """
    if not content:
        raise FeedMalformed("the message is empty")
    if content.count(0) > max(MOST_OBJECTS, MOST_EMPTY * len(content)):
        raise FeedMalformed("the message is full of entities that say nothing")
    message = _message(content)
    if not message.HasField("header"):
        raise FeedMalformed("the message has no header: it is not GTFS-Realtime, or was cut")
    if not message.header.gtfs_realtime_version:
        raise FeedMalformed("the header does not say which version of GTFS-Realtime it is")
    if message.header.incrementality == FeedHeader.DIFFERENTIAL:
        raise FeedMalformed(
            "the message is DIFFERENTIAL: GTFS-Realtime does not say what that means; "
            "ask the producer for a FULL_DATASET"
        )
    _refuse_masses(message)
    return message


def _refuse_masses(message: Any) -> None:
    entities = len(message.entity)
    if entities > MOST_ENTITIES:
        raise FeedMalformed(f"the message has {entities:,} entities; at most {MOST_ENTITIES:,}")
    stops = count_calls(message)
    if stops > MOST_STOP_UPDATES:
        raise FeedMalformed(
            f"the message has {stops:,} stop updates; at most {MOST_STOP_UPDATES:,}"
        )


def count_calls(message: Any) -> int:
    """How many stop updates there are in all."""
    return sum(len(entity.trip_update.stop_time_update) for entity in message.entity)


def made_at(header: Any, now: int | None, notices: Notices) -> int | None:
    """When the message was made (Unix s); None if it does not say so, or is ahead of `now`."""
    if header.gtfs_realtime_version not in VERSIONS:
        notices.note("E038", header.gtfs_realtime_version)
    if not header.HasField("incrementality"):
        notices.note("E049")
    made = moment(header.timestamp, notices)
    if made is None:
        notices.note("E048")
    elif now is not None and made > now + FUTURE_S:
        notices.note("E050", made)
        return None
    return made


def _message(content: bytes) -> Any:
    if api_implementation.Type() == "python":
        raise FeedMalformed("protobuf runs in pure Python here, which deep messages can crash")
    try:
        return FeedMessage.FromString(content)
    except DecodeError as problem:
        if content.lstrip()[:1] == b"{":
            return _from_json(content)
        raise FeedMalformed(f"not GTFS-Realtime{_looks_like(content)}") from problem


def _from_json(content: bytes) -> Any:
    if content.count(b"{") > MOST_OBJECTS:
        raise FeedMalformed(f"more than {MOST_OBJECTS:,} objects of JSON; send protobuf")
    try:
        return json_format.Parse(content, FeedMessage(), ignore_unknown_fields=True)
    except (json_format.ParseError, UnicodeDecodeError, RecursionError) as problem:
        raise FeedMalformed(f"not GTFS-Realtime in JSON: {str(problem)[:200]}") from problem


def _looks_like(content: bytes) -> str:
    head = content[:1000].lstrip(b"\xef\xbb\xbf \r\n\t").lower()
    if b"<html" in head:
        return ", but a web page"
    if head.startswith(b"<"):
        return ", but XML"
    return ", but a zip" if head.startswith(b"pk") else ": not protobuf, or cut off"
