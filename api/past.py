"""The world of a request: what is served now or, with `asOf`, what was served at a past moment."""

import msgspec
from aiohttp import web

from api.keys import HOLDER, MOMENT, NOW, PORTS, SERVED
from api.plan_query import AsOf
from api.query import parameters, read_query
from api.route import Route
from maas.errors import BadQuery


class PastQuery(msgspec.Struct, frozen=True, rename="camel"):
    """The moment a question looks back to."""

    as_of: AsOf | None = None


def at_present(request: web.Request) -> None:
    """Give a request the world served now; taken once, so that its answer is from one version."""
    request[SERVED] = request.app[HOLDER].current
    request[MOMENT] = request.app[NOW]()


async def look_back(request: web.Request, route: Route | None) -> None:
    """Give a request the world of the moment it asks for, where its route lets it ask.

    Raises:
        BadQuery: the moment is none, or lies in the future.
        NotFound: nothing is known of that moment any more, or was yet.
        Overloaded: too many ask for the past at the same time.
    """
    if "asOf" not in request.query or route is None or not _may_look_back(route):
        return
    at = read_query(PastQuery, request.query).as_of
    assert at is not None
    moment = int(at.timestamp())
    if moment > request[MOMENT]:
        raise BadQuery("asOf", "lies in the future; leave it out to ask about now")
    request[SERVED] = await request.app[PORTS].past.served(moment)
    request[MOMENT] = moment


def _may_look_back(route: Route) -> bool:
    query = route.query
    return query is not None and any(each.name == "asOf" for each in parameters(query))
