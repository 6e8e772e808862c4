"""What a generation is made of and by, as one short text: when it changes, import again.

Cheap enough to ask every few seconds: names, times and sizes of files, settings, and the text of
the code that reads and indexes. Sources from elsewhere count by their address only.
"""

import hashlib
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import msgspec

from maas.settings import Source, Territory

ROOT = Path(__file__).resolve().parent.parent.parent

READERS = {
    "gtfs": ("feeds/gtfs", "maas/timetable", "maas/arrays.py", "maas/model.py", "maas/units.py"),
    "osm": ("feeds/osm", "maas/streets", "maas/arrays.py", "maas/model.py", "maas/cells.py"),
}
"""The code whose change makes what it once read worthless."""

EXTRA_READERS = {
    "places": ("feeds/osm", "maas/places.py", "maas/arrays.py", "maas/units.py"),
    "landscape": ("feeds/osm", "maas/landscape.py", "maas/arrays.py"),
    "parking": ("feeds/osm", "maas/facilities.py", "maas/live/parking.py", "maas/arrays.py"),
}
"""The same for what else is read from a source (feeds.registry.EXTRAS)."""

NAMERS = ("routing/places", "routing/kernels/words.py", "maas/places.py", "maas/cells.py")
"""The code that makes the index of names."""

DRAWERS = ("routing/atlas", "routing/places/stops.py", "maas/landscape.py")
"""The code that makes the atlas."""

INDEXERS = (
    "maas/timetable",
    "maas/streets",
    "maas/arrays.py",
    "routing/streets",
    "routing/indoors",
    "routing/kernels",
)
"""The code that joins sources and computes links and transfers."""


def territory_stamp(territory: Territory) -> str:
    """Changes when a source, its file, a default or our own code does."""
    sources = [(source.id, source.kind, _file_stamp(source)) for source in territory.static_sources]
    kinds = sorted({source.kind for source in territory.static_sources})
    readers = (*(READERS[kind] for kind in kinds), *EXTRA_READERS.values(), NAMERS, DRAWERS)
    code = [*map(code_digest, readers), index_digest()]
    return digest(msgspec.json.encode((sources, territory.routing, code)))


def index_digest() -> str:
    """The version of the code that makes links and transfers."""
    return code_digest((*INDEXERS, "routing/transfers.py"))


@cache
def code_digest(places: tuple[str, ...]) -> str:
    """The version of some of our code, by its text."""
    files = (file for place in places for file in _sources_of(ROOT / place))
    return digest(b"\0".join(file.read_bytes() for file in files))


def digest(content: bytes) -> str:
    """Sixteen hex digits of SHA-256."""
    return hashlib.sha256(content).hexdigest()[:16]


def _sources_of(place: Path) -> Iterable[Path]:
    return sorted(place.rglob("*.py")) if place.is_dir() else [place] if place.exists() else []


def _file_stamp(source: Source) -> str:
    if source.path is None:
        return source.url
    files = sorted(source.path.glob("*")) if source.path.is_dir() else [source.path]
    return ";".join(f"{file.name}:{_times(file)}" for file in files)


def _times(file: Path) -> str:
    try:
        status = file.stat()
    except OSError:
        return "missing"
    return f"{status.st_mtime_ns}:{status.st_size}"
