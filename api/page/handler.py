"""`GET /plain`: the page that needs no JavaScript."""

from collections.abc import Iterable
from dataclasses import replace
from functools import partial

from aiohttp import web

from api.carpools import with_offers
from api.ends import Ambiguous, find_end
from api.keys import NOW, SEARCHES, SERVED
from api.limits import SEARCH_S
from api.page.document import Document, View, render_page
from api.page.languages import words_for
from api.page.query import Choice, PageQuery, question_of, read_moment
from api.problems import RETRY_AFTER_S
from api.query import read_query
from api.search import run_search
from api.summary import local
from maas.arrays import Bytes
from maas.errors import BadPlace, BadQuery, NotFound, Overloaded
from routing.question import End, Question


async def page(request: web.Request) -> web.Response:
    """The page for people: a form, and itineraries as a list with a sketch."""
    served, now = request[SERVED], request.app[NOW]()
    words = words_for(request.query.get("lang", ""), request.headers.get("Accept-Language", ""))
    empty = View(served, PageQuery(), words, local(now, served.coverage.zone), now=now)
    try:
        view = replace(empty, query=read_query(PageQuery, request.query))
    except BadQuery as error:
        return _reply(render_page(_noted(empty, words.bad_value.format(text=error), 400)))
    try:
        return _reply(await _shown(request, view))
    except Overloaded:
        response = _reply(render_page(_noted(view, words.busy, 503)))
        response.headers["Retry-After"] = str(RETRY_AFTER_S)
        return response


async def _shown(request: web.Request, view: View) -> Document:
    """Answer a form; what cannot be answered is said on the page."""
    searches = request.app[SEARCHES]
    view, question = await run_search(searches, partial(_asked, view), SEARCH_S)
    pending: tuple[str, ...] = ()
    if question is not None:
        pending = await with_offers(request, question)
        view = replace(view, served=request[SERVED])
    return await run_search(searches, partial(_look, view, question, pending), SEARCH_S)


def _asked(view: View, _: Bytes) -> tuple[View, Question | None]:
    """What a form asks; None: nothing, or the view says what is missing."""
    query, words = view.query, view.words
    assert view.now is not None
    moment = read_moment(query, view.served.coverage.zone, view.now)
    if moment is None:
        return _noted(view, words.bad_time, 400), None
    view = replace(view, moment=moment)
    if not query.from_.strip() or not query.to.strip():
        asked = query.from_ or query.to
        return _noted(view, words.missing_end, 400) if asked else view, None
    try:
        origin = find_end(view.served.geocoder, "from", query.from_)
        destination = find_end(view.served.geocoder, "to", query.to)
        if isinstance(origin, Ambiguous) or isinstance(destination, Ambiguous):
            return _with_choices(view, (("from_", origin), ("to", destination))), None
        question = question_of(query, origin, destination, moment)
    except BadQuery as error:
        return _noted(view, words.bad_value.format(text=error), 400), None
    return view, replace(question, languages=(words.code,))


def _look(view: View, question: Question | None, pending: tuple[str, ...], stop: Bytes) -> Document:
    """Search, if anything is asked, and write the page."""
    words = view.words
    if question is None:
        return render_page(view)
    try:
        answer = view.served.planner.plan(question, stop)
    except BadPlace as error:
        typed = view.query.from_ if error.parameter == "fromPlace" else view.query.to
        return render_page(_noted(view, words.off_map.format(text=typed), 422))
    except NotFound as error:
        typed = view.query.to if "toPlace" in str(error) else view.query.from_
        return render_page(_noted(view, words.unknown_stop.format(text=typed), 404))
    except BadQuery as error:
        return render_page(_noted(view, words.bad_value.format(text=error), 400))
    return render_page(replace(view, answer=replace(answer, pending=pending)))


def _with_choices(view: View, ends: Iterable[tuple[str, End | Ambiguous]]) -> View:
    """Ask which place is meant; ends: with the members of the form they were typed into."""
    choices = []
    for member, end in ends:
        if isinstance(end, Ambiguous):
            if not end.matches:
                return _noted(view, view.words.unknown_stop.format(text=end.typed), 404)
            choices.append(Choice(member, end.typed, end.matches))
    return replace(view, choices=tuple(choices))


def _noted(view: View, note: str, status: int) -> View:
    return replace(view, note=note, status=status)


def _reply(document: Document) -> web.Response:
    response = web.Response(
        body=document.html, status=document.status, content_type="text/html", charset="utf-8"
    )
    response.headers["Content-Security-Policy"] = document.policy
    response.headers["Content-Language"] = document.language
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["Vary"] = "Accept-Language"
    return response
