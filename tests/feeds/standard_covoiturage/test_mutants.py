"""Whatever an operator answers, nothing crashes; one bad record never costs the others."""

from itertools import islice

import msgspec

from feeds.standard_covoiturage import hide, is_ours, parse, parse_journeys, parse_regular
from maas.errors import FeedMalformed
from maas.live import Record
from tests.feeds.standard_covoiturage.answers import AT, every, journey, offers, read, read_regular
from tests.feeds.standard_covoiturage.answers import regular as regular_trip
from tests.feeds.standard_covoiturage.mutants import JOURNEYS, REGULAR, mutants
from tests.mutation import EVIL

_decoder = msgspec.msgpack.Decoder(tuple[Record, ...])


def outcome(content: bytes) -> str:
    """Whether it was read; what is, can be sent to workers."""
    is_ours(content)
    told = "read"
    for read_it in (parse, parse_journeys, parse_regular):
        try:
            records = read_it(content, AT).records
            assert _decoder.decode(msgspec.msgpack.encode(records)) == records
        except FeedMalformed:
            told = "refused" if read_it is parse else told
    if told == "read":
        parse(hide(content), AT)
    return told


def test_what_mutants_are_made_of_is_sound() -> None:
    assert len(read(*JOURNEYS).records) == 4
    assert not read(*JOURNEYS).rejections
    assert len(read_regular(*REGULAR).records) == 2


def test_four_hundred_mutants() -> None:
    outcomes = [outcome(mutant) for mutant in islice(mutants(1), 400)]
    assert outcomes.count("read") > 200
    assert outcomes.count("refused") > 40


def test_no_value_of_one_offer_costs_another() -> None:
    for name in journey():
        for evil in EVIL:
            found = offers(read({**journey(), name: evil}, journey(id="sound")))
            assert "sound" in {each.id for each in found}
    weekly = regular_trip(every("MON", "08:00:00"))
    for name in weekly:
        for evil in EVIL:
            assert offers(read_regular({**weekly, name: evil}, weekly))
