"""Bytes of the file to records. Source: schéma national des lieux de stationnement 0.1.5."""

from collections.abc import Iterator, Mapping

from feeds.bnls.park import CSV_ROW, park, racks
from feeds.csv_bytes import csv_rows, decoded
from feeds.notices import Notices, Unusable
from feeds.parking_rules import RULES, plausible, settled
from feeds.parsed import Parse, Parsed
from maas.errors import FeedMalformed
from maas.live.parking import ParkingFacility
from maas.report import Rule, error, remark, warning
from maas.settings import Source

FILE = "bnls"

NEEDED = frozenset({"id", "nom", "xlong", "ylat"})
"""Columns without which there is nothing to tell, in lower case."""

BNLS_RULES: Mapping[str, Rule] = {
    **RULES,
    "unknown_encoding": warning("Not UTF-8; read as Windows-1252"),
    "ragged_row": error("More fields than the head has; left out"),
    "zero_tariff": remark("Not free of charge, but every stay costs 0; what it costs is not known"),
}


def parser(source: Source) -> Parse:  # noqa: ARG001
    """What reads the messages of a source."""
    return lambda content, _: parse(content)


def parse(content: bytes) -> Parsed:
    """What the file says, in our words; what is wrong in it costs itself and is counted.

    Raises:
        FeedMalformed: it is no such file.
    """
    notices = Notices(FILE, BNLS_RULES)
    rows = [_lower(row) for row in csv_rows(decoded(content, "", notices), "", notices)]
    if not rows or not rows[0].keys() >= NEEDED:
        missing = ", ".join(sorted(NEEDED - (rows[0].keys() if rows else set())))
        raise FeedMalformed(f"not a file of BNLS: it has no column {missing}")
    facilities = settled(_facilities(rows, notices), notices)
    return Parsed(facilities, notices.findings, ages_itself=True)


def is_ours(head: bytes) -> bool:
    """Whether a file begins with the head of one."""
    line = head.removeprefix(b"\xef\xbb\xbf").split(b"\n", 1)[0].decode("cp1252", "replace").lower()
    names = {name.strip().strip('"') for name in line.replace(";", ",").split(",")}
    return names >= NEEDED and "nb_places" in names


def _lower(row: Mapping[str, str]) -> CSV_ROW:
    return {name.lower(): value for name, value in row.items()}


def _facilities(rows: list[CSV_ROW], notices: Notices) -> Iterator[ParkingFacility]:
    for number, row in enumerate(rows, 1):
        notices.record = number
        try:
            found = plausible(park(row, notices), notices)
        except Unusable as problem:
            notices.note(problem.rule, problem.example)
            continue
        yield found
        if (for_bikes := racks(row, found, notices)) is not None:
            yield for_bikes
    notices.record = None
