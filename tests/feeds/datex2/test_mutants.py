"""Whatever an authority publishes, nothing crashes; one bad record never costs the others."""

import re
from itertools import islice

import msgspec

from feeds.datex2 import is_ours, parse
from maas.errors import FeedMalformed
from maas.live import Record
from tests.feeds.datex2.documents import incidents, order, orders
from tests.feeds.datex2.mutants import ORDERS, SITUATIONS, SOUND, mutants
from tests.mutation import TEXTS

_decoder = msgspec.msgpack.Decoder(tuple[Record, ...])


def outcome(content: bytes) -> str:
    """Whether it was read; what is, can be sent to workers and kept."""
    is_ours(content)
    try:
        records = parse(content).records
    except FeedMalformed:
        return "refused"
    assert _decoder.decode(msgspec.msgpack.encode(records)) == records
    return "read"


def test_what_mutants_are_made_of_is_sound() -> None:
    assert [len(incidents(each)) for each in SOUND] == [3, 3]


def test_two_hundred_mutants() -> None:
    outcomes = [outcome(mutant) for mutant in islice(mutants(1), 200)]
    assert outcomes.count("read") > 100
    assert outcomes.count("refused") > 20


def test_no_value_of_one_record_costs_another() -> None:
    texts = [each.replace("\x00", "").encode() for each in TEXTS if not set(each) & set("<&")]
    for content, last in ((SITUATIONS, b"r3"), (ORDERS, b"o2")):
        before = content.index(b'id="%b"' % last)
        begin = content.rindex(b"</", 0, before)
        for value in re.finditer(rb">([^<>]+)<", content[:begin]):
            for text in texts[::6]:
                changed = content[: value.start(1)] + text + content[value.end(1) :]
                assert last in {each.id.encode().partition(b":")[0] for each in incidents(changed)}


def test_a_bad_order_costs_no_other() -> None:
    assert len(incidents(orders(order("<trafficRegulation/>", id="x"), order()))) == 2
