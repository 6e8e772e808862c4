"""What a map draws: streets, stops, lines and landscape by zoom level, cut into tiles."""

from routing.atlas.build import build_atlas
from routing.atlas.drawing import Drawing, draw
from routing.atlas.tables import LAST_ZOOM, SHAPES, Atlas, Layer, Shape, Tags

__all__ = [
    "LAST_ZOOM",
    "SHAPES",
    "Atlas",
    "Drawing",
    "Layer",
    "Shape",
    "Tags",
    "build_atlas",
    "draw",
]
