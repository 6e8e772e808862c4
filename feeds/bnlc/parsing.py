"""Bytes of the file to records. Source: schéma national des lieux de covoiturage 0.2.0, 0.3.0."""

from collections.abc import Iterator, Mapping

from feeds import fields
from feeds.carpool_rules import RULES
from feeds.fields import text
from feeds.french_tables import CSV_ROW, TABLE_RULES, columns, flag, french_rows, position
from feeds.notices import Notes, Notices, Unusable
from feeds.parsed import Parse, Parsed
from feeds.records import each_once
from maas.live import CarpoolPlace
from maas.report import Rule, remark
from maas.settings import Source

FILE = "bnlc"

NEEDED = frozenset({"nom_lieu", "xlong", "ylat"})
"""Columns without which there is nothing to tell, in lower case."""

IDS = ("id_lieu", "id_local")
"""Of the whole of France; of whoever publishes it, in 0.3 the only one."""

BNLC_RULES: Mapping[str, Rule] = {
    **RULES,
    **TABLE_RULES,
    "closed_place": remark("A place that is closed; kept, but nobody is met there"),
}


def parser(source: Source) -> Parse:  # noqa: ARG001
    """What reads the messages of a source."""
    return lambda content, _: parse(content)


def parse(content: bytes) -> Parsed:
    """What the file says, in our words; what is wrong in it costs itself and is counted.

    Raises:
        FeedMalformed: it is no such file.
    """
    notices = Notices(FILE, BNLC_RULES)
    rows = french_rows(content, NEEDED, notices)
    places = each_once(_places(rows, notices), notices)
    return Parsed(places, notices.findings, ages_itself=True)


def is_ours(head: bytes) -> bool:
    """Whether a file begins with the head of one."""
    return columns(head) >= NEEDED


def _places(rows: list[CSV_ROW], notices: Notices) -> Iterator[CarpoolPlace]:
    for number, row in enumerate(rows, 1):
        notices.record = number
        try:
            yield _place(row, notices)
        except Unusable as problem:
            notices.note(problem.rule, problem.example)
    notices.record = None


def _place(row: CSV_ROW, notices: Notes) -> CarpoolPlace:
    """The place that a row tells of.

    Raises:
        Unusable: it has no id, or lies nowhere.
    """
    local = _id(row, notices)
    at = position(row, notices)
    if at is None:
        raise Unusable("missing_position", local)
    is_open = flag(row, "ouvert", notices) is not False
    if not is_open:
        notices.note("closed_place", local)
    minutes = _count(row, "duree", notices)
    return CarpoolPlace(
        id=local,
        name=text(row, "nom_lieu", notices, 256),
        lat=at[0],
        lon=at[1],
        kind=text(row, "type", notices, 100),
        is_open=is_open,
        capacity=_count(row, "nbre_pl", notices),
        disabled=_count(row, "nbre_pmr", notices),
        max_stay_s=minutes * 60 if minutes else None,
        opening_hours=text(row, "horaires", notices, 1000),
        address=_address(row, notices),
        is_lit=flag(row, "lumiere", notices),
    )


def _id(row: CSV_ROW, notices: Notes) -> str:
    for name in IDS:
        local = fields.identifier(row, name, notices).strip()
        if local:
            return local
    raise Unusable("missing_id", row.get("nom_lieu", ""))


def _count(row: CSV_ROW, name: str, notices: Notes) -> int | None:
    """How many; CSV has no other way to write a number than as a text."""
    found = fields.whole(row, name, notices)
    if found is not None and found < 0:
        notices.note("negative_count", f"{name}: {found}")
        return 0
    return found


def _address(row: CSV_ROW, notices: Notes) -> str:
    street, town = text(row, "ad_lieu", notices, 512), text(row, "com_lieu", notices, 256)
    if street and town and town.casefold() not in street.casefold():
        return f"{street}, {town}"
    return street or town
