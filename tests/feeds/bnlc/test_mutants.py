"""Whatever stands in the file, nothing crashes; one bad row never costs the others."""

from collections.abc import Iterator
from itertools import count, islice
from random import Random

import msgspec

from feeds.bnlc import is_ours, parse
from maas.errors import FeedMalformed
from maas.live import Record
from tests.feeds.bnlc.rows import file, places, row
from tests.mutation import EVIL, cut, flip

SOUND = [row(id_lieu=f"44109-C-00{number}") for number in range(6)]
CELLS = [str(each) for each in EVIL if isinstance(each, str | int | float)] + [
    '"',
    ";",
    "\n",
    '","',
]

_decoder = msgspec.msgpack.Decoder(tuple[Record, ...])


def mutants(seed: int) -> Iterator[bytes]:
    """Without end files with one to five things wrong, the same ones for the same seed."""
    for number in count():
        random = Random(f"{seed}:{number}")
        rows = [dict(each) for each in SOUND]
        for _ in range(random.randint(1, 5)):
            wrong = random.choice(rows)
            wrong[random.choice(list(wrong))] = random.choice(CELLS)
        content = file(*rows, delimiter=random.choice(",,;"))
        yield random.choice((flip, cut))(random, content) if random.random() < 0.3 else content


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
