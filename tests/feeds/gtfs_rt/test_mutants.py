"""Messages gone wrong at random are read or refused, and what is read can be sent on."""

from itertools import islice

import msgspec
import pytest
from google.transit.gtfs_realtime_pb2 import FeedMessage

from feeds.gtfs_rt import parse, peek
from feeds.parsed import Parsed
from maas.errors import FeedMalformed
from maas.live import Record
from maas.model import SourceId
from tests.feeds.gtfs_rt.messages import message
from tests.feeds.gtfs_rt.mutants import RICH, mutants, mutants_of
from tests.shared import shared

_decoder = msgspec.msgpack.Decoder(tuple[Record, ...])


def test_the_message_that_mutants_are_made_of_is_sound() -> None:
    parsed = parse(message(RICH), SourceId("rt"))
    assert (len(parsed.records), parsed.rejections) == (9, ())


def test_a_thousand_mutants() -> None:
    outcomes = [outcome(mutant) for mutant in islice(mutants(1), 1000)]
    assert outcomes.count("read") > 500
    assert outcomes.count("refused") > 100


@pytest.mark.real
def test_mutants_of_what_producers_send() -> None:
    names = ["bibus-brest-alerts.pb", "transitland/example.pb", "transitland/bart-alerts.pb"]
    sound = [FeedMessage.FromString(shared("data", "gtfs-rt", name).read_bytes()) for name in names]
    for mutant in islice(mutants_of(sound, 1), 200):
        outcome(mutant)


def outcome(content: bytes) -> str:
    """Whether it is refused; what is read must come through the bus as it went in."""
    peek(content[:200])
    try:
        parsed = parse(content, SourceId("rt"), now=1_768_494_000)
    except FeedMalformed as problem:
        assert str(problem)
        return "refused"
    assert isinstance(parsed, Parsed)
    assert _decoder.decode(msgspec.msgpack.encode(parsed.records)) == parsed.records
    return "read"
