"""Incidents to JSON and GeoJSON, as they are at a moment."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

import numpy as np
from msgspec import UNSET, UnsetType

from api.geojson import Feature, LineString, Point, Polygon, encoded
from api.incidents.public import wire
from api.incidents.public.choosing import Chosen, points_of
from api.incidents.staff.render import render_spell
from api.render.moments import time, time_or_none
from api.render.offer import web_address
from api.render.polyline import Line
from maas.arrays import Float64s
from maas.live.incidents import Incident, Severity
from maas.model import Profile
from routing.incidents.closing import is_closed
from routing.incidents.laid import LaidIncident, Span

DECIMALS = 6
MOST_TIMES = 10
NAMES: Mapping[Profile, wire.ProfileName] = MappingProxyType(
    {
        Profile.WALK: "WALK",
        Profile.WHEELCHAIR: "WHEELCHAIR",
        Profile.BIKE: "BIKE",
        Profile.CAR: "CAR",
    }
)


@dataclass(frozen=True, slots=True)
class IncidentTeller:
    """Tells of incidents at a moment."""

    now: int
    """Unix s of the service clock."""
    at: int
    """Unix s: whether something holds is told of then."""

    def told(self, chosen: Chosen, *, has_shape: bool = True) -> wire.Incident:
        """An incident; without its shape where that stands beside it."""
        laid, incident = chosen.laid, chosen.laid.incident
        known_at = self.now if laid.known_at is None else laid.known_at
        return wire.Incident(
            id=laid.id,
            source=laid.source,
            kind=incident.kind.value,
            is_closed=is_closed(incident),
            is_verified=incident.is_verified,
            is_laid=laid.directed.size > 0,
            quality=round(laid.quality, 2),
            is_active=any(begin <= self.at < end for begin, end in laid.spans),
            known_at=time(known_at),
            data_age=max(0, self.now - known_at),
            distance=chosen.metres or UNSET,
            times=self._times(laid),
            closed_to=tuple(NAMES[each] for each in sorted(laid.closes)) or UNSET,
            part_of=f"{laid.source}:{incident.part_of}" if incident.part_of else UNSET,
            **(_shape(laid) if has_shape else {}),
            **_when(incident),
            **_whom(incident),
            **_figures(incident),
            **_words(laid),
        )

    def feature(self, chosen: Chosen) -> Feature:
        """An incident on a map."""
        told = self.told(chosen, has_shape=False)
        return Feature(chosen.laid.id, _geometry(chosen.laid), told)

    def _times(self, laid: LaidIncident) -> tuple[wire.Span, ...] | UnsetType:
        """The next times in which what has a schedule holds."""
        if not laid.incident.hours:
            return UNSET
        return tuple(_span(each) for each in laid.spans if each[1] > self.at)[:MOST_TIMES]


def render_incidents(
    chosen: Iterable[Chosen], teller: IncidentTeller, cursor: str
) -> wire.IncidentsAnswer:
    """A page of them."""
    return wire.IncidentsAnswer(
        incidents=tuple(map(teller.told, chosen)), next_page_cursor=cursor or UNSET
    )


def features_of(chosen: Iterable[Chosen], teller: IncidentTeller) -> bytes:
    """A page of them as a file of features; what has no place has no geometry."""
    return encoded(map(teller.feature, chosen))


def _geometry(laid: LaidIncident) -> Point | LineString | Polygon | None:
    corners = np.round(points_of(laid)[:, ::-1], DECIMALS).tolist()
    points = tuple((lon, lat) for lon, lat in corners)
    if not points:
        return None
    if laid.incident.area and not laid.incident.line:
        return Polygon((points,))
    return Point(points[0]) if len(points) == 1 else LineString(points)


def _shape(laid: LaidIncident) -> dict[str, Any]:
    points = points_of(laid)
    if not len(points):
        return {}
    lat, lon = _middle(points, bool(laid.incident.line))
    name = "line" if laid.incident.line else "area"
    return {name: Line.of(points).whole, "lat": lat, "lon": lon}


def _middle(points: Float64s, is_line: bool) -> tuple[float, float]:
    """Half-way along a line, or the middle of the corners of a ring."""
    if is_line:
        along = np.append(0.0, np.cumsum(np.hypot(*np.diff(points, axis=0).T)))
        at = np.array([np.interp(along[-1] / 2, along, column) for column in points.T])
    else:
        at = points[:-1].mean(axis=0)
    lat, lon = np.round(at, DECIMALS).tolist()
    return lat, lon


def _when(told: Incident) -> dict[str, Any]:
    return {
        "begin": time_or_none(told.begin),
        "end": time_or_none(told.end),
        "schedule": tuple(map(render_spell, told.hours)) or UNSET,
        "reported_at": time_or_none(told.reported_at),
        "updated_at": time_or_none(told.updated_at),
    }


def _whom(told: Incident) -> dict[str, Any]:
    return {
        "direction": told.direction.value if len(told.line) > 1 else UNSET,
        "concerns": tuple(each.value for each in told.concerns) or UNSET,
        "exempt": tuple(each.value for each in told.exempt) or UNSET,
        "closes_stops": told.closes_stops or UNSET,
    }


def _figures(told: Incident) -> dict[str, Any]:
    known = {
        "speed": told.kmh,
        "delay": told.delay_s,
        "max_speed": told.max_kmh,
        "max_height": told.max_height_m,
        "max_width": told.max_width_m,
        "max_length": told.max_length_m,
        "max_weight": told.max_weight_t,
        "confidence": told.confidence,
    }
    return {name: value for name, value in known.items() if value is not None}


def _words(laid: LaidIncident) -> dict[str, Any]:
    told = laid.incident
    return {
        "severity": UNSET if told.severity is Severity.UNKNOWN else told.severity.value,
        "street": told.street or laid.street or UNSET,
        "town": told.town or UNSET,
        "subtype": told.subtype or UNSET,
        "text": told.text or UNSET,
        "url": web_address(told.url) or UNSET,
        "authority": told.authority or UNSET,
    }


def _span(span: Span) -> wire.Span:
    begin, end = span
    return wire.Span(begin=time(begin) if begin else UNSET, end=time(end))
