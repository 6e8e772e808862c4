"""Documents gone wrong at random are read or refused; one bad record never costs the others."""

from itertools import islice

import msgspec

from feeds.datex2_parking import is_ours, peek
from maas.errors import FeedMalformed
from maas.live import Record
from tests.feeds.datex2_parking.documents import facilities, read, record, table
from tests.feeds.datex2_parking.mutants import SOUND, mutants
from tests.mutation import TEXTS

_decoder = msgspec.msgpack.Decoder(tuple[Record, ...])


def outcome(content: bytes) -> str:
    """Whether it was read; what is, can be sent to workers."""
    peek(content)
    is_ours(content)
    try:
        parsed = read(content, "EPSG:25832")
    except FeedMalformed:
        return "refused"
    assert _decoder.decode(msgspec.msgpack.encode(parsed.records)) == parsed.records
    return "read"


def test_what_mutants_are_made_of_is_sound() -> None:
    assert [len(read(sound).records) for sound in SOUND] == [4, 4, 4]


def test_five_hundred_mutants() -> None:
    outcomes = [outcome(mutant) for mutant in islice(mutants(1), 500)]
    assert outcomes.count("read") > 150
    assert outcomes.count("refused") > 50


def test_no_value_of_one_record_costs_another() -> None:
    for evil in TEXTS:
        if "\x00" not in evil and "&x" not in evil:
            wrong = record(
                spaces=evil, where=f"<parkingLocation><latitude>{evil}</latitude></parkingLocation>"
            )
            assert "p2" in {each.id for each in facilities(table(wrong, record("p2")))}
