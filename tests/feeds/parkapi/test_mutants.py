"""Answers gone wrong at random are read or refused; one bad record never costs the others."""

from itertools import islice

import msgspec

from feeds.parkapi import is_ours, peek
from maas.errors import FeedMalformed
from maas.live import Record
from tests.feeds.parkapi.answers import read, site, sites
from tests.feeds.parkapi.mutants import LOTS, SITES, mutants
from tests.mutation import EVIL

_decoder = msgspec.msgpack.Decoder(tuple[Record, ...])


def outcome(content: bytes) -> str:
    """Whether it was read; what is, can be sent to workers."""
    peek(content)
    is_ours(content)
    try:
        parsed = read(content)
    except FeedMalformed:
        return "refused"
    assert _decoder.decode(msgspec.msgpack.encode(parsed.records)) == parsed.records
    return "read"


def test_what_mutants_are_made_of_is_sound() -> None:
    for sound, n in ((SITES, 7), (LOTS, 6)):
        assert len(read(msgspec.json.encode(sound)).records) == n


def test_five_hundred_mutants() -> None:
    outcomes = [outcome(mutant) for mutant in islice(mutants(1), 500)]
    assert outcomes.count("read") > 250
    assert outcomes.count("refused") > 50


def test_no_value_of_one_site_costs_another() -> None:
    for name in site():
        for evil in EVIL:
            content = sites({**site(1), name: evil}, site(2))
            assert "2" in {record.id for record in read(content).records}
