"""Systems gone wrong at random are read or refused, and what is read can be sent on and kept."""

import json
from itertools import islice

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from feeds.gbfs import hide, parse, peek
from feeds.gbfs.composing import Part
from feeds.gbfs.discovering import contents_of, files_named, is_manifest, is_ours, systems_named
from maas.errors import FeedMalformed
from maas.live import Record
from maas.model import SourceId
from tests.feeds.gbfs.mutants import RICH, mutants
from tests.feeds.gbfs.systems import NOW, file, read, rules
from tests.mutation import json_mutants
from tests.shared import shared

_decoder = msgspec.msgpack.Decoder(tuple[Record, ...])


def test_the_system_that_mutants_are_made_of_is_sound() -> None:
    parsed = read(RICH)
    assert len(parsed.records) == 15
    assert rules(parsed) == {"flag_as_number": 1}


def test_five_hundred_mutants() -> None:
    outcomes = [outcome(mutant) for mutant in islice(mutants(1), 500)]
    assert outcomes.count("read") > 250
    assert outcomes.count("refused") > 50


@pytest.mark.real
def test_mutants_of_what_producers_send() -> None:
    folder = shared("data", "gbfs", "fixtures")
    names = ("v2.3", "v3.1-RC3")
    sound = [
        {path.stem: json.loads(path.read_bytes()) for path in (folder / name).glob("*.json")}
        for name in names
    ]
    for mutant in islice(json_mutants(sound, 1), 100):
        outcome(mutant)


DISCOVERY = [
    file(feeds=[{"name": "station_status", "url": "s.json"}]),
    file(fr={"feeds": [{"name": "free_bike_status", "url": "https://velo.example/f"}]}),
    file(datasets=[{"system_id": "a", "versions": [{"version": "3.0", "url": "a/gbfs.json"}]}]),
]


def test_discoveries_gone_wrong() -> None:
    found = [discovered(mutant) for mutant in islice(json_mutants(DISCOVERY, 1), 1000)]
    assert found.count("refused") < 900


@settings(derandomize=True, deadline=None, max_examples=50)
@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
        lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    ),
    st.sampled_from(sorted(RICH)),
)
def test_anything_may_stand_in_place_of_records(anything: object, name: str) -> None:
    members = {member: anything for body in RICH.values() for member in body["data"]}
    outcome(json.dumps({**RICH, name: {**file(), "data": members}}).encode())


def outcome(content: bytes) -> str:
    """Whether it is refused; what is read comes through the bus and the archive."""
    peek(content[:200])
    is_ours(content)
    try:
        parsed = parse(content, SourceId("velo"), NOW)
    except FeedMalformed as problem:
        assert str(problem)
        return "refused"
    assert _decoder.decode(msgspec.msgpack.encode(parsed.records)) == parsed.records
    assert all(finding.text and finding.count > 0 for finding in parsed.rejections)
    kept = parse(hide(content), SourceId("velo"), NOW)
    assert len(kept.records) >= len(parsed.records) - 3  # those whose id alone was wrong differ
    return "read"


def discovered(content: bytes) -> str:
    try:
        Part.of(content, NOW)
        told = contents_of(content)
        if is_manifest(told):
            systems_named(told, "https://velo.example/manifest.json", ())
        else:
            files_named(told, "https://velo.example/gbfs.json", "fr")
    except FeedMalformed as problem:
        assert str(problem)
        return "refused"
    return "read"
