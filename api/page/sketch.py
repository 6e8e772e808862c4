"""A sketch of an itinerary as SVG: to scale, north up, rides in their line's colour."""

from dataclasses import dataclass
from heapq import heappop, heappush
from math import cos, radians

import numpy as np

from api.page.colours import line_colours
from api.page.markup import NOTHING, Html, join, tag
from api.page.words import Words
from api.summary import line_name
from maas.arrays import Float64s
from maas.itinerary import Itinerary, Leg
from maas.model import Mode

WIDTH, MARGIN = 320, 18
LOWEST, HIGHEST = 100, 240


@dataclass(frozen=True, slots=True)
class _Paper:
    """How positions on earth become positions on the drawing (equirectangular, to scale)."""

    lat: float
    lon: float
    scale: float
    """Drawing units per degree of latitude."""
    height: int

    @classmethod
    def around(cls, positions: Float64s) -> "_Paper":
        low, high = positions.min(axis=0), positions.max(axis=0)
        lat, lon = (low + high) / 2
        tall, wide = np.maximum((high - low) * (1, cos(radians(lat))), 1e-4)
        scale = min((HIGHEST - 2 * MARGIN) / tall, (WIDTH - 2 * MARGIN) / wide)
        height = max(LOWEST, round(tall * scale) + 2 * MARGIN)
        return cls(float(lat), float(lon), float(scale), height)

    def place(self, positions: Float64s) -> Float64s:
        x = WIDTH / 2 + (positions[:, 1] - self.lon) * cos(radians(self.lat)) * self.scale
        y = self.height / 2 - (positions[:, 0] - self.lat) * self.scale
        return np.column_stack((x, y)).round()


def sketch(itinerary: Itinerary, words: Words, key: str, points_per_leg: int) -> Html:
    """The drawing, with a title and a description; nothing where no geometry is known."""
    geometries = [leg.geometry for leg in itinerary.legs if len(leg.geometry) > 1]
    if not geometries:
        return NOTHING
    paper = _Paper.around(np.concatenate(geometries))
    drawn = [(leg, paper.place(leg.geometry)) for leg in itinerary.legs if len(leg.geometry) > 1]
    lines = [(leg, thinned(points, points_per_leg)) for leg, points in drawn]
    first, last = itinerary.legs[0].origin.place.name, itinerary.legs[-1].destination.place.name
    return tag(
        "svg",
        tag("title", words.sketch, id=f"t{key}"),
        tag("desc", words.sketch_text.format(a=first, b=last), id=f"d{key}"),
        join(_line(leg, points) for leg, points in lines),
        join(_label(leg, points) for leg, points in lines if leg.trip),
        _dot(lines[0][1][0], "from"),
        _dot(lines[-1][1][-1], "to"),
        viewBox=f"0 0 {WIDTH} {paper.height}",
        role="img",
        aria_labelledby=f"t{key} d{key}",
        class_="sketch",
    )


def thinned(points: Float64s, most: int) -> Float64s:
    """At most `most` (2 at least) of a line's points: those that keep its shape best.

    Ramer, Douglas and Peucker's choice, largest deviation first, until none is a unit off.
    """
    kept = [0, len(points) - 1]
    pieces = [_furthest(points, *kept)]
    while len(kept) < most and pieces[0][0] <= -1.0:
        _, middle, a, b = heappop(pieces)
        kept.append(middle)
        heappush(pieces, _furthest(points, a, middle))
        heappush(pieces, _furthest(points, middle, b))
    return points[sorted(kept)]


def _furthest(points: Float64s, a: int, b: int) -> tuple[float, int, int, int]:
    """(-deviation, point, a, b) of the point furthest from the straight line from a to b."""
    along, between = points[b] - points[a], points[a:b] - points[a]
    length = float(np.hypot(*along))
    if length == 0.0:
        deviation = np.hypot(between[:, 0], between[:, 1])
    else:
        deviation = np.abs(between @ np.array((-along[1], along[0]))) / length
    furthest = int(deviation.argmax())
    return -float(deviation[furthest]), a + furthest, a, b


def _line(leg: Leg, points: Float64s) -> Html:
    path = "M" + " ".join(f"{x:.0f} {y:.0f}" for x, y in points)
    if leg.trip is None:
        return tag("path", d=path, class_="street" if leg.mode is Mode.WALK else "street solid")
    return join(
        (
            tag("path", d=path, class_="casing"),
            tag("path", d=path, stroke=line_colours(leg.trip).back, class_="ride"),
        )
    )


def _label(leg: Leg, points: Float64s) -> Html:
    """The line's name beside the middle of the ride."""
    x, y = points[len(points) // 2]
    anchor = "start" if x < WIDTH * 0.7 else "end"
    x += 8 if anchor == "start" else -8
    return tag("text", line_name(leg)[:12], x=round(x), y=round(y) - 6, text_anchor=anchor)


def _dot(point: Float64s, end: str) -> Html:
    return tag("circle", cx=round(point[0]), cy=round(point[1]), r=6, class_=end)
