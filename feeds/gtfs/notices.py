"""What may be wrong in a feed, and the collector that counts it by rule and file.

Rules carry MobilityData's notice codes where there is one. The severity is ours: an ERROR cost
records, a WARNING a repair or a doubt, INFO nothing.
"""

from collections.abc import Mapping
from dataclasses import replace

from maas.errors import FeedMalformed
from maas.report import Finding, Rule, Severity, error, remark, warning

LONGEST_EXAMPLE = 80


RULES: Mapping[str, Rule] = {
    # Files and rows
    "invalid_input_files_in_subfolder": warning("The tables lie in a sub-folder; read there"),
    "unknown_file": remark("No table of GTFS; ignored"),
    "missing_required_column": error("A required column is missing; the table was ignored"),
    "duplicated_column": warning("A column stands twice; the first was read"),
    "invalid_character": warning("A line is not UTF-8; it was read as Latin-1"),
    "csv_parsing_failed": error("A line cannot be read as CSV; left out"),
    "invalid_row_length": error(
        "A row of another length than the header: missing cells count as blank, a longer row was "
        "left out"
    ),
    "empty_row": remark("A blank line; ignored"),
    "empty_file": remark("The table has no rows"),
    "leading_or_trailing_whitespaces": remark("Cells with space around them; the space was cut"),
    # Values
    "missing_required_field": error("A required value is missing; the row was left out"),
    "duplicate_key": error("A key stands twice; the first row was kept"),
    "equal_stop_sequences": warning(
        "A trip whose stop times all have the same stop_sequence; taken as they stand in the file"
    ),
    "foreign_key_violation": error("Names a row that does not exist; left out"),
    "unexpected_enum_value": warning("A value GTFS does not know; its default was taken"),
    "invalid_time": warning("Not a time HH:MM:SS; it counts as blank"),
    "invalid_date": error("Not a date YYYYMMDD; the row was left out"),
    "invalid_integer": warning("Not a whole number; it counts as blank"),
    "invalid_float": warning("Not a decimal number; it counts as blank"),
    "invalid_color": warning("Not six hex digits; no colour was taken"),
    "invalid_timezone": warning("Not an IANA time zone; another zone of the feed was taken"),
    "number_out_of_range": warning("A number out of range; it counts as blank"),
    # Stops
    "missing_stop_name": warning("A stop has no name; its station's name or id was taken"),
    "stop_without_location": error("A stop has no position; left out with its stop times"),
    "point_near_origin": error("A position near 0, 0; the stop was left out"),
    "point_near_pole": error("A position near a pole; the stop was left out"),
    "wrong_parent_location_type": warning("A parent of the wrong kind; taken as no parent"),
    "station_with_parent_station": warning("A station with a parent; taken as no parent"),
    "location_without_parent_station": warning("An entrance or node without station; kept"),
    "stop_access_specified_for_incorrect_location": warning(
        "Says how what is no platform is reached from the street; not used"
    ),
    "stop_access_specified_for_stop_with_no_parent_station": remark(
        "Says how a stop without station is reached; every such stop is reached from the street"
    ),
    # Pathways
    "pathway_to_wrong_location_type": error("A pathway to a station as a whole; left out"),
    "pathway_loop": error("A pathway from a place to itself; left out"),
    "bidirectional_exit_gate": warning("An exit gate in both directions; taken as exit only"),
    "pathway_length_not_in_meters": warning(
        "Walkways are too long for their times, as if measured in feet; no length was used"
    ),
    "pathway_to_platform_with_boarding_areas": warning(
        "A pathway to a platform and not to the areas on it; kept"
    ),
    "pathway_to_stop_with_access_outside_of_station_pathways": warning(
        "A pathway to a stop that is reached from the street; kept"
    ),
    "pathway_dangling_generic_node": remark("A node at which one pathway ends; kept"),
    "pathway_unreachable_location": warning(
        "No pathways lead here from an entrance and back; a platform is reached from the street"
    ),
    "missing_level_id": warning("An elevator between places without level; kept"),
    # Agencies, routes, services
    "inconsistent_agency_timezone": remark("Agencies of several time zones; each keeps its own"),
    "route_both_short_and_long_name_missing": warning("A route without any name; kept"),
    "start_and_end_range_out_of_order": error("Ends before it starts; left out"),
    "service_extends_far_in_the_future": warning("Service before 1970 or after 2199; cut there"),
    "expired_calendar": warning("All service days are past"),
    "future_calendar": remark("Service has not begun"),
    # Trips and stop times
    "unusable_trip": error("A trip has fewer than two usable stop times; left out"),
    "unused_trip": warning("A trip has no stop time; left out"),
    "missing_trip_edge": error("A trip's first or last stop has no time; the trip was left out"),
    "stop_time_with_arrival_before_previous_departure_time": error(
        "Time runs backwards; the trip was left out"
    ),
    "stop_time_with_only_arrival_or_departure_time": warning(
        "Only one of arrival and departure; taken for both"
    ),
    "location_with_unexpected_stop_time": warning("Calls at what is not a platform; kept"),
    "flexible_stop_time": error("On-demand areas are not built yet; the stop time was left out"),
    "fast_travel_between_consecutive_stops": warning(
        "A trip is faster between two stops than its kind of vehicle can be; kept"
    ),
    "overlapping_frequency": error("Headways of one trip overlap; the later was left out"),
    "block_trips_with_overlapping_stop_times": warning(
        "Trips of one block overlap in time; they were not linked"
    ),
    "block_with_distant_stops": remark(
        "A block goes on at another place; passengers do not stay seated"
    ),
    # Transfers
    "transfer_with_invalid_stop_location_type": error(
        "A transfer at what is neither stop nor station; left out"
    ),
    "transfer_with_invalid_trip_and_route": error(
        "A transfer whose trip is not of its route; left out"
    ),
    "transfer_with_invalid_trip_and_stop": error(
        "A transfer whose trip does not call at its stop; left out"
    ),
    "too_many_rows": error("Too many rules for single trips or routes; these were not used"),
    "linked_trip_divides": warning(
        "A vehicle goes on as several; passengers stay seated in the first"
    ),
    "transfer_with_suspicious_mid_trip_in_seat": error(
        "Staying seated other than from a last to a first stop; left out"
    ),
    "transfer_to_next_service_day": error(
        "Staying seated into a trip that leaves before this one arrives; left out"
    ),
    # Fares
    "invalid_currency": error("Not a currency of ISO 4217; the price was left out"),
    "invalid_currency_amount": error("Not an amount of money; the price was left out"),
    "fare_without_rules": error(
        "Every rule of a fare is broken; left out, or it would be valid anywhere"
    ),
    "fare_product_with_multiple_default_rider_categories": warning(
        "A product with several usual riders; the lowest of their prices was taken"
    ),
    "timeframe_only_start_or_end_time_specified": warning(
        "Only one of start and end; the day's begin or end was taken for the other"
    ),
    "timeframe_start_or_end_time_greater_than_twenty_four_hours": error(
        "A time of day after 24:00; left out"
    ),
    "timeframe_overlap": warning("Times of one group and service overlap; both hold"),
    "fare_transfer_rule_duration_limit_type_without_duration_limit": warning(
        "Says how a limit of time is measured and names none; there is none"
    ),
    "fare_transfer_rule_duration_limit_without_type": error(
        "A limit of time that does not say how it is measured; the rule was left out"
    ),
    "fare_transfer_rule_invalid_transfer_count": error(
        "Neither -1 nor a number from 1; the rule was left out"
    ),
    "fare_transfer_rule_without_transfer_count": warning(
        "Does not say how often one may change; taken as once"
    ),
    "fare_transfer_rule_with_forbidden_transfer_count": warning(
        "Says how often one may change between different groups; not used"
    ),
    # Translations
    "translation_unknown_table_name": warning("A translation for no table of GTFS; left out"),
    "translation_unexpected_value": warning(
        "A translation by both or neither of record and value; left out"
    ),
    "translation_foreign_key_violation": warning(
        "A translation of a record that does not exist; left out"
    ),
    # Shapes
    "broken_shape": error("A shape with unreadable rows; its trips run without it"),
    "single_shape_point": warning("A shape of one point; not used"),
    "decreasing_shape_distance": warning("Distances of a shape run backwards; not used"),
    "stop_too_far_from_shape": warning("A stop is far from its trip's shape; shape not used"),
    "shape_with_long_detour": warning(
        "Between two stops a shape strays far from the straight line; shape not used"
    ),
    "unused_shape": remark("No trip runs along a shape; left out"),
    "shape_too_long": warning("A shape too long to be cut between stops; not used"),
}

