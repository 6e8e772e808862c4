"""From the parameters of a plan query to the question the planner understands."""

import re
from collections.abc import Iterable
from dataclasses import replace

from api.limits import (
    MAX_ACCESS_S,
    MAX_DIRECT_S,
    MAX_ITINERARIES,
    MAX_LEG_ALTERNATIVES,
    MAX_MATCHING_M,
    MAX_PASSENGERS,
    MAX_TRANSFERS,
    MAX_TRAVEL_MIN,
    SEARCH_S,
)
from api.plan_query import FormFactors, Modes, Names, PlanOffset, PlanQuery, Propulsions
from maas.errors import BadQuery, NotSupported
from maas.live.rentals import FormFactor, Propulsion
from maas.model import STREET_MODES, TRANSIT_MODES, LatLon, Mode, Profile, TimeMeaning
from routing.cursor import Cursor
from routing.question import End, KnownOffset, Question, Realtime, Sort, ViaStop
from routing.rentals.wanted import Wanted

COORDINATE = re.compile(
    r"(?P<lat>[-+]?[0-9]{1,3}(\.[0-9]{1,18})?),(?P<lon>[-+]?[0-9]{1,3}(\.[0-9]{1,18})?)"
    r"(,(?P<level>[-+]?[0-9]{1,3}(\.[0-9]{1,6})?))?"
)
LAST_SECOND = 7_258_118_400
"""2200-01-01: later times are a mistake."""

RAIL = (
    Mode.HIGHSPEED_RAIL,
    Mode.LONG_DISTANCE,
    Mode.NIGHT_RAIL,
    Mode.REGIONAL_RAIL,
    Mode.SUBURBAN,
    Mode.SUBWAY,
)
TRANSIT_NAMES: dict[str, tuple[Mode, ...]] = {
    **{mode.value: (mode,) for mode in TRANSIT_MODES},
    "TRANSIT": TRANSIT_MODES,
    "RAIL": RAIL,
    "REGIONAL_FAST_RAIL": (Mode.REGIONAL_RAIL,),
    "METRO": (Mode.SUBURBAN,),
    "AREAL_LIFT": (Mode.AERIAL_LIFT,),
    "CABLE_CAR": (Mode.FUNICULAR,),
}
REALTIME_MODES = {
    "OFF": Realtime.OFF,
    "REALTIME_ANNOTATION_ONLY": Realtime.ANNOTATION_ONLY,
    "REALTIME": Realtime.REALTIME,
}
BIKE_RENTAL = "BIKE_RENTAL"
"""What the first clients call renting a bike."""

STREET_NAMES: dict[str, Mode] = {
    **{mode.value: mode for mode in STREET_MODES},
    BIKE_RENTAL: Mode.RENTAL,
}
SHARING = "RIDE_SHARING"
"""Named in any list of modes, it asks for ride offers, wherever in an itinerary they stand."""

WITHOUT_DATA = frozenset({"ODM", "FLEX"})
"""Street modes of MOTIS for which there may be data one day: no itinerary and no error."""

NOT_SERVED = frozenset({"HGV", "DEBUG_BUS_ROUTE", "DEBUG_RAILWAY_ROUTE", "DEBUG_FERRY_ROUTE"})


def question_of(query: PlanQuery, now: int) -> Question:
    """The question that a query asks at the service time `now` (Unix s).

    Raises:
        BadQuery: parameters contradict each other or name no place, mode or page.
        NotSupported: a mode that nothing here travels by.
    """
    question = Question(
        origin=read_end("fromPlace", query.from_place, "START"),
        destination=read_end("toPlace", query.to_place, "END"),
        time=int(query.time.timestamp()) if query.time else now,
        meaning=TimeMeaning.ARRIVE_BY if query.arrive_by else TimeMeaning.DEPART_AT,
        window_s=query.search_window,
        timetable_view=query.timetable_view,
        wanted=query.num_itineraries,
        at_most=_at_most(query),
        cursor=read_cursor("pageCursor", query.page_cursor),
        leg_alternatives=min(query.num_leg_alternatives, MAX_LEG_ALTERNATIVES),
        detailed_legs=query.detailed_legs,
        join_in_seat_legs=query.join_interlined_legs,
        sort=Sort(query.sort),
        time_limit_s=min(float(query.timeout or SEARCH_S), SEARCH_S),
        languages=query.language,
    )
    question = _with_streets(_with_lines(question, query), query)
    return _with_offers(_with_rentals(question, query), query)


