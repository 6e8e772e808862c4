"""What may be wrong in GBFS files, and the collector that counts it.

An ERROR cost a record or a part of it, a WARNING a repair or a doubt, a remark nothing.
"""

from collections.abc import Mapping

from feeds.notices import Counted
from maas.report import Finding, Rule, error, remark, warning

RULES: Mapping[str, Rule] = {
    # Files
    "file_unavailable": error("Could not be read; its last good version, if any, is used"),
    "malformed_file": error("Not what a file of this name holds; ignored"),
    "missing_last_updated": warning("Does not say when it was made; taken as of when it was read"),
    "last_updated_in_future": warning("Made in the future, it says; taken as of when it was read"),
    "missing_ttl": warning("Does not say for how long it holds; taken as 0 s"),
    "invalid_ttl": warning("A ttl below 0 s or above an hour; that bound was taken"),
    "old_file": warning("Older than three times its ttl and 5 min; what it counts is unknown"),
    "unknown_version": remark("A version we do not know; read as far as it is like those we do"),
    "missing_system_information": warning("Nothing tells whose system it is; the source's id is"),
    "empty_station_status": error("Of many stations it has no status; all counts are unknown"),
    "untold_vehicle_types": remark("No file of vehicle types; all vehicles are taken as bikes"),
    # Values
    "invalid_record": error("Not an object; left out"),
    "missing_id": error("A record without an id; left out"),
    "invalid_id": error("An id that is no text, or far too long; what it names was left out"),
    "number_as_id": warning("An id that is a number, not a text; taken as one"),
    "duplicate_id": error("Two records have the same id; the first one was taken"),
    "invalid_number": warning("A number that is none, or out of range; it counts as not said"),
    "number_as_text": warning("A number written as a text; taken as one"),
    "invalid_flag": warning("Neither true nor false; it counts as not said"),
    "flag_as_number": remark("Yes or no as 1 or 0; taken as meant"),
    "flag_as_text": warning("Yes or no as a text; taken as meant"),
    "invalid_time": warning("Not a time that can be; it counts as not said"),
    "time_in_milliseconds": warning("A time in milliseconds; converted"),
    "time_without_zone": warning("A time without a zone; taken as UTC"),
    "time_in_future": warning("Known in the future, it says; that time was ignored"),
    "invalid_text": warning("A text that is none; it counts as not said"),
    "unknown_value": warning("A value that GBFS does not have; the likeliest was taken"),
    "insecure_link": warning("A link that is neither https nor an app's; dropped"),
    # Places
    "invalid_position": error("A position that is not on earth, or 0, 0; the record was left out"),
    "missing_position": error("Neither a position nor a station that is known; left out"),
    "swapped_position": warning("Latitude and longitude in each other's place; swapped back"),
    "untold_position": warning("A station without a position; the middle of its area was taken"),
    "invalid_area": error("An area that is no polygon, or has no extent; left out"),
    "open_ring": warning("A ring that does not end where it begins; closed"),
    "self_crossing_ring": warning("A ring that crosses itself; even turns of it are outside"),
    # Stations
    "status_without_station": warning("The status of a station that is not told of; left out"),
    "station_without_status": warning("A station without a status; what it has is unknown"),
    "negative_count": warning("A count below 0; taken as 0"),
    "count_over_capacity": warning("More than the capacity; the capacity was taken"),
    "capacity_of_zero": warning("A capacity of 0 where something stands; taken as not said"),
    # Vehicles and their types
    "unknown_vehicle_type": warning(
        "A vehicle type that nobody tells of; guessed by its id, else a bike"
    ),
    "unknown_station": warning("A vehicle at a station that is not told of; it stands by itself"),
    "position_of_station": warning("A position that cannot be; its station's was taken"),
    "too_many_types": error("More types than anybody has; vehicles of the rest are bikes"),
    "range_of_zero": remark("A vehicle type that goes 0 m; taken as not said"),
    "percent_as_share": warning("More than all of a charge; taken as a percentage"),
    "later_availability": remark("A vehicle to be had at other times only; left out until then"),
    # Plans
    "invalid_price": error("A plan whose price cannot be read or is negative; left out"),
    "invalid_currency": error("A plan without a currency; left out"),
    # Zones and alerts
    "zone_without_rules": remark("A zone without rules; left out"),
    "untold_rule": warning("A rule does not say whether rides may begin, end or pass; they may"),
    "invalid_period": warning("A period that ends before it begins; ignored"),
    "too_many_alerts": error("More alerts than anybody reads; the rest was left out"),
    "missing_text": error("An alert without any text; left out"),
    # Hours
    "invalid_hours": warning("Hours or days that cannot be read; ignored"),
}


NAMING = frozenset(
    {"duplicate_id", "invalid_id", "number_as_id", "insecure_link", "invalid_record"}
)
"""Rules whose examples name what they are about."""


class Notices:
    """Counts what breaks rules while files are read; `file` and `record` say where."""

    def __init__(self) -> None:
        self.file = ""
        self.record: int | None = None
        """Its position in its array, counted from 1."""
        self.is_nameless = False
        """The record is of a vehicle: findings are kept for months, and so must not name it."""
        self._counted = Counted(RULES)

    def at(self, file: str, *, is_nameless: bool = False) -> None:
        """What is noted from now on is about a file; `record` says which record of it."""
        self.file, self.record, self.is_nameless = file, None, is_nameless

    def note(self, rule: str, example: object = "", count: int = 1) -> None:
        """Count one more; the first is told as an example."""
        told = "" if self.is_nameless and rule in NAMING else example
        where = "" if self.record is None else f"in record {self.record}"
        self._counted.add(rule, self.file, count, told, where)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Everything counted, in the order of first sight."""
        return self._counted.findings