ELSEWHERE: Mapping[tuple[str, str], Rule] = {
    ("foreign_key_violation", "stops.txt"): warning("An unknown parent or level; taken as none"),
    ("foreign_key_violation", "routes.txt"): warning("An unknown agency; the first was taken"),
    ("foreign_key_violation", "trips.txt"): error(
        "An unknown route, service or shape: the trip was left out, or runs without its shape"
    ),
    ("missing_required_field", "routes.txt"): error(
        "A route without id was left out; without agency or type, the first and any were taken"
    ),
    ("invalid_integer", "routes.txt"): warning("Not a route type; taken as a vehicle of any kind"),
    ("invalid_integer", "stop_times.txt"): error("Not a whole number; the row was left out"),
    ("invalid_integer", "frequencies.txt"): error("Not a whole number; the row was left out"),
    ("number_out_of_range", "frequencies.txt"): error("A headway of 0 s; the row was left out"),
    ("invalid_time", "frequencies.txt"): error("Not a time HH:MM:SS; the row was left out"),
    ("invalid_integer", "shapes.txt"): error("Not a whole number; the shape was not used"),
    ("invalid_float", "shapes.txt"): error("Not a decimal number; the shape was not used"),
    ("number_out_of_range", "shapes.txt"): error("Not on earth; the shape was not used"),
    ("invalid_float", "levels.txt"): error("Not a decimal number; the level was left out"),
    ("number_out_of_range", "levels.txt"): error("No storey of any building; left out"),
    ("unexpected_enum_value", "pathways.txt"): error(
        "An unknown kind or direction; the pathway was left out"
    ),
    ("duplicate_key", "calendar.txt"): warning("A service stands twice; it runs on days of both"),
    ("unexpected_enum_value", "calendar_dates.txt"): error(
        "Neither added nor removed; the row was left out"
    ),
}
"""Where breaking a rule costs something else than in most files."""


