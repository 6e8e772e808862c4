"""What the page is asked, and the question that makes of it."""

import re
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Annotated, Literal
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

import msgspec
from msgspec import Meta

from api.page.own import WITH_OWN, Own, OwnName
from api.question import read_cursor
from maas.model import Mode, Profile, TimeMeaning
from routing.places.match import Match
from routing.question import End, Question

DAY = re.compile(r"(19[7-9]|20[0-9]|21[0-9])[0-9]-[01][0-9]-[0-3][0-9]")
HOUR = re.compile(r"[0-2][0-9]:[0-5][0-9]")
SHOWN = 6

LONGEST_TYPED = 200
Typed = Annotated[str, Meta(max_length=LONGEST_TYPED)]


class PageQuery(msgspec.Struct, frozen=True, kw_only=True):
    """The form of the page."""

    from_: Typed = msgspec.field(name="from", default="")
    to: Typed = ""
    date: Annotated[str, Meta(max_length=10, description="local; default: today")] = ""
    time: Annotated[str, Meta(max_length=8, description="local; default: now")] = ""
    arrive: bool = False
    wheelchair: bool = False
    rental: bool = False
    carpool: bool = False
    own: OwnName = ""
    lang: Literal["", "en", "fr"] = ""
    cursor: Annotated[str, Meta(max_length=20)] = ""


@dataclass(frozen=True, slots=True)
class Choice:
    """What a person typed names several places."""

    member: str
    """`from_` or `to`."""
    typed: str
    matches: tuple[Match, ...]


def link(query: PageQuery, **changes: str) -> str:
    """The address of this question with some members changed."""
    asked = msgspec.structs.replace(query, **changes)
    members = {
        field.encode_name: getattr(asked, field.name)
        for field in msgspec.structs.fields(PageQuery)
        if getattr(asked, field.name) not in ("", False)
    }
    return "?" + urlencode({name: "true" if v is True else v for name, v in members.items()})


def read_moment(query: PageQuery, zone: ZoneInfo, now: int) -> datetime | None:
    """The local moment asked for, by default now; None where it is no moment at all."""
    default = datetime.fromtimestamp(now, zone)
    day, hour = query.date or f"{default:%Y-%m-%d}", query.time[:5] or f"{default:%H:%M}"
    if DAY.fullmatch(day) is None or HOUR.fullmatch(hour) is None:
        return None
    try:
        return datetime.fromisoformat(f"{day}T{hour}").replace(tzinfo=zone)
    except ValueError:
        return None


def question_of(query: PageQuery, origin: End, destination: End, moment: datetime) -> Question:
    """The question of a filled form.

    Raises:
        BadQuery: the cursor is none of ours.
    """
    if query.cursor:
        read_cursor("cursor", query.cursor)
    question = Question(
        origin,
        destination,
        int(moment.timestamp()),
        TimeMeaning.ARRIVE_BY if query.arrive else TimeMeaning.DEPART_AT,
        at_most=SHOWN,
        cursor=query.cursor,
        max_direct_s=3600,
        direct_modes=(Mode.WALK, Mode.BIKE),
        sharing=query.carpool,
    )
    return _with_own(_on_foot_or_rented(question, query), WITH_OWN.get(query.own))


def _on_foot_or_rented(question: Question, query: PageQuery) -> Question:
    if query.wheelchair:
        return replace(question, profile=Profile.WHEELCHAIR, direct_modes=(Mode.WALK,))
    if query.rental:
        on_foot = (Mode.WALK, Mode.RENTAL)
        direct = (*question.direct_modes, Mode.RENTAL)
        return replace(question, direct_modes=direct, access_modes=on_foot, egress_modes=on_foot)
    return question


def _with_own(question: Question, own: Own | None) -> Question:
    """The same question for who also has a car or a bike of their own."""
    if own is None:
        return question
    before, after, direct = (_mode(each) for each in (own.before, own.after, own.direct))
    return replace(
        question,
        access_modes=(*question.access_modes, *before),
        egress_modes=(*question.egress_modes, *after),
        direct_modes=(*question.direct_modes, *direct),
        max_access_s=own.most if before else question.max_access_s,
        max_egress_s=own.most if after else question.max_egress_s,
        bike_parking=own.bike,
    )


def _mode(name: str) -> tuple[Mode, ...]:
    return (Mode(name),) if name else ()
