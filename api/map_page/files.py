"""What the map is made of, by an allow-list: our own few files and two of MapLibre's.

All lie under an address that names their content, so that browsers keep them for good and a new
release is never mixed with an old one.
"""

from dataclasses import dataclass
from functools import cache
from gzip import compress
from hashlib import sha256
from importlib.metadata import distribution
from importlib.resources import files
from pathlib import Path

OWN = (
    "board.js",
    "cards.js",
    "carpool.js",
    "client.js",
    "dom.js",
    "drawing.js",
    "hindered.js",
    "incidents.js",
    "line.js",
    "main.js",
    "map.js",
    "news.js",
    "offered.js",
    "page.css",
    "parked.js",
    "parking.js",
    "place-field.js",
    "question.js",
    "rentals.js",
    "rented.js",
    "report.js",
    "staff-form.js",
    "staff.js",
    "style.json",
    "vehicles.js",
    "world.js",
)
ON_DEMAND = ("drawing.js", "staff-form.js", "staff.js")
"""What only the town's staff need: fetched when it is asked for."""
MAPLIBRE = ("maplibre-gl.js", "maplibre-gl.css")
MEDIA = {".js": "text/javascript", ".css": "text/css", ".json": "application/json"}


@dataclass(frozen=True, slots=True)
class PageFile:
    """One file, ready to be sent."""

    body: bytes
    gzipped: bytes
    media: str
    tag: str
    """A strong name of its content, quoted."""


@cache
def page_files() -> dict[str, PageFile]:
    """Every file by its name."""
    own = files("api.map_page").joinpath("static")
    contents = {name: own.joinpath(name).read_bytes() for name in OWN}
    contents |= {name: _of_maplibre(name) for name in MAPLIBRE}
    return {name: _page_file(name, body) for name, body in contents.items()}


@cache
def content_name() -> str:
    """Names all files together; another content has another name."""
    tags = "".join(file.tag for file in page_files().values())
    return sha256(tags.encode()).hexdigest()[:12]


def address_of(name: str) -> str:
    """Where a file is served."""
    return f"/page/{content_name()}/{name}"


def _of_maplibre(name: str) -> bytes:
    """A file of the wheel `maplibre`, found without importing that package and all it needs."""
    return Path(str(distribution("maplibre").locate_file(f"maplibre/srcjs/{name}"))).read_bytes()


def _page_file(name: str, body: bytes) -> PageFile:
    return PageFile(
        body,
        compress(body, 6, mtime=0),
        MEDIA[Path(name).suffix],
        f'"{sha256(body).hexdigest()[:24]}"',
    )
