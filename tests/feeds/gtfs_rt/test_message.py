"""The message as a whole: what is one, and what is refused in words."""

import pytest

from feeds.gtfs_rt import parse
from maas.errors import FeedMalformed
from maas.model import SourceId
from tests.feeds.gtfs_rt.messages import HEADER, MADE_AT, message, read, rules

TRIP = 'entity { id: "1" trip_update { trip { trip_id: "t" } delay: 60 } }'

JSON = b"""
{"header": {"gtfs_realtime_version": "2.0", "incrementality": 0, "timestamp": 1768494000},
 "entity": [{"id": "1", "tripUpdate": {"trip": {"trip_id": "t"}, "delay": 60}, "new": 1}]}
"""


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"", "empty"),
        (message(TRIP, ""), "no header"),
        (message(TRIP, "header { timestamp: 1768494000 }"), "version"),
        (message(TRIP, HEADER.replace("FULL_DATASET", "DIFFERENTIAL")), "DIFFERENTIAL"),
        (message(TRIP)[:-3], "cut off"),
        (b"\n\n<!DOCTYPE html><html><body>Sign in</body></html>", "a web page"),
        (b"<?xml version='1.0'?><Siri/>", "XML"),
        (b"PK\x03\x04 and so on", "a zip"),
        (b"\x00" * 40, "cut off|no header"),
        (b'{"header": {"gtfs_realtime_version": 2.0', "JSON"),
        (b'{"departures": []}', "no header"),
        (b"[" * 100_000, "cut off"),
        (b'{"entity":' * 100_000, "JSON"),
        (message("") + b"\x12\x00" * 600_000, "say nothing"),
        (message("") + b"\x12\x03\x0a\x01x" * 500_001, "500,001 entities"),
        (b'{"a":[' + b"{}," * 600_000 + b"0]}", "objects of JSON"),
    ],
)
def test_what_is_no_whole_message_is_refused(content: bytes, problem: str) -> None:
    with pytest.raises(FeedMalformed, match=problem):
        parse(content, SourceId("rt"))


def test_a_message_without_entities_says_that_all_runs_as_scheduled() -> None:
    parsed = read("")
    assert (parsed.records, parsed.rejections, parsed.made_at) == ((), (), MADE_AT)


def test_the_json_form_says_the_same() -> None:
    assert parse(JSON, SourceId("rt")) == read(TRIP)


def test_old_messages_are_read_and_what_their_header_lacks_is_told() -> None:
    parsed = read(TRIP, 'header { gtfs_realtime_version: "1.0" }')
    assert len(parsed.records) == 1
    assert parsed.made_at is None
    assert rules(parsed) == {"E048": 1, "E049": 1}


def test_an_unknown_version_is_a_doubt() -> None:
    parsed = read(TRIP, HEADER.replace('"2.0"', '"3.7"'))
    assert (len(parsed.records), rules(parsed)) == (1, {"E038": 1})


def test_milliseconds_are_understood() -> None:
    parsed = read(TRIP, HEADER.replace(str(MADE_AT), f"{MADE_AT}000"))
    assert (parsed.made_at, rules(parsed)) == (MADE_AT, {"E001": 1})


def test_a_message_from_the_future_does_not_stay_young_for_ever() -> None:
    content = message(TRIP, HEADER.replace(str(MADE_AT), str(MADE_AT + 3600)))
    parsed = parse(content, SourceId("rt"), now=MADE_AT)
    assert (parsed.made_at, rules(parsed)) == (None, {"E050": 1})
    assert parse(message(TRIP), SourceId("rt"), now=MADE_AT - 5).made_at == MADE_AT


def test_what_is_deleted_empty_or_told_twice_is_counted() -> None:
    parsed = read("""
        entity { id: "1" is_deleted: true trip_update { trip { trip_id: "gone" } delay: 1 } }
        entity { id: "2" }
        entity { id: "3" trip_update { trip { trip_id: "t" } delay: 60 } }
        entity { id: "4" trip_update { trip { trip_id: "t" } delay: 120 } }
        entity { id: "4" trip_update { trip { trip_id: "u" } delay: 0 } }
    """)
    assert [(each.key.trip_id, each.delay) for each in parsed.records] == [("t", 120), ("u", 0)]
    assert rules(parsed) == {
        "E039": 1,
        "empty_entity": 1,
        "duplicate_entity": 1,
        "duplicate_entity_id": 1,
    }
    assert "in entity '4'" in parsed.rejections[2].text
