"""What live sources say, as JSON: alerts in MOTIS v6's words, ages, occupancy and vehicles."""

from collections.abc import Sequence
from typing import Any

from msgspec import UNSET, UnsetType

from api import wire_live as wire
from api.render.audience import STALE_S, Audience
from api.render.moments import time_or_none
from maas.itinerary import LiveSource
from maas.live import Alert, Text, in_language
from maas.live.trips import Occupancy
from routing.overlays.vehicles import SeenVehicle

NOT_KNOWN = (Occupancy.UNKNOWN, Occupancy.NO_DATA_AVAILABLE)
DECIMALS = 6
"""Of degrees: a tenth of a metre."""

CONGESTION: dict[int, str] = {
    1: "RUNNING_SMOOTHLY",
    2: "STOP_AND_GO",
    3: "CONGESTION",
    4: "SEVERE_CONGESTION",
}
"""GTFS-Realtime's CongestionLevel, but for "unknown"."""

Alerts = tuple[wire.Alert, ...] | UnsetType
Periods = Sequence[tuple[int | None, int | None]]


def render_alerts(alerts: Sequence[Alert], audience: Audience) -> Alerts:
    """Those to be told now, in the reader's language; absent where there is none."""
    if not (alerts and audience.with_alerts):
        return UNSET
    return tuple(_alert(each, audience) for each in alerts if is_told(each, audience)) or UNSET


def live_members(
    live: LiveSource | None, occupancy: Occupancy, audience: Audience
) -> dict[str, Any]:
    """Who tells of a trip, how long ago, and of its vehicle; nothing where nobody does."""
    members: dict[str, Any] = {}
    if occupancy not in NOT_KNOWN:
        members["occupancy"] = occupancy.name
    if live is None:
        return members
    members |= age_members(live.known_at, audience)
    if live.vehicle:
        members["vehicle_label"] = live.vehicle
    return members | {"live_source": live.source}


def age_members(known_at: int, audience: Audience) -> dict[str, Any]:
    """How old something is, flagged where that is much."""
    if audience.now is None:
        return {}
    age = max(0, audience.now - known_at)
    return {"data_age": age, "stale": True} if age > STALE_S else {"data_age": age}


def render_occupancy(occupancy: Occupancy) -> Any:
    """GTFS-Realtime's name, absent where it is not known."""
    return UNSET if occupancy in NOT_KNOWN else occupancy.name


def render_vehicle(vehicle: SeenVehicle, audience: Audience) -> wire.VehicleOnMap:
    """Where a vehicle was seen last."""
    told = vehicle.position
    return wire.VehicleOnMap(
        lat=round(told.lat, DECIMALS),
        lon=round(told.lon, DECIMALS),
        bearing=UNSET if told.bearing is None else told.bearing,
        speed=UNSET if told.speed is None else told.speed,
        label=told.vehicle.label or UNSET,
        occupancy=render_occupancy(told.occupancy),
        congestion=CONGESTION.get(told.congestion, UNSET),
        live_source=vehicle.source,
        **age_members(vehicle.seen_at, audience),
    )


def is_told(alert: Alert, audience: Audience) -> bool:
    """Whether it is time to tell of an alert that concerns a leg.

    One that has no times of its own for that is told to all whom it concerns, however early.
    """
    if audience.now is None or not alert.shown or alert.shown == alert.holds:
        return True
    return any(
        (start is None or start <= audience.now) and (end is None or audience.now < end)
        for start, end in alert.shown
    )


def _alert(alert: Alert, audience: Audience) -> wire.Alert:
    def told(texts: Sequence[Text]) -> str | UnsetType:
        return in_language(texts, audience.languages) or UNSET

    return wire.Alert(
        header_text=in_language(alert.header, audience.languages),
        description_text=in_language(alert.description, audience.languages),
        communication_period=_ranges(alert.shown),
        impact_period=_ranges(alert.holds),
        cause=alert.cause or UNSET,
        cause_detail=told(alert.cause_detail),
        effect=alert.effect or UNSET,
        effect_detail=told(alert.effect_detail),
        url=told(alert.url),
        tts_header_text=told(alert.spoken_header),
        tts_description_text=told(alert.spoken_description),
        severity_level=alert.severity or UNSET,
        image_url=told(alert.image),
        image_alternative_text=told(alert.image_alternative),
    )


def _ranges(periods: Periods) -> tuple[wire.TimeRange, ...] | UnsetType:
    ranges = (wire.TimeRange(time_or_none(start), time_or_none(end)) for start, end in periods)
    return tuple(ranges) or UNSET