def rule_of(name: str, file: str) -> Rule:
    """What breaking a rule costs in a file."""
    return ELSEWHERE.get((name, file), RULES[name])


class Notices:
    """Counts what is found while one feed is read; the first of each rule and file is told."""

    def __init__(self) -> None:
        self._found: dict[tuple[str, str], Finding] = {}

    def add(
        self, rule: str, file: str, line: int | None = None, example: str = "", count: int = 1
    ) -> None:
        """Count `count` records of a file that break a rule, the first at `line`."""
        known = self._found.get((rule, file))
        if known is None:
            severity, text = rule_of(rule, file).severity, rule_of(rule, file).text
            told = f"{text}: {shorten(example)}" if example else text
            known = Finding(rule, severity, file, line, 0, told)
        self._found[rule, file] = replace(known, count=known.count + count)

    def findings(self) -> tuple[Finding, ...]:
        """Everything found, the worst first."""
        order = [Severity.ERROR, Severity.WARNING, Severity.INFO]
        return tuple(
            sorted(
                self._found.values(), key=lambda found: (order.index(found.severity), found.rule)
            )
        )


def shorten(text: str) -> str:
    """An example fit for one line of a report: printable, at most `LONGEST_EXAMPLE` long."""
    line = "".join(letter if letter.isprintable() else "�" for letter in text[:200])
    return line if len(line) <= LONGEST_EXAMPLE else f"{line[: LONGEST_EXAMPLE - 1]}…"


def refuse(rule: str, problem: str) -> FeedMalformed:
    """The error for a feed that cannot be used at all."""
    return FeedMalformed(f"{problem} ({rule})")
