"""Bytes of the file to records. Source: schéma national des lieux de stationnement 0.1.5."""

from collections.abc import Iterator, Mapping

from feeds.bnls.park import park, racks
from feeds.french_tables import CSV_ROW, TABLE_RULES, columns, french_rows
from feeds.notices import Notices, Unusable
from feeds.parking_rules import RULES, plausible, settled
from feeds.parsed import Parse, Parsed
from maas.live.parking import ParkingFacility
from maas.report import Rule, remark
from maas.settings import Source

FILE = "bnls"

NEEDED = frozenset({"id", "nom", "xlong", "ylat"})
"""Columns without which there is nothing to tell, in lower case."""

BNLS_RULES: Mapping[str, Rule] = {
    **RULES,
    **TABLE_RULES,
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
    rows = french_rows(content, NEEDED, notices)
    facilities = settled(_facilities(rows, notices), notices)
    return Parsed(facilities, notices.findings, ages_itself=True)


def is_ours(head: bytes) -> bool:
    """Whether a file begins with the head of one."""
    names = columns(head)
    return names >= NEEDED and "nb_places" in names


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
