"""What may be wrong in a town's own table beyond what may be wrong in any of car parks."""

from collections.abc import Mapping

from feeds.parking_rules import RULES
from maas.report import Rule, error, remark, warning

TABLE, STATIC = "table", "static"
"""The two tables of a message: what changes, and what is told beside it."""

TABLE_RULES: Mapping[str, Rule] = {
    **RULES,
    "path_finds_nothing": warning("No record has what an option names; it counts as not said"),
    "unreadable_static": error("The table of what does not change is none; only counts are known"),
    "ragged_row": error("More fields than the head has; left out"),
    "unknown_encoding": warning("Not UTF-8, and no encoding is said; read as Windows-1252"),
    "unknown_value": remark("A value the mapping has no word for; it counts as not said"),
    "invalid_position": warning("A position that is not on earth, or 0, 0; it counts as not said"),
}
