"""The JSON of an error (RFC 9457), and every code that one may bear."""

from typing import Literal

from msgspec import UNSET, UnsetType

from api.camel import Camel

ProblemCode = Literal[
    "BAD_PARAMETER",
    "NOT_SUPPORTED",
    "NOT_FOUND",
    "LOCATION_NOT_FOUND",
    "OUTSIDE_BOUNDS",
    "METHOD_NOT_ALLOWED",
    "URL_TOO_LONG",
    "BAD_REQUEST",
    "REQUEST_TOO_LARGE",
    "OVERLOADED",
    "BODY_TOO_LARGE",
    "BODY_TOO_SLOW",
    "KEY_REQUIRED",
    "KEY_UNKNOWN",
    "SCOPE_MISSING",
    "NOT_YOURS",
    "QUOTA_REACHED",
    "RATE_LIMITED",
    "TOO_LATE",
    "CHANGED_MEANWHILE",
    "FEED_MALFORMED",
    "WRITER_AWAY",
    "RECORDS_UNAVAILABLE",
    "INTERNAL",
]
"""What a problem is, for ever: codes are added, never renamed."""


class Problem(Camel, frozen=True):
    """An error (RFC 9457); `error` is the same sentence as `detail`, for clients of MOTIS."""

    type: str
    title: str
    status: int
    detail: str
    code: ProblemCode
    error: str
    parameter: str | UnsetType = UNSET
