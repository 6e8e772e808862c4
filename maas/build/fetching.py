"""Where a static source's bytes are: its own file, or a download kept in the data folder."""

import asyncio
import hashlib
from dataclasses import dataclass
from pathlib import Path

import msgspec

from feeds.fetch.asking import Address, Version
from feeds.fetch.download import download
from maas.errors import FeedUnavailable
from maas.generation import DataDir
from maas.settings import Source


@dataclass(frozen=True, slots=True)
class Fetched:
    """A source on disk; `sha256` is of its content."""

    path: Path
    sha256: str


def fetch(source: Source, data: DataDir) -> Fetched:
    """Find or download a source (while `data` is locked).

    Raises:
        FeedUnavailable: there is no such file, or no answer.
        FeedMalformed: it is larger than allowed.
    """
    path = source.path or _download(source, data)
    try:
        return Fetched(path, _sha256(path))
    except OSError as problem:
        raise FeedUnavailable(f"{source.public_address}: {problem.strerror}") from problem


def _download(source: Source, data: DataDir) -> Path:
    """The newest version of a source from elsewhere; nothing is sent that we have already."""
    folder = data.path / "downloads"
    folder.mkdir(exist_ok=True)
    kept, about = folder / source.id, folder / f"{source.id}.json"
    fresh = data.temporary / f"{source.id}.download"
    address = Address.of(source)
    known = _known(about, source.url) if kept.exists() else None
    version = asyncio.run(download(address, fresh, known))
    if version is not None:
        about.unlink(missing_ok=True)
        fresh.replace(kept)
        about.write_bytes(msgspec.json.encode((_sha256_of(source.url.encode()), version)))
    return kept


def _known(about: Path, url: str) -> Version | None:
    try:
        of, version = msgspec.json.decode(about.read_bytes(), type=tuple[str, Version])
    except (OSError, msgspec.DecodeError):
        return None
    return version if of == _sha256_of(url.encode()) else None


def _sha256(path: Path) -> str:
    """Of a file, or of the names and contents of a folder's files."""
    if not path.is_dir():
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    parts = [f"{file.name} {_sha256(file)}" for file in sorted(path.glob("*")) if file.is_file()]
    return _sha256_of("\n".join(parts).encode())


def _sha256_of(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