def _with_lines(question: Question, query: PlanQuery) -> Question:
    return replace(
        question,
        transit_modes=_transit_modes(query.transit_modes),
        vias=_vias(query),
        with_bike=query.require_bike_transport,
        realtime=REALTIME_MODES[query.realtime_mode],
        max_transfers=_at_cap(query.max_transfers, MAX_TRANSFERS),
        max_travel_s=_at_cap(query.max_travel_time, MAX_TRAVEL_MIN) * 60,
        min_transfer_s=query.min_transfer_time * 60,
        additional_transfer_s=query.additional_transfer_time * 60,
        transfer_factor=query.transfer_time_factor,
        fastest_direct_factor=query.fastest_direct_factor,
    )


def _vias(query: PlanQuery) -> tuple[ViaStop, ...]:
    """The vias of a query; a stay that is not given is none, one without a via means nothing."""
    stays = (*query.via_minimum_stay, *(0 for _ in query.via))
    return tuple(
        ViaStop(stop_id, 60 * minutes) for stop_id, minutes in zip(query.via, stays, strict=False)
    )


def _with_streets(question: Question, query: PlanQuery) -> Question:
    return replace(
        question,
        profile=Profile.WHEELCHAIR if query.pedestrian_profile == "WHEELCHAIR" else Profile.WALK,
        walk_speed_m_s=query.pedestrian_speed,
        bike_speed_m_s=query.cycling_speed,
        direct_modes=_street_modes("directModes", query.direct_modes),
        access_modes=_street_modes("preTransitModes", query.pre_transit_modes),
        egress_modes=_street_modes("postTransitModes", query.post_transit_modes),
        max_access_s=min(query.max_pre_transit_time, MAX_ACCESS_S),
        max_egress_s=min(query.max_post_transit_time, MAX_ACCESS_S),
        max_direct_s=min(query.max_direct_time, MAX_DIRECT_S),
        max_matching_m=min(query.max_matching_distance, MAX_MATCHING_M),
        straight_radius_m=query.radius,
        bike_parking=query.bike_parking,
        stay_s=query.parking_duration,
        vehicle_class=query.vehicle_class,
    )


def _with_rentals(question: Question, query: PlanQuery) -> Question:
    return replace(
        question,
        direct_rental=_wanted(
            query,
            query.direct_modes,
            (query.direct_rental_form_factors, query.direct_rental_propulsion_types),
            (query.direct_rental_providers, query.direct_rental_provider_groups),
            query.ignore_direct_rental_return_constraints,
        ),
        access_rental=_wanted(
            query,
            query.pre_transit_modes,
            (query.pre_transit_rental_form_factors, query.pre_transit_rental_propulsion_types),
            (query.pre_transit_rental_providers, query.pre_transit_rental_provider_groups),
            query.ignore_pre_transit_rental_return_constraints,
        ),
        egress_rental=_wanted(
            query,
            query.post_transit_modes,
            (query.post_transit_rental_form_factors, query.post_transit_rental_propulsion_types),
            (query.post_transit_rental_providers, query.post_transit_rental_provider_groups),
            query.ignore_post_transit_rental_return_constraints,
        ),
    )


