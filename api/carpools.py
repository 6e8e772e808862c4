"""Operators are asked before a question that names them is answered; nobody searches meanwhile."""

from aiohttp import web

from api.keys import HOLDER, PORTS, SERVED
from maas.model import Profile
from routing.question import Question, Realtime


async def with_offers(request: web.Request, question: Question) -> tuple[str, ...]:
    """Have operators asked, and give the request the newest world then; who is still out.

    Of a past moment is told what was known then.
    """
    is_past = "asOf" in request.query
    if not question.sharing or question.realtime is Realtime.OFF or is_past:
        return ()
    if question.profile is not Profile.WALK:
        return ()
    pending = await request.app[PORTS].carpools.ask(question)
    request[SERVED] = request.app[HOLDER].current
    return pending
