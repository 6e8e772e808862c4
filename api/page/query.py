"""What the page is asked, and the question that makes of it."""

import re
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Annotated, Literal
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

import msgspec
from msgspec import Meta

from api.question import read_cursor, read_end
from api.served import Planner
from maas.itinerary import Place
from maas.model import LatLon, Mode, Profile, TimeMeaning
from routing.names import ONE_PLACE_M, folded
from routing.question import End, Question

DAY = re.compile(r"(19[7-9]|20[0-9]|21[0-9])[0-9]-[01][0-9]-[0-3][0-9]")
HOUR = re.compile(r"[0-2][0-9]:[0-5][0-9]")
WITH_ID = re.compile(r".*\[(?P<id>[a-z0-9-]{1,32}:[^\[\]]{1,200})\]\s*", re.DOTALL)
"""What the links of a choice put into the form: `Trindade [stcp:TRD]`."""

CHOICES = 8
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
    lang: Literal["", "en", "fr"] = ""
    cursor: Annotated[str, Meta(max_length=20)] = ""


@dataclass(frozen=True, slots=True)
class Choice:
    """What a person typed names several stops."""

    member: str
    """`from_` or `to`."""
    typed: str
    places: tuple[Place, ...]


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


def find_end(planner: Planner, member: str, typed: str) -> End | Choice:
    """The end that a person means: coordinates, a stop chosen before, or a stop's name.

    Raises:
        BadQuery: coordinates that are nowhere on earth.
    """
    position = read_end(member.rstrip("_"), re.sub(r"\s*,\s*", ",", typed.strip()), typed.strip())
    if position.at is not None:
        return position
    if chosen := WITH_ID.fullmatch(typed):
        return End(stop_id=chosen["id"])
    found = planner.find_stops(typed, CHOICES)
    same = [place for place in found if folded(place.name) == folded(typed)]
    if one := _one_place(same or list(found)):
        return one
    return Choice(member, typed, found)


def _one_place(places: list[Place]) -> End | None:
    """The one end that all these stops stand for, if they do."""
    if len(places) == 1 and places[0].stop_id is not None:
        return End(stop_id=places[0].stop_id)
    if len({folded(place.name) for place in places}) != 1:
        return None
    if any(places[0].at.distance_m(place.at) > ONE_PLACE_M for place in places):
        return None
    lat = sum(place.at.lat for place in places) / len(places)
    lon = sum(place.at.lon for place in places) / len(places)
    return End(at=LatLon(lat, lon), name=places[0].name)


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
    )
    if query.wheelchair:
        return replace(question, profile=Profile.WHEELCHAIR, direct_modes=(Mode.WALK,))
    return question
