"""The files of a feed, a zip or a folder, checked before anything of it is inflated.

What comes out is a mapping of table names to streams; what is in them is `table`'s affair.
"""

import stat
import zlib
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import IO
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from feeds.gtfs.notices import Notices, refuse, shorten
from maas.errors import FeedMalformed

TABLES = frozenset(
    {
        *("agency", "stops", "routes", "trips", "stop_times", "calendar", "calendar_dates"),
        *("fare_attributes", "fare_rules", "fare_media", "fare_products", "fare_leg_rules"),
        *("fare_leg_join_rules", "fare_transfer_rules", "rider_categories", "timeframes"),
        *("areas", "stop_areas", "networks", "route_networks", "shapes", "frequencies"),
        *("transfers", "pathways", "levels", "location_groups", "location_group_stops"),
        *("booking_rules", "translations", "feed_info", "attributions"),
    }
)
"""Every table of GTFS Schedule by its name, whether we read it or not."""

BROKEN = (BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, RuntimeError)
"""What zipfile raises on archives that are damaged or lie about themselves."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How much a feed may be; checked against what its directory says before inflating.

    zipfile never gives more of a member than its directory entry says, so these hold for liars.
    """

    zip_bytes: int = 500 * 2**20
    inflated_bytes: int = 4 * 2**30
    ratio: int = 200
    tiny_bytes: int = 2**20
    """The ratio of members below this is not looked at."""
    members: int = 1000
    directory_bytes: int = 2**20


LIMITS = Limits()


@dataclass(frozen=True, slots=True)
class Archive:
    """The tables of a feed: name ("stops") to file name within `path`."""

    path: Path
    members: Mapping[str, str] = field(default_factory=dict)
    zip: ZipFile | None = None

    def open(self, table: str) -> IO[bytes]:
        """The bytes of a table that is in `members`; `BROKEN` while reading damaged ones."""
        if self.zip is None:
            return (self.path / self.members[table]).open("rb")
        return self.zip.open(self.members[table])

    def size(self, table: str) -> int:
        """How many bytes a table that is in `members` inflates to."""
        if self.zip is None:
            return (self.path / self.members[table]).stat().st_size
        return self.zip.getinfo(self.members[table]).file_size


@contextmanager
def open_archive(path: Path, notices: Notices, limits: Limits = LIMITS) -> Iterator[Archive]:
    """Open a zip or a folder of tables.

    Raises:
        FeedMalformed: it is neither, damaged, encrypted, or larger than `limits`.
    """
    try:
        folder = _folder(path, notices, limits) if path.is_dir() else None
        stream = path.open("rb") if folder is None else None
    except OSError as problem:
        raise FeedMalformed(f"{path.name} cannot be opened: {problem.strerror}") from problem
    if folder is not None:
        yield folder
    if stream is not None:
        with stream, _zip(path, stream, limits) as zipped:
            names = [info.filename for info in zipped.infolist() if not info.is_dir()]
            yield Archive(path, _tables(names, notices), zipped)


def _folder(path: Path, notices: Notices, limits: Limits) -> Archive:
    files = [file for file in sorted(path.iterdir()) if stat.S_ISREG(file.stat().st_mode)]
    if len(files) > limits.members:
        raise FeedMalformed(f"{path.name}: more than {limits.members} files")
    if sum(file.stat().st_size for file in files) > limits.inflated_bytes:
        raise FeedMalformed(f"{path.name}: more than {limits.inflated_bytes >> 20} MB")
    return Archive(path, _tables([file.name for file in files], notices))


def _zip(path: Path, stream: IO[bytes], limits: Limits) -> ZipFile:
    if path.stat().st_size > limits.zip_bytes:
        raise FeedMalformed(f"{path.name}: larger than {limits.zip_bytes >> 20} MB")
    try:
        zipped = ZipFile(_Bounded(stream, limits.directory_bytes))
    except BROKEN as problem:
        raise FeedMalformed(f"{path.name}: not a zip file ({shorten(str(problem))})") from problem
    _check_members(zipped.infolist(), limits)
    return zipped


def _check_members(members: list[ZipInfo], limits: Limits) -> None:
    if len(members) > limits.members:
        raise FeedMalformed(f"the zip has {len(members)} members, more than {limits.members}")
    if sum(info.file_size for info in members) > limits.inflated_bytes:
        raise FeedMalformed(f"the zip inflates to more than {limits.inflated_bytes >> 20} MB")
    for info in members:
        name = shorten(info.filename)
        if info.flag_bits & 1:
            raise FeedMalformed(f"{name} is encrypted")
        if info.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
            raise FeedMalformed(f"{name} is compressed by a method other than deflate")
        dense = info.file_size > max(info.compress_size, 1) * limits.ratio
        if dense and info.file_size > limits.tiny_bytes:
            raise FeedMalformed(f"{name} inflates more than {limits.ratio} times")


def _tables(names: list[str], notices: Notices) -> dict[str, str]:
    """Table names to file names, all of one folder: the uppermost that holds stops.txt."""
    files = [PurePosixPath(name) for name in names]
    files = [file for file in files if "__MACOSX" not in file.parts and file.name[:1] != "."]
    homes = {file.parent for file in files if file.name.lower() == "stops.txt"}
    if not homes:
        raise refuse("missing_required_file", _why_no_tables(files))
    top = min(len(home.parts) for home in homes)
    homes = {home for home in homes if len(home.parts) == top}
    if len(homes) > 1:
        listed = ", ".join(sorted(shorten(str(home)) for home in homes))
        raise FeedMalformed(f"several feeds in one archive: {listed}")
    home = homes.pop()
    if home.parts:
        notices.add("invalid_input_files_in_subfolder", str(home), None, str(home))
    return _pick([file for file in files if file.parent == home], notices)


def _pick(files: list[PurePosixPath], notices: Notices) -> dict[str, str]:
    known = [file for file in files if _table(file) in TABLES]
    for name, times in Counter(map(_table, known)).items():
        if times > 1:
            raise FeedMalformed(f"{name}.txt is in the archive {times} times")
    for file in files:
        if _table(file) not in TABLES and file.name.lower() != "locations.geojson":
            notices.add("unknown_file", shorten(file.name))
    return {_table(file): str(file) for file in known}


def _table(file: PurePosixPath) -> str:
    name = file.name.lower()
    return name.removesuffix(".txt") if name.endswith(".txt") else ""


def _why_no_tables(files: list[PurePosixPath]) -> str:
    inner = [file for file in files if file.suffix.lower() == ".zip"]
    if inner:
        return f"no stops.txt, but another zip inside ({shorten(str(inner[0]))}): unpack it first"
    return "no stops.txt"


class _Bounded:
    """A file that refuses huge reads: zipfile would read a directory of any size at once."""

    def __init__(self, stream: IO[bytes], most: int) -> None:
        self._stream = stream
        self._most = most
        self.seek = stream.seek
        self.tell = stream.tell
        self.seekable = stream.seekable

    def read(self, n: int = -1) -> bytes:
        if n > self._most:
            raise ValueError(f"a directory of {n} bytes")
        return self._stream.read(min(n, self._most) if n >= 0 else self._most)
