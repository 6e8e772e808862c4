"""The low-emission zone around the old centre of the invented city, as GeoJSON."""

from cmath import rect
from math import pi
from pathlib import Path

import msgspec

from maas.demo.plane import Projection

FILE = "low-emission-zone.geojson"
RADIUS_M = 640.0
"""The ring of boulevards lies inside; who drives past the city does not come in."""

POINTS = 48


def write_zone(folder: Path, projection: Projection) -> None:
    """Write it beside the city's other files."""
    places = (projection.place(rect(RADIUS_M, 2 * pi * i / POINTS)) for i in range(POINTS))
    ring = [[place.lon, place.lat] for place in places]
    zone = {
        "type": "Feature",
        "properties": {"name": "Centre"},
        "geometry": {"type": "Polygon", "coordinates": [[*ring, ring[0]]]},
    }
    (folder / FILE).write_bytes(msgspec.json.encode(zone))
