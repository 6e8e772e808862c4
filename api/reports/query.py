"""What may be asked of a report, and which time a month is."""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Literal
from zoneinfo import ZoneInfo

import msgspec
from msgspec import Meta

from maas.errors import BadQuery

MONTH = re.compile(r"(?P<year>20[0-9]{2})-(?P<month>0[1-9]|1[0-2])")


class ReportQuery(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """Which month, and in which form."""

    month: (
        Annotated[
            str,
            Meta(
                pattern="^20[0-9]{2}-(0[1-9]|1[0-2])$",
                description="YYYY-MM in the zone of the territory; default: the one under way",
            ),
        ]
        | None
    ) = None
    format: (
        Annotated[
            Literal["json", "csv", "html"], Meta(description="default: as `Accept` says, else JSON")
        ]
        | None
    ) = None
    language: Annotated[
        tuple[str, ...], Meta(description="of the page: en, fr; default: as `Accept-Language`")
    ] = ()


@dataclass(frozen=True, slots=True)
class Month:
    """A month in a zone."""

    name: str
    """YYYY-MM"""
    since: int
    """Unix s of its first second, and of the first one after it."""
    until: int


def month_of(name: str | None, zone: ZoneInfo, now: int) -> Month:
    """The month of a name; None: the one under way at `now` (Unix s).

    Raises:
        BadQuery: it is no month, or lies in the future.
    """
    match = MONTH.fullmatch(name or datetime.fromtimestamp(now, zone).strftime("%Y-%m"))
    if match is None:
        raise BadQuery("month", "is not YYYY-MM")
    year, month = int(match["year"]), int(match["month"])
    first = datetime(year, month, 1, tzinfo=zone)
    after = datetime(year + month // 12, month % 12 + 1, 1, tzinfo=zone)
    if first.timestamp() > now:
        raise BadQuery("month", "lies in the future")
    return Month(match[0], int(first.timestamp()), int(after.timestamp()))
