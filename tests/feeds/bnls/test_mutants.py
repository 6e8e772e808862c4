"""Files gone wrong at random are read or refused; one bad row never costs the others."""

from itertools import islice

import msgspec

from feeds.bnls import is_ours, parse
from maas.errors import FeedMalformed
from maas.live import Record
from tests.feeds.bnls.mutants import CELLS, mutants
from tests.feeds.bnls.rows import USUAL, facilities, row

_decoder = msgspec.msgpack.Decoder(tuple[Record, ...])


def outcome(content: bytes) -> str:
    """Whether it was read; what is, can be sent to workers."""
    is_ours(content)
    try:
        parsed = parse(content)
    except FeedMalformed:
        return "refused"
    assert _decoder.decode(msgspec.msgpack.encode(parsed.records)) == parsed.records
    return "read"


def test_five_hundred_mutants() -> None:
    outcomes = [outcome(mutant) for mutant in islice(mutants(1), 500)]
    assert outcomes.count("read") > 250
    assert outcomes.count("refused") > 5


def test_no_value_of_one_row_costs_another() -> None:
    for name in USUAL:
        for evil in CELLS:
            if not set(evil) & set('"\n\r\x00'):
                found = facilities(row(**{name: evil}), row(id="44109-P-002"))
                assert "44109-P-002" in {each.id for each in found}
