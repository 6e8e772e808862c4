"""What may be wrong in any message about the road.

An ERROR cost a record or a part of it, a WARNING a repair or a doubt, a remark nothing.
"""

from collections.abc import Mapping

from feeds.fields import VALUE_RULES
from maas.report import Rule, error, remark, warning

RULES: Mapping[str, Rule] = {
    # Records
    "invalid_record": error("Not a record of the road; left out"),
    "missing_id": error("A record without an id; left out"),
    "invalid_id": error("An id that is no text, or far too long; the record was left out"),
    "number_as_id": remark("An id that is a number, not a text; taken as one"),
    "duplicate_id": error("Two records have the same id; the first one was taken"),
    "too_many_records": error("More records than any region has incidents; the rest was left out"),
    "police": remark("Where the police is; left out, for no service may tell it"),
    "ended": remark("It has ended, or was withdrawn, the message says itself; left out"),
    # Values
    **VALUE_RULES,
    "unknown_kind": remark("A kind of incident that the format does not have; taken as another"),
    "negative_speed": warning("A speed below 0; it counts as not said"),
    "private_text": warning("A text that tells how to reach somebody, or whose car it is; dropped"),
    # Times
    "missing_start": remark("A closure that does not say since when; taken as closed now"),
    "ends_before_start": error("It ends before it begins; left out"),
    "invalid_hours": error("Hours that cannot be read; the record was left out"),
    # Places
    "missing_position": warning("It is not told where; listed, on no map and never applied"),
    "invalid_point": warning("A point that is not on earth, or 0, 0; the line goes on without"),
    "short_closure": remark("A closure at a point: how far it goes, nobody says"),
    "too_many_points": warning("A line of more points than any street has; its end was cut off"),
}

NAMING = frozenset({"private_text"})
"""Rules whose examples would tell of people."""
