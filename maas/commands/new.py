"""`maas new`: write a territory file, finding what each feed is by what is in it."""

import argparse
import asyncio
import csv
import io
import re
import sys
import tempfile
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from feeds.fetch.asking import Address
from feeds.fetch.download import download
from feeds.registry import FOUND, MAPPED, find_kind
from maas.errors import BadSettings

HEAD = """\
# A territory: one town or group of towns. Check it with: maas check {name}.toml
name = "{name}"
timezone = "{zone}"{guess}
data_dir = "var/{name}"  # what `maas import` writes, relative to this file

# Where the data is old, let the service clock start in it:
# clock = "2023-09-20T07:00:00Z"
"""

SOURCE = """
[[source]]
id = "{id}"  # prefix of all its ids: "{id}:1234"
kind = "{kind}"
{speaks}url = "{url}"
# licence = ""      # under which the data is published
# attribution = ""  # whom to name beside every answer
"""

MORE = {
    "datex2-parking": """\
# [source.datex2-parking]
# status_url = ""  # where another file tells how full they are
# crs = ""         # of positions in metres, such as "EPSG:25832"
""",
    "standard-covoiturage": """\
# Of an operator who is asked, the address below which /driver_journeys stands:
# url = "https://operator.example/api"
""",
    "amarillo": """\
# [source.amarillo]
# max_detour_s = 300  # by so much drivers go out of their way whose offer does not say
""",
}
"""What a source of a kind may need besides."""

_AGENCY_BYTES = 1 << 20


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed as the new file names it."""

    id: str
    kind: str
    url: str
    zone: str
    """The first agency's time zone; empty if it has none."""


def new(options: argparse.Namespace) -> int:
    """Write NAME.toml; never over another file."""
    if not re.fullmatch(r"[a-z0-9-]{1,32}", options.name):
        raise BadSettings("NAME", f"{options.name!r} is not 1 to 32 of a-z, 0-9 and '-'")
    file = Path(f"{options.name}.toml")
    if file.exists():
        raise BadSettings("NAME", f"{file} exists already and is not overwritten")
    text = _territory(options.name, [_feed(given) for given in options.feeds])
    with file.open("x", encoding="utf-8") as fresh:
        fresh.write(text)
    sys.stdout.write(f"{file} written; now: maas import {file}\n")
    return 0


def _territory(name: str, feeds: Sequence[Feed]) -> str:
    zones = [feed.zone for feed in feeds if feed.zone]
    guess = "" if zones else "  # a guess: no feed names one"
    head = HEAD.format(name=name, zone=zones[0] if zones else "UTC", guess=guess)
    taken: list[str] = []
    for feed in feeds:
        taken.append(_free(feed.id, taken))
    timetables = [name for name, feed in zip(taken, feeds, strict=True) if feed.kind == "gtfs"]
    bodies = [
        SOURCE.format(id=name, kind=feed.kind, url=feed.url, speaks=_speaks(feed.kind, timetables))
        + MORE.get(feed.kind, "")
        for name, feed in zip(taken, feeds, strict=True)
    ]
    return head + "".join(bodies)


def _speaks(kind: str, timetables: Sequence[str]) -> str:
    """The line that says whose ids a live feed speaks; which one it is, only a person knows."""
    if kind != "gtfs-rt" or not timetables:
        return ""
    ids = ", ".join(f'"{name}"' for name in timetables)
    which = "  # looked up in this order; leave out whose it is not" if len(timetables) > 1 else ""
    return f"for = [{ids}]{which}\n"


def _feed(given: str) -> Feed:
    if given.startswith(("http://", "https://")):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "feed"
            asyncio.run(download(Address(given), path))
            name = Path(urlsplit(given).path).name or urlsplit(given).hostname or "feed"
            return _found(path, name, given)
    path = Path(given.removeprefix("file:"))
    recorded = sorted(path.parent.glob(path.name)) if "*" in path.name else [path]
    if not recorded or not recorded[0].exists():
        raise BadSettings("FILE_OR_URL", f"there is no file {given}")
    return _found(recorded[0], path.name, f"file:{path}")


def _found(path: Path, name: str, url: str) -> Feed:
    kind = find_kind(path)
    if kind is None:
        raise BadSettings("FILE_OR_URL", f"{url} is neither {FOUND}; {MAPPED}")
    return Feed(_id(name), kind, url, _zone(path) if kind == "gtfs" else "")


def _id(name: str) -> str:
    """An id out of a file name: "gtfs_STCP.zip" is "stcp"."""
    stem = name.lower().partition(".")[0]
    words = [word for word in re.split(r"[^a-z0-9]+", stem) if word not in ("", "gtfs", "osm")]
    return "-".join(words)[:28].strip("-") or "feed"


def _free(name: str, taken: Sequence[str]) -> str:
    names = (name, *(f"{name}-{number}" for number in range(2, len(taken) + 3)))
    return next(each for each in names if each not in taken)


def _zone(path: Path) -> str:
    """The first agency's time zone."""
    rows = csv.DictReader(io.StringIO(_agencies(path)), skipinitialspace=True)
    for row in rows:
        return (row.get("agency_timezone") or "").strip().replace('"', "")
    return ""


def _agencies(path: Path) -> str:
    try:
        if path.is_dir():
            return (path / "agency.txt").read_text("utf-8-sig", "replace")
        with zipfile.ZipFile(path) as archive:
            name = next(each for each in archive.namelist() if each.endswith("agency.txt"))
            with archive.open(name) as member:
                return member.read(_AGENCY_BYTES).decode("utf-8-sig", "replace")
    except (OSError, StopIteration, zipfile.BadZipFile):
        return ""
