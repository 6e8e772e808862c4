"""Tables gone wrong at random are read or refused, and what is read can be sent on."""

from collections import Counter
from itertools import islice
from random import Random
from typing import Any

import msgspec
import pytest

from feeds.parking_table import parser
from maas.errors import FeedMalformed
from maas.live import Record
from tests.feeds.parking_table.mutants import OPTIONS, mutants
from tests.feeds.parking_table.tables import NOW, read
from tests.feeds.parking_table.test_shapes import BIELEFELD, source_of
from tests.mutation import EVIL, json_mutants
from tests.shared import shared

_decoder = msgspec.msgpack.Decoder(tuple[Record, ...])


def test_six_hundred_mutants() -> None:
    outcomes = Counter(outcome(OPTIONS, mutant) for mutant in islice(mutants(1), 600))
    assert outcomes["read"] > 250
    assert outcomes["refused"] > 50


def test_three_hundred_rows_of_csv_gone_wrong() -> None:
    options = (
        'id = "gid"\nname = "bez"\npoint = "WKT"\nfree = "b_pls_rest"\ncounted_at = "b_pls_zeit"'
    )
    sound = BIELEFELD.encode()
    for number in range(300):
        random = Random(number)
        wrong = bytearray(sound)
        for _ in range(random.randint(1, 8)):
            at = random.randrange(len(wrong))
            evil = str(random.choice(EVIL)).encode(errors="replace")[: random.randint(1, 40)]
            wrong[at : at + random.randint(0, 30)] = random.choice(
                (evil, b";", b'"', b"\n", b"\xff")
            )
        outcome(options, bytes(wrong))


@pytest.mark.real
@pytest.mark.parametrize(
    ("town", "file"),
    [("heidelberg", "heidelberg/heidelberg.json"), ("basel", "parking/basel.json")],
)
def test_mutants_of_what_towns_publish(town: str, file: str, tmp_path: Any) -> None:
    parse = parser(source_of(town, tmp_path))
    sound = msgspec.json.decode(shared("data", *file.split("/")).read_bytes())
    for mutant in islice(json_mutants([sound[:6]], 1), 60):
        try:
            parse(mutant, NOW)
        except FeedMalformed:
            continue


def outcome(options: str, content: bytes) -> str:
    """Whether a message was read; what is read has numbers that can be and goes to workers."""
    try:
        parsed = read(options, content)
    except FeedMalformed:
        return "refused"
    for each in parsed.records:
        assert each.free is None or each.free >= 0
        assert each.capacity is None or each.capacity > 0
        assert each.free is None or each.capacity is None or each.free <= each.capacity
        assert each.lat is None or (-90 <= each.lat <= 90 and -180 <= each.lon <= 180)
    assert _decoder.decode(msgspec.msgpack.encode(parsed.records)) == parsed.records
    assert all(finding.text.isprintable() for finding in parsed.rejections)
    return "read"
