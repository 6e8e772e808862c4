"""What a map must know of our tiles before it asks for one: TileJSON 3.0.0.

https://github.com/mapbox/tilejson-spec/tree/master/3.0.0
"""

from collections.abc import Mapping
from html import escape

import msgspec

from api.served import Coverage, Served
from routing.atlas import LAST_ZOOM, Layer

TEXT, NUMBER, BOOLEAN = "String", "Number", "Boolean"

FIELDS: Mapping[Layer, Mapping[str, str]] = {
    Layer.LAND: {"kind": TEXT},
    Layer.GREEN: {"kind": TEXT, "name": TEXT},
    Layer.WATER: {"kind": TEXT, "name": TEXT},
    Layer.WATERWAY: {
        "kind": TEXT,
        "name": TEXT,
        "tunnel": BOOLEAN,
        "bridge": BOOLEAN,
        "minor": BOOLEAN,
    },
    Layer.BUILDING: {},
    Layer.RAIL: {
        "kind": TEXT,
        "name": TEXT,
        "bridge": BOOLEAN,
        "tunnel": BOOLEAN,
        "minor": BOOLEAN,
    },
    Layer.STREET: {
        "class": TEXT,
        "name": TEXT,
        "oneway": BOOLEAN,
        "bridge": BOOLEAN,
        "tunnel": BOOLEAN,
    },
    Layer.ROUTE: {"color": TEXT, "mode": TEXT, "name": TEXT},
    Layer.STOP: {"id": TEXT, "name": TEXT, "mode": TEXT, "rank": NUMBER},
    Layer.PLACE: {"name": TEXT, "class": TEXT, "rank": NUMBER},
}
"""What is told of the features of each layer; what is empty or not so is left out."""

WORLD = (-180.0, -85.0511, 180.0, 85.0511)


class VectorLayer(msgspec.Struct, frozen=True, kw_only=True):
    """One layer of the tiles."""

    id: str
    fields: dict[str, str]
    minzoom: int = 0
    maxzoom: int = LAST_ZOOM


class TileJson(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A set of tiles."""

    tilejson: str
    tiles: tuple[str, ...]
    vector_layers: tuple[VectorLayer, ...]
    name: str
    minzoom: int
    maxzoom: int
    bounds: tuple[float, float, float, float]
    """West, south, east, north."""
    attribution: str = ""
    """HTML, as the specification has it."""


def tile_json(served: Served, address: str) -> TileJson:
    """Describe the tiles of what is served; `address` is the pattern of theirs."""
    said = dict.fromkeys(source.attribution for source in served.sources if source.attribution)
    return TileJson(
        tilejson="3.0.0",
        tiles=(address,),
        vector_layers=tuple(
            VectorLayer(id=layer.name.lower(), fields=dict(fields))
            for layer, fields in FIELDS.items()
        ),
        name=served.coverage.name,
        minzoom=0,
        maxzoom=LAST_ZOOM,
        bounds=_bounds(served.coverage),
        attribution=" · ".join(map(escape, said)),
    )


def _bounds(coverage: Coverage) -> tuple[float, float, float, float]:
    low, high = coverage.south_west, coverage.north_east
    if low is None or high is None:
        return WORLD
    return (round(low.lon, 5), round(low.lat, 5), round(high.lon, 5), round(high.lat, 5))
