"""What may be wrong in a GTFS-Realtime message, and the collector that counts it.

Rules carry the codes of the GTFS-Realtime validator where it has one, else names in the style of
the other reports. An ERROR cost an entity or a part of it, a WARNING a repair or a doubt, INFO
nothing.
Source: gtfs-realtime-validator, RULES.md.
"""

from collections.abc import Mapping

from feeds.notices import Counted, shortened
from maas.report import Finding, Rule, error, remark, warning

RULES: Mapping[str, Rule] = {
    # Header and entities
    "E038": warning("The version is neither 1.0 nor 2.0; read as 2.0"),
    "E039": warning("An entity of a FULL_DATASET is marked as deleted; left out"),
    "E048": warning("The header has no timestamp; the age counts from when it was read"),
    "E049": remark("The header does not say that it is a FULL_DATASET; taken as one"),
    "E050": warning("Made in the future, says the header; the age counts from when it was read"),
    "duplicate_entity": error(
        "Two entities are about the same; the newer, else the later was taken"
    ),
    "duplicate_entity_id": warning("Two entities have the same id; both were read"),
    "empty_entity": warning("An entity says nothing that we know; ignored"),
    "invalid_character": warning("A text is not UTF-8; what is wrong in it was replaced"),
    "invalid_id": error("An id is not UTF-8; what it names was left out"),
    "unexpected_enum_value": warning("A value GTFS-Realtime did not know; its default was taken"),
    "number_out_of_range": warning("A number out of range; it counts as not said"),
    # Times
    "E001": warning("Not a time in POSIX seconds; milliseconds were converted, others ignored"),
    "E012": warning("Younger than the message it is in; taken as of the same time"),
    "E020": error("start_time is not H:MM:SS; the entity was left out"),
    "E021": error("start_date is not YYYYMMDD; the entity was left out"),
    # Trip updates
    "W006": warning("Names a trip by other things than trip_id"),
    "missing_trip": error("Does not say which trip it is about; left out"),
    "incomplete_trip": error("A trip that no timetable knows, without its stops; left out"),
    "E002": warning("Stop updates are not in order of stop_sequence; sorted"),
    "E036": error("Two stop updates have the same stop_sequence; the later was taken"),
    "E040": error("A stop update names no stop; left out"),
    "E041": warning("A trip update says nothing of any stop"),
    "E042": remark("Times where NO_DATA is said"),
    "E043": warning("A stop update has neither arrival nor departure"),
    "E044": warning("An arrival or departure has neither time nor delay; ignored"),
    # Vehicles
    "E026": error("A position that is not on earth, or 0, 0; the vehicle was left out"),
    "E027": warning("A bearing that is not 0 to 360 degrees; ignored"),
    "E052": error("Two vehicles have the same id; the newer position was taken"),
    "W002": remark("A vehicle without an id; it goes by its entity's"),
    "W004": warning("A speed that no vehicle has; ignored"),
    "missing_position": error("A vehicle without a position; left out"),
    # Alerts
    "E032": warning("An alert does not say whom it concerns"),
    "E033": warning("A selector of an alert selects nothing; ignored"),
    "missing_text": error("An alert without any text, cause or effect; left out"),
    "invalid_period": error("A period that ends before it begins; ignored"),
    "missing_period": error("An alert without a period that can be read; left out"),
    "missing_selector": error("Of no selector can be read whom the alert concerns; left out"),
    "invalid_url": warning("Not an address on the web; ignored"),
    # Detours, shapes, stops
    "incomplete_detour": warning("A piece of a detour does not say from where; shown only"),
    "missing_date": error("A detour without a day on which it holds; left out"),
    "missing_trips": error("A detour that no trip takes; left out"),
    "invalid_polyline": error("A shape that cannot be decoded; left out"),
    "missing_id": error("A shape or stop without an id; left out"),
    "stop_without_location": error("A stop without a position on earth; left out"),
    "missing_stop_name": warning("A stop has no name; its id was taken"),
}


class Notices:
    """Counts what breaks rules while a message is read; `kind` and `entity` say where."""

    def __init__(self) -> None:
        self.kind = "header"
        self.entity = ""
        self._counted = Counted(RULES)

    def note(self, rule: str, example: object = "", count: int = 1) -> None:
        """Count one more; the first is told as an example."""
        where = f"in entity {shortened(self.entity)}" if self.entity else ""
        self._counted.add(rule, self.kind, count, example, where)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Everything counted, in the order of first sight."""
        return self._counted.findings
