"""`/api/v1…v6/stoptimes`: the next departures or arrivals."""

from functools import partial

from aiohttp import web

from api.boards.query import StopTimesQuery, transit_modes
from api.boards.render import render_board
from api.box import read_position
from api.keys import MOMENT, SEARCHES, SERVED
from api.ladder import downgraded, version_of
from api.limits import MAX_BOARD_S, MAX_STOP_TIMES, SEARCH_S
from api.query import read_query
from api.question import REALTIME_MODES, read_cursor
from api.render.audience import Audience
from api.reply import ENCODER, bytes_reply
from api.search import run_search
from maas.arrays import Bytes
from maas.errors import BadQuery
from routing.boards import Around, BoardQuestion, Boards

N = 10


async def stop_times(request: web.Request) -> web.Response:
    """The next departures or arrivals of a stop, a stop place or a circle."""
    query = read_query(StopTimesQuery, request.query)
    now = request[MOMENT]
    question = _question(query, now)
    boards = request[SERVED].planner.boards
    audience = Audience(now, query.language, query.with_alerts)
    work = partial(_answer, boards, question, audience, version_of(request))
    return bytes_reply(await run_search(request.app[SEARCHES], work, SEARCH_S))


def _answer(
    boards: Boards, question: BoardQuestion, audience: Audience, version: int, _: Bytes
) -> bytes:
    board = render_board(boards.board(question), question.with_calls, audience)
    return ENCODER.encode(downgraded(board, version))


def _question(query: StopTimesQuery, now: int) -> BoardQuestion:
    later = not query.arrive_by if query.direction is None else query.direction == "LATER"
    n = query.n
    if n is None:
        n = 0 if query.window else N
    return BoardQuestion(
        around_of(query.stop_id, query.center, query.radius, exact=query.exact_radius),
        int(query.time.timestamp()) if query.time else now,
        departures=query.both or not query.arrive_by,
        arrivals=query.both or query.arrive_by,
        later=later,
        n=min(n, MAX_STOP_TIMES),
        window_s=min(query.window or 0, MAX_BOARD_S),
        at_most=MAX_STOP_TIMES,
        cursor=read_cursor("pageCursor", query.page_cursor),
        modes=transit_modes(query.mode),
        skipped=query.with_scheduled_skipped_stops,
        with_calls=query.fetch_stops,
        realtime=REALTIME_MODES[query.realtime_mode],
        languages=query.language,
    )


def around_of(
    stop_id: str | None, center: str | None, radius: float | None, *, exact: bool
) -> Around:
    """The stops that `stopId`, `center`, `radius` and `exactRadius` name.

    Raises:
        BadQuery: they name none.
    """
    if stop_id is None and center is None:
        raise BadQuery("stopId", "is missing, and so is center")
    if stop_id is None and radius is None:
        raise BadQuery("radius", "is missing: a center needs it")
    at = None if center is None else read_position("center", center)
    return Around(stop_id, at, radius, exact)
