"""A street of the invented city through which nobody drives while its school begins and ends."""

from pathlib import Path

import msgspec

from maas.demo.plane import Projection, offset, unit
from maas.demo.streets import Street, StreetPlan

FILE = "school-street.geojson"
HOURS = "Mo-Fr 08:10-08:40,16:20-16:50"
AT = -380 + 620j
"""Where it is looked for."""
ASIDE_M = 18.0
BEYOND_M = -12.0
"""How far its zone goes over the ends of the street: not to the corners, where others cross."""


def write_school_street(folder: Path, plan: StreetPlan, projection: Projection) -> None:
    """Write its zone beside the city's other files."""
    street = _street(plan)
    line = [*street.line]
    line[0] += unit(line[0] - line[1]) * BEYOND_M
    line[-1] += unit(line[-1] - line[-2]) * BEYOND_M
    ring = [*offset(line, ASIDE_M), *offset(line, -ASIDE_M)[::-1]]
    places = [projection.place(z) for z in (*ring, ring[0])]
    zone = {
        "type": "Feature",
        "properties": {"name": street.name},
        "geometry": {"type": "Polygon", "coordinates": [[[at.lon, at.lat] for at in places]]},
    }
    (folder / FILE).write_bytes(msgspec.json.encode(zone))


def _street(plan: StreetPlan) -> Street:
    small = (street for street in plan.streets if street.kind == "residential")
    return min(small, key=lambda street: abs((street.line[0] + street.line[-1]) / 2 - AT))
