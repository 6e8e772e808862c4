"""Whatever a town publishes, nothing crashes; one bad incident never costs the others."""

from itertools import islice

import msgspec

from feeds.cifs import is_ours, parse
from maas.errors import FeedMalformed
from maas.live import Record
from tests.feeds.cifs.documents import USUAL, incident, incidents
from tests.feeds.cifs.mutants import DOCUMENT, mutants
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
    return "read"


def test_what_mutants_are_made_of_is_sound() -> None:
    assert len(parse(DOCUMENT).records) == 3


def test_two_hundred_mutants() -> None:
    outcomes = [outcome(mutant) for mutant in islice(mutants(1), 200)]
    assert outcomes.count("read") > 80
    assert outcomes.count("refused") > 20


def test_no_value_of_one_incident_costs_another() -> None:
    texts = [each.replace("\x00", "") for each in EVIL if isinstance(each, str)]
    for name in USUAL:
        for evil in texts:
            found = incidents(incident("evil", **{name: evil}), incident("sound"))
            assert "sound" in {each.id for each in found}
