"""The tiles asked for last, compressed, by worker."""

from collections import OrderedDict

Key = tuple[str, int, int, int]
"""Generation, zoom level, x, y."""

MOST_BYTES = 4_000_000
"""Kept in memory: some hundred tiles of a city."""


class TileCache:
    """Remembers what was used last. For one thread."""

    def __init__(self, most_bytes: int = MOST_BYTES) -> None:
        self._most_bytes = most_bytes
        self._n_bytes = 0
        self._tiles: OrderedDict[Key, bytes] = OrderedDict()

    def find(self, key: Key) -> bytes | None:
        """A tile, if it is remembered."""
        tile = self._tiles.get(key)
        if tile is not None:
            self._tiles.move_to_end(key)
        return tile

    def put(self, key: Key, tile: bytes) -> None:
        """Remember a tile, and forget what was not used for longest."""
        self._n_bytes += len(tile) - len(self._tiles.pop(key, b""))
        self._tiles[key] = tile
        while self._n_bytes > self._most_bytes:
            self._n_bytes -= len(self._tiles.popitem(last=False)[1])
