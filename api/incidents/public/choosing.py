"""Which incidents are told, and in which order."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from api.incidents.public.query import Wanted
from maas.arrays import Float64s
from maas.errors import BadQuery
from maas.model import Box, LatLon
from maas.units import EARTH_RADIUS_M
from routing.incidents.closing import is_closed
from routing.incidents.laid import LaidIncident

CURSOR = re.compile(r"(?P<metres>[0-9]{1,8}(\.[0-9]{1,3})?)~(?P<id>.{1,380})", re.DOTALL)
M_PER_DEGREE = EARTH_RADIUS_M * np.pi / 180
DECIMALS = 1


@dataclass(frozen=True, slots=True, eq=False)
class Chosen:
    """An incident, and how far it is."""

    laid: LaidIncident
    metres: float = 0.0
    """From the place asked about; 0 where none was."""

    @property
    def key(self) -> tuple[float, str]:
        """What orders them."""
        return self.metres, self.laid.id


def choose(laid: Iterable[LaidIncident], wanted: Wanted) -> list[Chosen]:
    """Those that are asked for, by distance and id."""
    found = (_placed(each, wanted) for each in laid if _is_wanted(each, wanted))
    return sorted((each for each in found if each is not None), key=lambda each: each.key)


def page_of(chosen: Sequence[Chosen], cursor: str, limit: int) -> tuple[Sequence[Chosen], str]:
    """The ones behind a cursor, and the cursor behind them; "": there are no more.

    Raises:
        BadQuery: the cursor is not one of ours.
    """
    match = CURSOR.fullmatch(cursor) if cursor else None
    if cursor and match is None:
        raise BadQuery("pageCursor", "is not one of ours")
    after = (float(match["metres"]), match["id"]) if match else (-1.0, "")
    rest = [each for each in chosen if each.key > after]
    page = rest[:limit]
    metres, id = page[-1].key if page else after
    return page, f"{metres}~{id}" if len(rest) > len(page) else ""


def points_of(laid: LaidIncident) -> Float64s:
    """[n, 2] Latitudes and longitudes of its line, or of its ring, closed."""
    told = laid.incident
    if told.line:
        return np.array(told.line)
    return np.array((*told.area, told.area[0])) if told.area else np.empty((0, 2))


def _is_wanted(laid: LaidIncident, wanted: Wanted) -> bool:
    told = laid.incident
    return (
        (not wanted.kinds or told.kind.value in wanted.kinds)
        and (not wanted.sources or laid.source in wanted.sources)
        and wanted.is_closed in (None, is_closed(told))
        and wanted.is_laid in (None, laid.directed.size > 0)
        and wanted.is_verified in (None, told.is_verified)
        and (wanted.at is None or any(one <= wanted.at < other for one, other in laid.spans))
    )


def _placed(laid: LaidIncident, wanted: Wanted) -> Chosen | None:
    """Where it is, if that is where it was asked for."""
    if wanted.box is None and wanted.place is None:
        return Chosen(laid)
    points = points_of(laid)
    if not len(points) or (wanted.box is not None and not _meets(points, wanted.box)):
        return None
    if wanted.place is None:
        return Chosen(laid)
    metres = round(_distance_m(points, wanted.place, bool(laid.incident.area)), DECIMALS)
    return Chosen(laid, metres) if metres <= wanted.radius_m else None


def _meets(points: Float64s, box: Box) -> bool:
    """Whether the box around some points meets another one."""
    (south, west), (north, east) = points.min(axis=0), points.max(axis=0)
    low, high = box.south_west, box.north_east
    return bool(south <= high.lat and north >= low.lat and west <= high.lon and east >= low.lon)


def _distance_m(points: Float64s, place: LatLon, is_area: bool) -> float:
    """From a place to the nearest point of a line; 0 inside an area."""
    scale = np.array([1.0, np.cos(np.radians(place.lat))]) * M_PER_DEGREE
    at = (points - (place.lat, place.lon)) * scale
    if len(at) == 1:
        return float(np.hypot(*at[0]))
    begin, side = at[:-1], np.diff(at, axis=0)
    if is_area and _is_around(at):
        return 0.0
    share = -(begin * side).sum(axis=1) / np.maximum((side**2).sum(axis=1), 1e-9)
    nearest = begin + np.clip(share, 0.0, 1.0)[:, None] * side
    return float(np.hypot(nearest[:, 0], nearest[:, 1]).min())


def _is_around(ring: Float64s) -> bool:
    """Whether a closed ring goes around the origin: a ray from there crosses it an odd number of
    times."""
    (y, x), (y_on, x_on) = ring[:-1].T, ring[1:].T
    passes = (y > 0) != (y_on > 0)
    where = x[passes] - y[passes] * (x_on - x)[passes] / (y_on - y)[passes]
    return bool((where > 0).sum() % 2)