def _wanted(
    query: PlanQuery,
    modes: Modes,
    vehicles: tuple[FormFactors, Propulsions],
    whose: tuple[Names, Names],
    ignores_returns: bool,
) -> Wanted:
    forms = frozenset(map(FormFactor, vehicles[0]))
    if BIKE_RENTAL in modes and Mode.RENTAL not in modes and not forms:
        forms = frozenset({FormFactor.BICYCLE})
    return Wanted(
        forms=forms,
        propulsions=frozenset(map(Propulsion, vehicles[1])),
        providers=frozenset(whose[0]),
        groups=frozenset(whose[1]),
        ignores_returns=ignores_returns,
        passengers=_passengers(query),
    )


def _passengers(query: PlanQuery) -> int:
    return min(query.passengers or 1, MAX_PASSENGERS)


def _with_offers(question: Question, query: PlanQuery) -> Question:
    """The question with ride offers where any list of modes names them: one walks to a driver."""
    question = replace(question, passengers=_passengers(query))
    before, after = query.pre_transit_modes, query.post_transit_modes
    if SHARING not in (*query.transit_modes, *query.direct_modes, *before, *after):
        return question
    return replace(
        question,
        sharing=True,
        transit_modes=question.transit_modes | {Mode.RIDE_SHARING},
        access_modes=_on_foot_too(question.access_modes, before),
        egress_modes=_on_foot_too(question.egress_modes, after),
    )


def _on_foot_too(modes: tuple[Mode, ...], names: Modes) -> tuple[Mode, ...]:
    return (*modes, Mode.WALK) if SHARING in names and Mode.WALK not in modes else modes


def known_offsets(offsets: Iterable[PlanOffset]) -> tuple[KnownOffset, ...]:
    """What a body says of one end."""
    return tuple(
        KnownOffset(offset.stop_id, offset.duration, Mode(offset.mode)) for offset in offsets
    )


def read_end(parameter: str, text: str, name: str) -> End:
    """A coordinate where the text reads as plain decimals, else a stop id.

    Raises:
        BadQuery: the coordinate is nowhere on earth.
    """
    match = COORDINATE.fullmatch(text)
    if match is None:
        return End(stop_id=text)
    try:
        at = LatLon(float(match["lat"]), float(match["lon"]))
    except ValueError as problem:
        raise BadQuery(parameter, "is not a position on earth") from problem
    return End(at=at, level=float(match["level"]) if match["level"] else None, name=name)


def _at_most(query: PlanQuery) -> int:
    if query.max_itineraries is None:
        return MAX_ITINERARIES
    if query.max_itineraries < query.num_itineraries:
        raise BadQuery("maxItineraries", "is less than numItineraries")
    return min(query.max_itineraries, MAX_ITINERARIES)


def read_cursor(parameter: str, text: str) -> str:
    """A cursor of an earlier answer, or none ("").

    Raises:
        BadQuery: it is not one of ours.
    """
    try:
        if not text or Cursor.parse(text).time <= LAST_SECOND:
            return text
    except BadQuery as problem:
        raise BadQuery(parameter, "is not a cursor of an earlier answer") from problem
    raise BadQuery(parameter, "lies too far in the future")


def _at_cap(value: int | None, cap: int) -> int:
    return cap if value is None else min(value, cap)


def _transit_modes(names: Iterable[str]) -> frozenset[Mode]:
    modes: set[Mode] = set()
    for name in names:
        if name in NOT_SERVED:
            raise NotSupported("transitModes", f"{name} is not supported")
        if name not in TRANSIT_NAMES:
            raise BadQuery("transitModes", f"{name} is not a transit mode")
        modes.update(TRANSIT_NAMES[name])
    return frozenset(modes)


def _street_modes(parameter: str, names: Iterable[str]) -> tuple[Mode, ...]:
    modes: list[Mode] = []
    for name in names:
        if name in NOT_SERVED:
            raise NotSupported(parameter, f"{name} is not supported")
        if name not in (*STREET_NAMES, *WITHOUT_DATA, SHARING):
            raise BadQuery(parameter, f"{name} is not a street mode")
        if name in STREET_NAMES:
            modes.append(STREET_NAMES[name])
    return tuple(dict.fromkeys(modes))
