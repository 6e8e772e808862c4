"""Whatever Waze publishes, nothing crashes; one bad record never costs the others."""

from itertools import islice

import msgspec

from feeds.waze import hide, is_ours, parse
from maas.errors import FeedMalformed
from maas.live import Record
from tests.feeds.waze.messages import alert, incidents, irregularity, jam, route
from tests.feeds.waze.mutants import SOUND, mutants
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
    assert len(parse(msgspec.json.encode(SOUND)).records) == 7


def test_two_hundred_mutants() -> None:
    outcomes = [outcome(mutant) for mutant in islice(mutants(1), 200)]
    assert outcomes.count("read") > 100
    assert outcomes.count("refused") > 20


def test_no_value_of_one_record_costs_another() -> None:
    kinds = {"alerts": alert, "jams": jam, "irregularities": irregularity, "routes": route}
    for name, build in kinds.items():
        for member in build():
            for evil in EVIL:
                told = {name: [{**build(), member: evil}], "alerts": [alert(uuid="sound")]}
                told["alerts"] = [*told["alerts"], *(told[name] if name == "alerts" else ())]
                assert "sound" in {each.id for each in incidents(**told)}
