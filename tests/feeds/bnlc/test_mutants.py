"""Whatever stands in the file, nothing crashes; one bad row never costs the others."""

from itertools import islice

import msgspec

from feeds.bnlc import is_ours, parse
from maas.errors import FeedMalformed
from maas.live import Record
from tests.feeds.bnlc.mutants import CELLS, mutants
from tests.feeds.bnlc.rows import places, row

_decoder = msgspec.msgpack.Decoder(tuple[Record, ...])


def outcome(content: bytes) -> str:
    """Whether it was read; what is, can be sent to workers."""
    is_ours(content)
    try:
        records = parse(content).records
    except FeedMalformed:
        return "refused"
    assert _decoder.decode(msgspec.msgpack.encode(records)) == records
    return "read"


def test_four_hundred_mutants() -> None:
    outcomes = [outcome(mutant) for mutant in islice(mutants(1), 400)]
    assert outcomes.count("read") > 300
    assert outcomes.count("refused") > 10


def test_no_value_of_one_row_costs_another() -> None:
    for name in row():
        for evil in CELLS[:-4]:
            found = places(row(**{name: evil.replace('"', "")}), row(id_lieu="sound"))
            assert "sound" in {each.id for each in found}
