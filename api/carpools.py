"""Operators are asked before a question that names them is answered; nobody searches meanwhile."""

from collections.abc import Iterable

from aiohttp import web

from api.keys import HOLDER, PORTS, SERVED
from maas.model import Mode, Profile
from routing.known_trips import TRIP_ID, KnownLeg
from routing.question import Question, Realtime


async def with_offers(request: web.Request, question: Question) -> tuple[str, ...]:
    """Have operators asked, and give the request the newest world then; who is still out.

    Of a past moment is told what was known then.
    """
    is_past = "asOf" in request.query
    if not question.sharing or question.realtime is not Realtime.REALTIME or is_past:
        return ()
    if question.profile is not Profile.WALK:
        return ()
    pending = await request.app[PORTS].carpools.ask(question)
    request[SERVED] = request.app[HOLDER].current
    return pending


async def with_offers_again(request: web.Request, legs: Iterable[KnownLeg]) -> None:
    """Have operators asked for offers that an itinerary has, and give the request the newest
    world then."""
    rides = (leg.trip_id for leg in legs if leg.mode is Mode.RIDE_SHARING)
    named = (TRIP_ID.fullmatch(trip_id) for trip_id in rides if trip_id is not None)
    offers = tuple(match["id"] for match in named if match is not None)
    if offers:
        await request.app[PORTS].carpools.ask_again(offers)
        request[SERVED] = request.app[HOLDER].current
