"""Rules have the names the field knows, each is used, each says what was done."""

from pathlib import Path

import pytest

import feeds.gtfs
from feeds.gtfs.notices import ELSEWHERE, LONGEST_EXAMPLE, RULES, Notices, shorten
from maas.report import Severity
from tests.shared import shared

OURS = {
    "block_with_distant_stops",
    "broken_shape",
    "equal_stop_sequences",
    "fare_without_rules",
    "flexible_stop_time",
    "linked_trip_divides",
    "pathway_length_not_in_meters",
    "shape_too_long",
    "shape_with_long_detour",
    "transfer_to_next_service_day",
}


@pytest.mark.real
def test_rules_are_called_as_mobilitydata_calls_them() -> None:
    known = shared("standards", "gtfs", "gtfs-validator-notice-codes.txt").read_text().split()
    assert RULES.keys() - set(known) == OURS


def test_every_rule_is_used() -> None:
    package = Path(feeds.gtfs.__file__).parent
    texts = [file.read_text() for file in package.glob("*.py") if file.name != "notices.py"]
    assert [rule for rule in RULES if f'"{rule}"' not in "".join(texts)] == []
    assert {rule for rule, _ in ELSEWHERE} <= RULES.keys()


def test_the_first_of_a_rule_and_file_is_told_and_all_are_counted() -> None:
    notices = Notices()
    notices.add("invalid_color", "routes.txt", 7, "red")
    notices.add("invalid_color", "routes.txt", 9, "blue", 3)
    notices.add("duplicate_key", "stops.txt", 2)
    worst, colors = notices.findings()
    assert (worst.rule, worst.severity) == ("duplicate_key", Severity.ERROR)
    assert (colors.line, colors.count) == (7, 4)
    assert colors.text == "Not six hex digits; no colour was taken: red"


def test_examples_are_printable_and_short() -> None:
    assert shorten("a\x00b\nc") == "a�b�c"
    assert len(shorten("x" * 1000)) == LONGEST_EXAMPLE
