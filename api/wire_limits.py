"""The JSON of `/v1/limits`: what every answer is bounded by."""

from msgspec import UNSET, UnsetType

from api.camel import Camel


class Unsupported(Camel, frozen=True):
    """What a parameter may not ask for (yet)."""

    parameter: str
    supported: tuple[str, ...] | UnsetType = UNSET
    """The only values accepted; empty: leave the parameter out."""
    not_supported: tuple[str, ...] | UnsetType = UNSET
    """The values refused."""


class ReportLimits(Camel, frozen=True, omit_defaults=False):
    """Of what people report, as the territory says."""

    needed: int
    """So many independent ones make a report verified."""
    open: bool
    """Whether it is taken without a key as well."""
    per_minute: int
    """Reports of one key; all without one share such a number."""
    reporter_per_hour: int
    """Reports of one `reporter`."""


class Limits(Camel, frozen=True, omit_defaults=False):
    """The caps every answer obeys."""

    max_itineraries: int
    max_search_window: int
    """s"""
    max_transfers: int
    """More is clamped to this."""
    max_pre_post_transit_time: int
    """s; more is clamped to this."""
    max_direct_time: int
    """s; more is clamped to this."""
    max_travel_time: int
    """min; more is clamped to this."""
    max_matching_distance: float
    """m; more is clamped to this."""
    max_vias: int
    max_leg_alternatives: int
    """More is clamped to this."""
    max_offsets: int
    """Stops per end in the body of a POST."""
    max_one_to_many: int
    """Pairs of one question."""
    max_reach: int
    """min"""
    max_stop_times: int
    """On one page; more is clamped to this."""
    max_messages: int
    """Of the archive in one answer."""
    max_count_changes: int
    """Of a series of counts in one answer, as JSON; as CSV there may be more."""
    max_count_days: int
    """Of a series of counts in one answer."""
    max_journal: int
    """Entries of the journal of the exchange in one answer."""
    max_journal_days: int
    max_board_window: int
    """s; more is clamped to this."""
    max_stops: int
    """On a map; the most served ones are told."""
    max_trip_segments: int
    """On a map; trains are told first."""
    max_trips_window: int
    """s"""
    max_rental_stations: int
    """In one answer, of all that is asked for those nearest to its middle."""
    max_rental_vehicles: int
    max_rental_zones: int
    max_parking: int
    """Places to park in one answer; the best are told."""
    max_parking_duration: int
    """s"""
    max_passengers: int
    """Of one party; more is clamped to this."""
    max_carpools: int
    """Offers of rides in one answer; those that leave first are told."""
    max_carpool_places: int
    """In one answer."""
    max_carpools_of_key: int
    """That one key has published at the same time."""
    max_carpool_days: int
    """How far ahead an offer may be published."""
    max_waypoints: int
    """Of an offer."""
    max_path_points: int
    """Of an offer, or a line of an incident."""
    max_incidents: int
    """In one page."""
    max_own_incidents: int
    """That staff wrote and that are not over."""
    max_incident_days: int
    """How far ahead, or back, one may begin or end."""
    max_incident_lines: int
    """Of one incident."""
    max_incident_length: int
    """m of a line"""
    max_area_points: int
    """Of an incident."""
    max_incident_spells: int
    """Of the schedule of an incident."""
    max_import: int
    """Incidents in one file."""
    max_reports: int
    """In one answer; those seen last are told."""
    reports: ReportLimits
    max_nearby: int
    """Things around a place."""
    max_nearby_time: int
    """s on foot"""
    max_nearby_radius: int
    """m"""
    max_cells: int
    """In a box; one that holds more is refused."""
    max_in_cell: int
    """Things of each kind told one by one; all are counted."""
    max_url_length: int
    """bytes"""
    max_body_size: int
    """bytes"""
    max_message_size: dict[str, int]
    """Of a pushed message, unpacked, by kind of the source, bytes"""
    search_time_limit: float
    """s"""
    scopes: dict[str, str]
    """Of the keys that addresses take, by method and path; all others are open. One of scope
    operator opens all."""
    not_supported: dict[str, tuple[Unsupported, ...]]
    """Per path."""
