"""What may be wrong in any message about car parks.

An ERROR cost a record or a part of it, a WARNING a repair or a doubt, a remark nothing.
"""

from collections.abc import Mapping

from feeds.fields import VALUE_RULES
from maas.report import Rule, error, remark, warning

RULES: Mapping[str, Rule] = {
    # Records
    "invalid_record": error("Not a record of a car park; left out"),
    "missing_id": error("A record without an id; left out"),
    "invalid_id": error("An id that is no text, or far too long; the record was left out"),
    "number_as_id": remark("An id that is a number, not a text; taken as one"),
    "duplicate_id": error("Two records have the same id; the first one was taken"),
    "too_many_records": error("More records than any town has car parks; the rest was left out"),
    # Values
    **VALUE_RULES,
    "invalid_height": warning("A height that no car park has; it counts as not said"),
    "invalid_hours": remark("Hours that cannot be told as opening hours; they count as not said"),
    "invalid_price": warning("A price that is none; the tariff counts as not said"),
    "falling_price": warning("A longer stay costs less than a shorter one; taken as it is"),
    # Positions
    "missing_position": warning("It is not told where; used only where another source places it"),
    "invalid_position": error("A position that is not on earth, or 0, 0; the record was left out"),
    "swapped_position": warning("Latitude and longitude in each other's place; swapped back"),
    # Counts
    "negative_count": warning("A count below 0; it counts as unknown"),
    "capacity_of_zero": warning("A capacity of 0 where places are counted; taken as not said"),
    "none_of_none": warning("0 places free of 0: nothing is counted there; the count is unknown"),
    "free_over_capacity": warning("Far more places free than there are; the count is unknown"),
    "free_slightly_over_capacity": warning("More places free than there are; taken as all"),
    "taken_over_capacity": warning("More places taken than there are; taken as full"),
    "counts_disagree": warning(
        "Free and taken places together are far from the capacity; the count is unknown"
    ),
    "percentage_disagrees": warning(
        "Free places and the share that is taken speak against each other; the count is unknown"
    ),
    "occupied_as_free": warning(
        "What is told as free places fits only as taken ones: it seems that the source, or how it "
        "is read, takes one for the other; the count is unknown"
    ),
    "bays_over_capacity": warning("More bays free than there are of their kind; unknown"),
}
