"""Errors to RFC 9457 problems, and the one boundary behind which nothing is a 500 by input.

A code stands for one kind of problem for ever; `error` repeats the sentence for clients of MOTIS.
"""

from dataclasses import dataclass
from http import HTTPStatus
from math import ceil
from traceback import format_tb

import structlog
from aiohttp import web
from aiohttp.typedefs import Handler
from msgspec import UNSET

from api.admission import challenge
from api.limits import MAX_URL_BYTES
from api.reply import PROBLEM, json_reply
from api.wire_problem import Problem
from maas.errors import (
    BadPlace,
    BadQuery,
    ChangedMeanwhile,
    FeedMalformed,
    KeyRequired,
    KeyUnknown,
    MaasError,
    NotAdmitted,
    NotFound,
    NotYours,
    Overloaded,
    QuotaReached,
    RateLimited,
    RecordsUnavailable,
    ScopeMissing,
    TooLate,
    WriterAway,
)

log = structlog.get_logger()

SERVER_NAME = "maas"
"""What the header `Server` says: no version, ours or others'."""

STATUS: dict[type[MaasError], HTTPStatus] = {
    BadQuery: HTTPStatus.BAD_REQUEST,
    BadPlace: HTTPStatus.UNPROCESSABLE_ENTITY,
    NotFound: HTTPStatus.NOT_FOUND,
    Overloaded: HTTPStatus.SERVICE_UNAVAILABLE,
    FeedMalformed: HTTPStatus.BAD_REQUEST,
    WriterAway: HTTPStatus.SERVICE_UNAVAILABLE,
    RecordsUnavailable: HTTPStatus.SERVICE_UNAVAILABLE,
    KeyRequired: HTTPStatus.UNAUTHORIZED,
    KeyUnknown: HTTPStatus.UNAUTHORIZED,
    ScopeMissing: HTTPStatus.FORBIDDEN,
    NotYours: HTTPStatus.FORBIDDEN,
    QuotaReached: HTTPStatus.CONFLICT,
    RateLimited: HTTPStatus.TOO_MANY_REQUESTS,
    TooLate: HTTPStatus.CONFLICT,
    ChangedMeanwhile: HTTPStatus.CONFLICT,
}
OURS = tuple(STATUS)

CODES = {
    HTTPStatus.NOT_FOUND: "NOT_FOUND",
    HTTPStatus.METHOD_NOT_ALLOWED: "METHOD_NOT_ALLOWED",
    HTTPStatus.REQUEST_TIMEOUT: "BODY_TOO_SLOW",
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: "BODY_TOO_LARGE",
}
"""What aiohttp itself refuses; anything else is a BAD_REQUEST."""

RETRY_AFTER_S = 1
"""A full queue is empty again within it."""


@dataclass(slots=True)
class Defects:
    """How often we met an error nobody raised on purpose; tests assert 0."""

    count: int = 0


def problem(
    status: HTTPStatus, code: str, detail: str, parameter: str | None = None
) -> web.Response:
    """A problem as a response."""
    body = Problem(
        type="about:blank",
        title=status.phrase,
        status=status.value,
        detail=detail,
        code=code,  # type: ignore[arg-type]  # tests hold every code to the list
        error=detail,
        parameter=UNSET if parameter is None else parameter,
    )
    return json_reply(body, status.value, PROBLEM)


async def answered(request: web.Request, handler: Handler, defects: Defects) -> web.StreamResponse:
    """What a handler answers, or the problem it met. Lets only cancellation through."""
    try:
        return await _within_limits(request, handler)
    except OURS as error:
        return _of_ours(error, request.path)
    except web.HTTPException as error:
        return _of_aiohttp(error)
    except Exception as error:  # noqa: BLE001  # the api's one error boundary
        defects.count += 1
        log_defect(error, request.path)
        return problem(HTTPStatus.INTERNAL_SERVER_ERROR, "INTERNAL", "this is a defect of ours")


def log_defect(error: BaseException | None, path: str) -> None:
    """Log where it happened, without messages and variables: those may hold where people live."""
    places = [] if error is None else format_tb(error.__traceback__)
    log.error("api.defect", path=path, error=type(error).__name__, traceback="".join(places))


async def _within_limits(request: web.Request, handler: Handler) -> web.StreamResponse:
    if len(request.raw_path) > MAX_URL_BYTES:
        detail = f"the address is longer than {MAX_URL_BYTES} bytes"
        return problem(HTTPStatus.REQUEST_URI_TOO_LONG, "URL_TOO_LONG", detail)
    return await handler(request)


def _of_ours(error: MaasError, path: str) -> web.Response:
    status = next(status for kind, status in STATUS.items() if isinstance(error, kind))
    parameter = error.parameter if isinstance(error, BadQuery | BadPlace) else None
    response = problem(status, error.code, str(error), parameter)
    if status is HTTPStatus.SERVICE_UNAVAILABLE:
        response.headers["Retry-After"] = str(RETRY_AFTER_S)
    if isinstance(error, RateLimited):
        response.headers["Retry-After"] = str(max(RETRY_AFTER_S, ceil(error.retry_after_s)))
    if isinstance(error, NotAdmitted):
        response.headers["WWW-Authenticate"] = challenge(error, path)
    return response


def _of_aiohttp(error: web.HTTPException) -> web.Response:
    status = HTTPStatus(error.status)
    code = CODES.get(status, "BAD_REQUEST")
    response = problem(status, code, status.description or status.phrase)
    if isinstance(error, web.HTTPMethodNotAllowed):
        response.headers["Allow"] = error.headers["Allow"]
    return response
