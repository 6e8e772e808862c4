"""Whatever an agency publishes, nothing crashes; one bad offer never costs the others."""

from itertools import islice

import msgspec

from feeds.amarillo import hide, is_ours, parse
from maas.errors import FeedMalformed
from maas.live import Record
from tests.feeds.amarillo.carpools import carpool, offers, stop
from tests.feeds.amarillo.mutants import OFFERS, mutants
from tests.mutation import EVIL

_decoder = msgspec.msgpack.Decoder(tuple[Record, ...])


def outcome(content: bytes) -> str:
    """Whether it was read; what is, can be sent to workers and kept."""
    is_ours(content)
    try:
        records = parse(content).records
    except FeedMalformed:
        return "refused"
    assert _decoder.decode(msgspec.msgpack.encode(records)) == records
    parse(hide(content))
    return "read"


def test_what_mutants_are_made_of_is_sound() -> None:
    assert len(offers(*OFFERS)) == 4


def test_four_hundred_mutants() -> None:
    outcomes = [outcome(mutant) for mutant in islice(mutants(1), 400)]
    assert outcomes.count("read") > 200
    assert outcomes.count("refused") > 40


def test_no_value_of_one_offer_costs_another() -> None:
    for name in carpool():
        for evil in EVIL:
            found = offers({**carpool(), name: evil}, carpool(id="sound"))
            assert "sound" in {each.id for each in found}


def test_no_value_of_one_stop_costs_the_ends() -> None:
    ends = carpool()["stops"]
    for name in (*ends[1], "pickup_dropoff"):
        for evil in EVIL:
            between = {**stop("M", 48.6, 8.8), name: evil}
            (found,) = offers(carpool(stops=[ends[0], between, ends[2]]))
            assert len(found.waypoints) in (2, 3)
