"""`GET /v1/limits`: what every answer is bounded by, and what is not supported."""

import msgspec
from aiohttp import web

from api import limits
from api.keys import PORTS, ROUTE_OF, SERVED
from api.one_to_all import OneToAllQuery
from api.one_to_many import OneToManyQuery
from api.plan_query import PlanQuery
from api.query import parameters, served_texts
from api.question import NOT_SERVED
from api.reply import json_reply
from api.route import scopes_of
from api.wire_limits import Limits, ReportLimits, Unsupported
from feeds.fetch.asking import limits_of_kind
from maas.settings import BUILT_KINDS, LIVE_KINDS, ReportsSettings

MODE_PARAMETERS = ("transitModes", "directModes", "preTransitModes", "postTransitModes")


async def caps(request: web.Request) -> web.Response:
    """The caps, enforced before work starts, what is not served, and what takes a key."""
    reporting = request.app[PORTS].reporting
    exchange = request[SERVED].exchange
    scopes = {
        f"{route.method} {route.paths[-1]}": " ".join(taken)
        for route in request.app[ROUTE_OF].values()
        if (taken := scopes_of(route, exchange, reporting))
    }
    told = msgspec.structs.replace(LIMITS, scopes=scopes, reports=_of_reports(reporting))
    return json_reply(told)


def _of_reports(rules: ReportsSettings) -> ReportLimits:
    return ReportLimits(
        needed=rules.needed,
        open=rules.is_open,
        per_minute=rules.per_minute,
        reporter_per_hour=rules.reporter_per_hour,
    )


def _unsupported(kind: type[msgspec.Struct]) -> tuple[Unsupported, ...]:
    restricted = (
        Unsupported(parameter=parameter.name, supported=served_texts(parameter))
        for parameter in parameters(kind)
        if parameter.served is not None
    )
    modes = (
        Unsupported(parameter=parameter.name, not_supported=tuple(sorted(NOT_SERVED)))
        for parameter in parameters(kind)
        if parameter.name in MODE_PARAMETERS
    )
    return (*restricted, *modes)


LIMITS = Limits(
    max_itineraries=limits.MAX_ITINERARIES,
    max_search_window=limits.MAX_WINDOW_S,
    max_transfers=limits.MAX_TRANSFERS,
    max_pre_post_transit_time=limits.MAX_ACCESS_S,
    max_direct_time=limits.MAX_DIRECT_S,
    max_travel_time=limits.MAX_TRAVEL_MIN,
    max_matching_distance=limits.MAX_MATCHING_M,
    max_vias=limits.MAX_VIAS,
    max_leg_alternatives=limits.MAX_LEG_ALTERNATIVES,
    max_offsets=limits.MAX_OFFSETS,
    max_one_to_many=limits.MAX_ONE_TO_MANY,
    max_reach=limits.MAX_REACH_MIN,
    max_stop_times=limits.MAX_STOP_TIMES,
    max_messages=limits.MAX_MESSAGES,
    max_count_changes=limits.MAX_COUNT_CHANGES,
    max_count_days=limits.MAX_COUNT_DAYS,
    max_journal=limits.MAX_JOURNAL,
    max_journal_days=limits.MAX_JOURNAL_DAYS,
    max_board_window=limits.MAX_BOARD_S,
    max_stops=limits.MAX_STOPS,
    max_trip_segments=limits.MAX_SEGMENTS,
    max_trips_window=limits.MAX_LOOK_S,
    max_rental_stations=limits.MAX_RENTAL_STATIONS,
    max_rental_vehicles=limits.MAX_RENTAL_VEHICLES,
    max_rental_zones=limits.MAX_RENTAL_ZONES,
    max_parking=limits.MAX_PARKING,
    max_parking_duration=limits.MAX_STAY_S,
    max_passengers=limits.MAX_PASSENGERS,
    max_carpools=limits.MAX_CARPOOLS,
    max_carpool_places=limits.MAX_CARPOOL_PLACES,
    max_carpools_of_key=limits.MAX_CARPOOLS_OF_KEY,
    max_carpool_days=limits.MAX_CARPOOL_DAYS,
    max_waypoints=limits.MAX_WAYPOINTS,
    max_path_points=limits.MAX_PATH_POINTS,
    max_incidents=limits.MAX_INCIDENTS,
    max_own_incidents=limits.MAX_OWN_INCIDENTS,
    max_incident_days=limits.MAX_INCIDENT_DAYS,
    max_incident_lines=limits.MAX_INCIDENT_LINES,
    max_incident_length=limits.MAX_INCIDENT_KM * 1000,
    max_area_points=limits.MAX_AREA_POINTS,
    max_incident_spells=limits.MAX_INCIDENT_SPELLS,
    max_import=limits.MAX_IMPORT,
    max_reports=limits.MAX_REPORTS,
    reports=_of_reports(ReportsSettings()),
    max_nearby=limits.MAX_NEARBY,
    max_nearby_time=limits.MAX_NEARBY_S,
    max_nearby_radius=limits.MAX_NEARBY_M,
    max_cells=limits.MAX_CELLS,
    max_in_cell=limits.MAX_IN_CELL,
    max_url_length=limits.MAX_URL_BYTES,
    max_body_size=limits.MAX_BODY_BYTES,
    max_message_size={
        kind: limits_of_kind(kind).size for kind in sorted(BUILT_KINDS.intersection(LIVE_KINDS))
    },
    search_time_limit=limits.SEARCH_S,
    scopes={},
    not_supported={
        "/api/v6/plan": _unsupported(PlanQuery),
        "/api/v6/one-to-all": _unsupported(OneToAllQuery),
        "/api/v1/one-to-many": _unsupported(OneToManyQuery),
    },
)
