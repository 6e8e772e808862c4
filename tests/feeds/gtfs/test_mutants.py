"""Feeds gone wrong are read or refused: never anything else, never for long."""

from itertools import islice
from pathlib import Path

import pytest

from feeds.gtfs import read
from maas.errors import FeedMalformed
from maas.model import SourceId
from tests.feeds.gtfs.mutants import mutants


def outcomes(folder: Path, seed: int, n: int) -> dict[str, int]:
    found = {"read": 0, "refused": 0}
    path = folder / "mutant.zip"
    for mutant in islice(mutants(seed), n):
        path.write_bytes(mutant)
        try:
            timetable, report = read(path, SourceId("s"))
        except FeedMalformed as refusal:
            assert 10 < len(str(refusal)) < 300
            found["refused"] += 1
        else:
            assert timetable.trips.route.size == report.counts["trips"] > 0
            found["read"] += 1
    return found


def test_a_hundred_mutants(tmp_path: Path) -> None:
    found = outcomes(tmp_path, 1, 100)
    assert min(found.values()) > 10


@pytest.mark.slow
def test_a_thousand_mutants(tmp_path: Path) -> None:
    found = outcomes(tmp_path, 2, 1000)
    assert min(found.values()) > 100


def test_mutants_are_the_same_for_the_same_seed() -> None:
    assert list(islice(mutants(3), 5)) == list(islice(mutants(3), 5))
