"""What may be wrong in a town's own table, and the collector that counts it."""

from collections.abc import Mapping

from feeds.notices import Counted
from maas.report import Finding, Rule, error, remark, warning

TABLE, STATIC = "table", "static"
"""The two tables of a message: what changes, and what is told beside it."""

RULES: Mapping[str, Rule] = {
    # The mapping
    "path_finds_nothing": warning("No record has what an option names; it counts as not said"),
    "unknown_value": remark("A value the mapping has no word for; it counts as not said"),
    "unreadable_static": error("The table of what does not change is none; only counts are known"),
    # Records
    "invalid_record": error("Not a record; left out"),
    "ragged_row": error("More fields than the head has; left out"),
    "missing_id": error("A record without an id; left out"),
    "invalid_id": error("An id that is no text, or far too long; the record was left out"),
    "duplicate_id": error("Two records have the same id; the first one was taken"),
    "too_many_records": error("More records than any town has car parks; the rest was left out"),
    "unknown_encoding": warning("Not UTF-8, and no encoding is said; read as Windows-1252"),
    # Values
    "invalid_number": warning("A number that is none, or out of range; it counts as not said"),
    "invalid_time": warning("Not a time that can be; it counts as not said"),
    "time_in_future": warning("Known in the future, it says; that time was ignored"),
    "invalid_text": warning("A text that is none; it counts as not said"),
    "unknown_hours": remark("Hours that are no times of the day; they count as not said"),
    # Positions
    "missing_position": warning("It is not told where; used only where another source places it"),
    "invalid_position": warning("A position that is not on earth, or 0, 0; it counts as not said"),
    "swapped_position": warning("Latitude and longitude in each other's place; swapped back"),
}


class Notices:
    """Counts what breaks rules while a message is read."""

    def __init__(self, rules: Mapping[str, Rule] = RULES) -> None:
        self.place = TABLE
        self._counted = Counted(rules)

    def note(self, rule: str, example: object = "", count: int = 1) -> None:
        """Count one more; the first is told as an example."""
        self._counted.add(rule, self.place, count, example)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Everything counted, in the order of first sight."""
        return self._counted.findings
