"""What may be wrong in any message about carpooling.

An ERROR cost a record or a part of it, a WARNING a repair or a doubt, a remark nothing.
"""

from collections.abc import Mapping

from feeds.fields import VALUE_RULES
from maas.report import Rule, error, remark, warning

RULES: Mapping[str, Rule] = {
    # Records
    "invalid_record": error("Not a record of carpooling; left out"),
    "missing_id": error("A record without an id; left out"),
    "invalid_id": error("An id that is no text, or far too long; the record was left out"),
    "number_as_id": remark("An id that is a number, not a text; taken as one"),
    "unnamed_offer": remark("An offer without an id; named by what it says"),
    "duplicate_id": error("Two records have the same id; the first one was taken"),
    "too_many_records": error("More records than any operator has offers; the rest was left out"),
    # Values
    **VALUE_RULES,
    "negative_count": warning("A count below 0; taken as 0"),
    "invalid_price": warning("A price that is none; it counts as not said"),
    "invalid_grade": warning("A grade that is not 1 to 5; it counts as not said"),
    # Times
    "missing_time": error("An offer that does not say when; left out"),
    "invalid_time": error("Not a time that can be; the offer was left out"),
    "time_in_milliseconds": error("A time in milliseconds, not in seconds; the offer was left out"),
    "invalid_day": error("Not a day that can be; what holds on it was left out"),
    "falling_times": warning("Later stops are passed earlier; when is not known"),
    "impossible_duration": warning("Nobody drives that fast, or so long; when is not known"),
    # Places
    "missing_position": error("It is not told where; left out"),
    "invalid_position": error("A position that is not on earth, or 0, 0; the record was left out"),
    "swapped_position": warning("Latitude and longitude in each other's place; swapped back"),
    "nowhere_to_go": error("An offer that ends where it begins; left out"),
    "invalid_polyline": warning("A way that cannot be read; the quickest is taken"),
    "way_elsewhere": warning("A way that does not pass where the offer is; the quickest is taken"),
}

NAMING = frozenset(
    {
        *("invalid_record", "invalid_id", "number_as_id", "duplicate_id", "older_duplicate"),
        *("invalid_text", "invalid_position", "swapped_position", "missing_position"),
        *("unusable_stop", "invalid_polyline", "missing_time", "invalid_time"),
    }
)
"""Rules whose examples would tell who drives where, in messages of offers."""
