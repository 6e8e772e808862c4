"""`GET /v1/limits`: what every answer is bounded by, and what is not supported."""

from aiohttp import web

from api import limits
from api.plan_query import PlanQuery
from api.query import parameters, served_texts
from api.question import NOT_SERVED
from api.reply import json_reply
from api.wire import Limits, Unsupported

MODE_PARAMETERS = ("transitModes", "directModes", "preTransitModes", "postTransitModes")


async def caps(_: web.Request) -> web.Response:
    """The caps, enforced before work starts, and the parameters that are not served."""
    return json_reply(LIMITS)


def _unsupported() -> tuple[Unsupported, ...]:
    restricted = (
        Unsupported(parameter=parameter.name, supported=served_texts(parameter))
        for parameter in parameters(PlanQuery)
        if parameter.served is not None
    )
    modes = (
        Unsupported(parameter=name, not_supported=tuple(sorted(NOT_SERVED)))
        for name in MODE_PARAMETERS
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
    max_offsets=limits.MAX_OFFSETS,
    max_url_length=limits.MAX_URL_BYTES,
    max_body_size=limits.MAX_BODY_BYTES,
    search_time_limit=limits.SEARCH_S,
    not_supported={"/api/v6/plan": _unsupported()},
)
