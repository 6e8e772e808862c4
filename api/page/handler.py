"""`GET /plain`: the page that needs no JavaScript."""

from collections.abc import Iterable
from dataclasses import replace
from functools import partial

from aiohttp import web

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
from routing.question import End


async def page(request: web.Request) -> web.Response:
    """The page for people: a form, and itineraries as a list with a sketch."""
    served, now = request[SERVED], request.app[NOW]()
    words = words_for(request.query.get("lang", ""), request.headers.get("Accept-Language", ""))
    empty = View(served, PageQuery(), words, local(now, served.coverage.zone), now=now)
    try:
        query = read_query(PageQuery, request.query)
    except BadQuery as error:
        return _reply(render_page(_noted(empty, words.bad_value.format(text=error), 400)))
    work = partial(_look, replace(empty, query=query), now)
    try:
        return _reply(await run_search(request.app[SEARCHES], work, SEARCH_S))
    except Overloaded:
        response = _reply(render_page(_noted(replace(empty, query=query), words.busy, 503)))
        response.headers["Retry-After"] = str(RETRY_AFTER_S)
        return response


def _look(view: View, now: int, stop: Bytes) -> Document:
    """Answer a form; what cannot be answered is said on the page."""
    words = view.words
    try:
        return render_page(_answered(view, now, stop))
    except BadPlace as error:
        typed = view.query.from_ if error.parameter == "fromPlace" else view.query.to
        return render_page(_noted(view, words.off_map.format(text=typed), 422))
    except NotFound as error:
        typed = view.query.to if "toPlace" in str(error) else view.query.from_
        return render_page(_noted(view, words.unknown_stop.format(text=typed), 404))
    except BadQuery as error:
        return render_page(_noted(view, words.bad_value.format(text=error), 400))


def _answered(view: View, now: int, stop: Bytes) -> View:
    query, words, planner = view.query, view.words, view.served.planner
    moment = read_moment(query, view.served.coverage.zone, now)
    if moment is None:
        return _noted(view, words.bad_time, 400)
    view = replace(view, moment=moment)
    if not query.from_.strip() or not query.to.strip():
        asked = query.from_ or query.to
        return _noted(view, words.missing_end, 400) if asked else view
    origin = find_end(view.served.geocoder, "from", query.from_)
    destination = find_end(view.served.geocoder, "to", query.to)
    if isinstance(origin, Ambiguous) or isinstance(destination, Ambiguous):
        return _with_choices(view, (("from_", origin), ("to", destination)))
    question = question_of(query, origin, destination, moment)
    question = replace(question, languages=(words.code,))
    return replace(view, answer=planner.plan(question, stop))


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
