"""What a worker remembers of tiles."""

from api.tiles.cache import TileCache


def test_what_was_not_used_for_longest_is_forgotten() -> None:
    cache = TileCache(most_bytes=10)
    cache.put(("g", 1, 0, 0), b"abcd")
    cache.put(("g", 1, 0, 1), b"efgh")
    assert cache.find(("g", 1, 0, 0)) == b"abcd"
    cache.put(("g", 1, 1, 0), b"ijkl")
    assert cache.find(("g", 1, 0, 1)) is None
    assert cache.find(("g", 1, 0, 0)) == b"abcd"


def test_a_tile_put_twice_counts_once() -> None:
    cache = TileCache(most_bytes=10)
    for _ in range(5):
        cache.put(("g", 0, 0, 0), b"abcd")
    cache.put(("g", 1, 0, 0), b"efgh")
    assert cache.find(("g", 0, 0, 0)) and cache.find(("g", 1, 0, 0))


def test_a_tile_larger_than_all_is_not_kept() -> None:
    cache = TileCache(most_bytes=3)
    cache.put(("g", 0, 0, 0), b"abcd")
    assert cache.find(("g", 0, 0, 0)) is None
    cache.put(("g", 1, 0, 0), b"abc")
    assert cache.find(("g", 1, 0, 0)) == b"abc"
