"""Bodies of which every member is known: what else is told is refused, by its place."""

import re
from datetime import datetime
from typing import Annotated, Any, Literal, TypeVar

import msgspec
from msgspec import Meta

from api.limits import MAX_PATH_POINTS
from feeds.notices import Unusable
from feeds.polylines import decoded
from maas.errors import BadQuery

WEEKDAYS = ("MON", "TUE", "WED", "THU", "FRI", "SAT", "SUN")
WeekdayName = Literal["MON", "TUE", "WED", "THU", "FRI", "SAT", "SUN"]
Degrees = Annotated[float, Meta(ge=-180, le=180)]
Latitude = Annotated[float, Meta(ge=-90, le=90)]
Moment = Annotated[datetime, Meta(tz=True)]
WebAddress = Annotated[str, Meta(max_length=500, pattern=r"^https?://[^\s<>\"]+$")]
LOCAL_ID = r"[A-Za-z0-9][A-Za-z0-9._~-]{0,63}"
Points = tuple[tuple[float, float], ...]
"""Latitude and longitude of each."""

Path = (
    Annotated[str, Meta(max_length=40_000, description="encoded polyline with five decimals")]
    | Annotated[
        tuple[tuple[Latitude, Degrees], ...],
        Meta(max_length=MAX_PATH_POINTS, description="latitude and longitude of each point"),
    ]
)

PLACE = re.compile(r" - at `\$\.?(?P<where>[^`]*)`")
"""Where msgspec says that something is wrong."""


class Body(msgspec.Struct, frozen=True, kw_only=True, rename="camel", forbid_unknown_fields=True):
    """What somebody says; nothing else is taken."""


B = TypeVar("B", bound=Body)


def read_json(content: bytes) -> Any:
    """What a body holds.

    Raises:
        BadQuery: it is not JSON.
    """
    try:
        return msgspec.json.decode(content)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as problem:
        raise BadQuery("body", "is not JSON") from problem


def read_strict(told: Any, kind: type[B]) -> B:
    """What is told, as a type.

    Raises:
        BadQuery: it is none; names the member.
    """
    try:
        return msgspec.convert(told, kind)
    except msgspec.ValidationError as problem:
        sentence = str(problem)
        found = PLACE.search(sentence)
        plain = PLACE.sub("", sentence).replace("`", "")
        where = found["where"] if found and found["where"] else "body"
        raise BadQuery(where, plain[:1].lower() + plain[1:]) from problem


def read_path(told: str | Points | None, parameter: str = "path") -> Points:
    """The points of a way, in whichever form; none of None.

    Raises:
        BadQuery: its letters are no polyline, or it has too many points.
    """
    if not isinstance(told, str):
        return told or ()
    try:
        path = decoded(told)
    except Unusable as problem:
        raise BadQuery(parameter, "is no encoded polyline with five decimals") from problem
    if len(path) > MAX_PATH_POINTS:
        raise BadQuery(parameter, f"has more than {MAX_PATH_POINTS} points")
    return path


def unix(at: datetime) -> int:
    """Unix s."""
    return int(at.timestamp())
