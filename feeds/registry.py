"""Which module reads which kind of source; imported on first use, so serving stays light."""

import re
import zipfile
from collections.abc import Iterable, Mapping
from importlib import import_module
from pathlib import Path, PurePosixPath
from types import ModuleType

from maas.errors import BadSettings
from maas.settings import LIVE_KINDS

KINDS: Mapping[str, str] = {
    "gtfs": "feeds.gtfs",
    "osm": "feeds.osm",
    "gtfs-rt": "feeds.gtfs_rt",
    "gbfs": "feeds.gbfs",
    "parkapi": "feeds.parkapi",
    "datex2-parking": "feeds.datex2_parking",
    "bnls": "feeds.bnls",
    "parking-table": "feeds.parking_table",
    "standard-covoiturage": "feeds.standard_covoiturage",
    "amarillo": "feeds.amarillo",
    "bnlc": "feeds.bnlc",
    "waze": "feeds.waze",
    "cifs": "feeds.cifs",
    "datex2": "feeds.datex2",
}
"""Kind of a source to the module that reads it."""

EXTRAS: Mapping[str, Mapping[str, str]] = {
    "osm": {
        "places": "feeds.osm.places",
        "landscape": "feeds.osm.landscape",
        "parking": "feeds.osm.parking",
    },
}
"""What else is read from a source of a kind, and the module that reads it."""

PLANNED = frozenset(LIVE_KINDS) - KINDS.keys()
"""Kinds a territory file may name although nothing reads them yet."""

_REALTIME = re.compile(
    rb"\n.\n\x03[12]\.0|\s*\{\s*\"header\"\s*:\s*\{[^}]*\"(gtfs_r|gtfsR)ealtime", re.DOTALL
)
"""A header with its version first, as protobuf or as JSON."""

_JSON = re.compile(rb"(\xef\xbb\xbf)?\s*[{\[]")
_XML = re.compile(rb"(\xef\xbb\xbf)?\s*<")

JSON_KINDS: Mapping[str, str] = {
    "gbfs": "feeds.gbfs.discovering",
    "parkapi": "feeds.parkapi.message",
    "datex2": "feeds.datex2.message",
    "datex2-parking": "feeds.datex2_parking.peeking",
    "standard-covoiturage": "feeds.standard_covoiturage.message",
    "amarillo": "feeds.amarillo.message",
    "waze": "feeds.waze.message",
    "cifs": "feeds.cifs.message",
}
XML_KINDS: Mapping[str, str] = {
    "datex2": "feeds.datex2.message",
    "datex2-parking": "feeds.datex2_parking.peeking",
    "cifs": "feeds.cifs.message",
}
CSV_KINDS: Mapping[str, str] = {
    "bnls": "feeds.bnls.parsing",
    "bnlc": "feeds.bnlc.parsing",
}
"""Kinds by the form they are written in, and the modules that know their own."""

FOUND = (
    "GTFS, GTFS-Realtime, GBFS, ParkAPI, DATEX II parking, BNLS, Standard covoiturage, Amarillo, "
    "BNLC, Waze, CIFS, DATEX II of roads nor OSM"
)
"""What is found by content."""

MAPPED = (
    "a town's own table of car parks is read by a mapping, see docs/parking.md; operators of "
    "carpooling who are asked publish no file, see docs/carpool.md"
)
"""What is not."""

MOST_JSON_BYTES = 100_000_000
MOST_ENTRIES = 100_000
MOST_BYTES = 2**30


def adapter(kind: str) -> ModuleType:
    """The module that reads sources of this kind.

    Raises:
        BadSettings: the kind is unknown, or not built yet.
    """
    if kind in KINDS:
        return import_module(KINDS[kind])
    if kind in PLANNED:
        raise BadSettings("kind", f"{kind} is not built yet")
    known = ", ".join(sorted({*KINDS, *PLANNED}))
    raise BadSettings("kind", f"{kind!r} is not one of {known}")


def extra_reader(kind: str, name: str) -> ModuleType:
    """The module that reads one of `EXTRAS`."""
    return import_module(EXTRAS[kind][name])


def find_kind(path: Path) -> str | None:
    """The kind of a file or folder by what is in it; None when it is nothing we read."""
    if path.is_dir():
        return _kind_of_folder([file.name for file in path.iterdir()])
    if not path.is_file():
        return None
    with path.open("rb") as stream:
        head = stream.read(200)
    if head.startswith(b"PK"):
        return "gtfs" if _has_stops(_names(path)) else None
    if head[4:15] == b"\x0a\x09OSMHeader":
        return "osm"
    if _REALTIME.match(head):
        return "gtfs-rt"
    if _JSON.match(head):
        return _kind_of_text(path, JSON_KINDS)
    if _XML.match(head):
        return _kind_of_text(path, XML_KINDS)
    return _kind_of_text(path, CSV_KINDS) if b"\0" not in head else None


def _kind_of_folder(names: list[str]) -> str | None:
    if _has_stops(names):
        return "gtfs"
    stems = {PurePosixPath(name).name.removesuffix(".json") for name in names}
    return "gbfs" if stems & import_module("feeds.gbfs.files").ONE_OF else None


def _kind_of_text(path: Path, kinds: Mapping[str, str]) -> str | None:
    """The first of some kinds whose module says that the file is its own."""
    if path.stat().st_size > MOST_JSON_BYTES:
        return None
    content = path.read_bytes()
    return next((kind for kind in kinds if import_module(kinds[kind]).is_ours(content)), None)


def _names(path: Path) -> list[str]:
    if path.stat().st_size > MOST_BYTES:
        return []
    try:
        with zipfile.ZipFile(path) as archive:
            return archive.namelist()[:MOST_ENTRIES]
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return []


def _has_stops(names: Iterable[str]) -> bool:
    return any(PurePosixPath(name).name.lower() == "stops.txt" for name in names)
