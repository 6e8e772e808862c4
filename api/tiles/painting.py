"""An atlas and the number of a tile to the bytes that are sent."""

from gzip import compress

from api.compression import LEVEL
from api.tiles.mvt import encode_tile
from routing.atlas import Atlas, draw


def paint(atlas: Atlas, z: int, x: int, y: int) -> bytes:
    """Draw, encode and compress a tile."""
    return compress(encode_tile(draw(atlas, z, x, y), atlas.tags), LEVEL, mtime=0)


def warm(atlas: Atlas) -> None:
    """Paint the whole world, so that no person waits for a compiler."""
    paint(atlas, 0, 0, 0)
