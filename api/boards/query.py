"""The questions of boards, trips and stops: names, types and defaults are MOTIS v6's."""

from collections.abc import Iterable
from datetime import datetime
from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from api.box import Corner
from api.plan_query import AsOf, ModeName, Modes
from api.question import TRANSIT_NAMES
from maas.model import Mode

RealtimeMode = Literal["OFF", "REALTIME_ANNOTATION_ONLY", "REALTIME"]
Languages = tuple[Annotated[str, Meta(max_length=35)], ...]
StopId = Annotated[str, Meta(min_length=1, max_length=300)]
Position = Annotated[
    str, Meta(min_length=1, max_length=80, description="`latitude,longitude` in degrees")
]
Radius = Annotated[float, Meta(ge=0, le=10_000, description="m")]


class StopTimesQuery(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """Which departures or arrivals; `n` is 10 where neither it nor `window` is given."""

    stop_id: StopId | None = None
    center: Position | None = None
    time: datetime | None = None
    arrive_by: bool = False
    both: bool = False
    direction: Literal["EARLIER", "LATER"] | None = None
    window: Annotated[int, Meta(ge=0, description="s")] | None = None
    mode: Modes = ("TRANSIT",)
    n: Annotated[int, Meta(ge=0)] | None = None
    radius: Radius | None = None
    exact_radius: bool = False
    fetch_stops: bool = False
    page_cursor: str = ""
    with_scheduled_skipped_stops: bool = False
    realtime_mode: RealtimeMode = "REALTIME"
    language: Languages = ()
    with_alerts: bool = True
    as_of: AsOf | None = None


class TripQuery(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """Which trip of which day, and how much of it."""

    trip_id: Annotated[str, Meta(min_length=1, max_length=400)]
    with_scheduled_skipped_stops: bool = False
    detailed_legs: bool = True
    join_interlined_legs: bool = True
    language: Languages = ()
    as_of: AsOf | None = None


class StopQuery(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """Which stop, or which circle."""

    stop_id: StopId | None = None
    center: Position | None = None
    radius: Radius | None = None
    exact_radius: bool = False
    language: Languages = ()


class MapStopsQuery(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """Which stops of a piece of the map."""

    min: Corner
    max: Corner
    grouped: bool = False
    modes: Modes = ("TRANSIT",)
    language: Languages = ()


class MapTripsQuery(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """Which vehicles: where, when, and from how far away one looks."""

    zoom: Annotated[float, Meta(ge=0, le=30)]
    min: Corner
    max: Corner
    start_time: datetime
    end_time: datetime
    precision: Annotated[int, Meta(ge=0, le=6)] = 5
    language: Languages = ()


def transit_modes(names: Iterable[ModeName]) -> frozenset[Mode]:
    """The transit modes among some; as in MOTIS, what no line runs by filters and is no error."""
    return frozenset(mode for name in names for mode in TRANSIT_NAMES.get(name, ()))
