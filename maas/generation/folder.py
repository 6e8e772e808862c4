"""A territory's data folder: reading, publishing, setting aside and forgetting generations."""

import fcntl
import hashlib
import shutil
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import msgspec

from maas.disk import flush
from maas.errors import GenerationBroken
from maas.generation.files import write_durably
from maas.generation.manifest import Manifest
from maas.generation.segment import decode, map_segment, read_segment, verify_segment
from maas.report import Report

T = TypeVar("T")

KEPT = 2
"""Generations (and things set aside) that stay on disk."""


@dataclass(frozen=True, slots=True, eq=False)
class Generation:
    """A generation on disk, found intact."""

    folder: Path
    """The data folder."""
    manifest: Manifest

    @property
    def id(self) -> str:
        """Its name in versions and on disk; sorts by age."""
        return self.manifest.id

    def part(self, name: str, kind: type[T]) -> T | None:
        """Map a part into memory, None if the territory has no such part.

        Raises:
            GenerationBroken: its files changed since it was opened.
        """
        segment = self.manifest.parts.get(name)
        return map_segment(self.folder / "segments" / segment, kind) if segment else None

    def report(self, source_id: str) -> Report | None:
        """What reading a source gave."""
        for source in self.manifest.sources:
            if source.id == source_id:
                return read_segment(self.folder / "segments" / source.segment).report
        return None


@dataclass(frozen=True, slots=True)
class DataDir:
    """The folder that holds generations; every change is one rename."""

    path: Path

    @property
    def segments(self) -> Path:
        """Where segments lie."""
        return self.path / "segments"

    @property
    def generations(self) -> Path:
        """Where manifests lie."""
        return self.path / "generations"

    @property
    def temporary(self) -> Path:
        """Where an import works; emptied by the next one."""
        return self.path / "tmp"

    def current_id(self) -> str | None:
        """The generation to serve. Cheap: one small file."""
        try:
            return (self.path / "current").read_text("ascii").strip() or None
        except (OSError, UnicodeDecodeError):
            return None

    def open(self, generation_id: str, *, verify: bool = True) -> Generation:
        """Read a manifest and (unless someone just did) check every byte it names.

        Raises:
            GenerationBroken: something is missing, altered or of another format.
        """
        manifest = decode(self.generations / generation_id / "manifest.json", Manifest)
        if verify:
            for segment, wanted in manifest.checks.items():
                self._verify(segment, wanted)
        return Generation(self.path, manifest)

    def open_current(self, now: int) -> Generation | None:
        """The generation to serve; a broken one is set aside and not loaded.

        Raises:
            GenerationBroken: it was set aside just now; the next call gives None.
        """
        generation_id = self.current_id()
        if generation_id is None or not (self.generations / generation_id).exists():
            return None
        try:
            return self.open(generation_id)
        except GenerationBroken:
            self._set_aside(generation_id, now)
            raise

    def manifests(self) -> list[Manifest]:
        """Every generation on disk that this code can read, oldest first."""
        found = []
        for path in sorted(self.generations.glob("*/manifest.json")):
            with suppress(GenerationBroken):
                found.append(decode(path, Manifest))
        return [manifest for manifest in found if (self.generations / manifest.id).is_dir()]

    def publish(self, manifest: Manifest, needed: Collection[str] = ()) -> Generation:
        """Make a generation the current one (while `locked`); its segments stand already.

        Args:
            needed: older ones that must stay on disk.
        """
        built = self.temporary / manifest.id
        built.mkdir()
        write_durably(built / "manifest.json", msgspec.json.encode(manifest))
        self.generations.mkdir(exist_ok=True)
        built.rename(self.generations / manifest.id)
        flush(self.generations)
        before = self.current_id() or ""
        self.choose(manifest.id)
        self._forget({*needed, manifest.id, before})
        return Generation(self.path, manifest)

    def choose(self, generation_id: str) -> None:
        """Make a generation that stands the current one (while `locked`)."""
        write_durably(self.path / "current", generation_id.encode())

    def amend(self, manifest: Manifest) -> Generation:
        """Note in the current generation that it was compared with its sources again."""
        path = self.generations / manifest.id / "manifest.json"
        write_durably(path, msgspec.json.encode(manifest))
        return Generation(self.path, manifest)

    def adopt(self, built: Path, name: str) -> None:
        """Move a finished segment from the temporary folder into its place."""
        self.segments.mkdir(exist_ok=True)
        built.rename(self.segments / name)
        flush(self.segments)

    def check(self, segment: str) -> str:
        """The checksum of a segment's index, which holds those of its files."""
        path = self.segments / segment / "index.json"
        return hashlib.sha256(path.read_bytes()).hexdigest()

    def is_intact(self, segment: str, now: int) -> bool:
        """Whether a segment can be used again; a broken one is set aside."""
        if not (self.segments / segment).exists():
            return False
        try:
            verify_segment(self.segments / segment)
        except GenerationBroken:
            _rename_aside(self.segments / segment, now)
            return False
        return True

    @contextmanager
    def locked(self, on_wait: Callable[[], None] = lambda: None) -> Iterator[None]:
        """Be the only import here, waiting for another one to end; clean up after dead ones."""
        self.path.mkdir(parents=True, exist_ok=True)
        with (self.path / "lock").open("w") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                on_wait()
                fcntl.flock(lock, fcntl.LOCK_EX)
            shutil.rmtree(self.temporary, ignore_errors=True)
            self.temporary.mkdir()
            try:
                yield
            finally:
                shutil.rmtree(self.temporary, ignore_errors=True)

    def _verify(self, segment: str, wanted: str) -> None:
        try:
            found = self.check(segment)
        except OSError as problem:
            raise GenerationBroken(f"{segment}: {problem.strerror}") from problem
        if found != wanted:
            raise GenerationBroken(f"{segment}: its index was altered")
        verify_segment(self.segments / segment)

    def _set_aside(self, generation_id: str, now: int) -> None:
        """Rename a broken generation and what is broken of its segments."""
        folder = self.generations / generation_id
        try:
            checks = decode(folder / "manifest.json", Manifest).checks
        except GenerationBroken:
            checks = {}
        for segment, wanted in checks.items():
            try:
                self._verify(segment, wanted)
            except GenerationBroken:
                _rename_aside(self.segments / segment, now)
        _rename_aside(folder, now)

    def _forget(self, needed: Collection[str]) -> None:
        """Remove all generations but the last and the needed ones, and what only they used.

        Processes that still serve an older one keep its pages: a mapped file outlives its name.
        """
        for folder in (self.generations, self.segments):
            for old in sorted(folder.glob("*.broken-*"), key=_age)[:-KEPT]:
                shutil.rmtree(old, ignore_errors=True)
        whole = sorted(path for path in self.generations.iterdir() if ".broken-" not in path.name)
        used: set[str] = set()
        for path in whole:
            if path in whole[-KEPT:] or path.name in needed:
                used |= _segments_of(path)
            else:
                shutil.rmtree(path, ignore_errors=True)
        for path in self.segments.iterdir():
            if path.name not in used and ".broken-" not in path.name:
                shutil.rmtree(path, ignore_errors=True)


def _segments_of(generation: Path) -> set[str]:
    try:
        return set(decode(generation / "manifest.json", Manifest).checks)
    except GenerationBroken:
        return set()


def _rename_aside(path: Path, now: int) -> None:
    if path.exists():
        aside = path.with_name(f"{path.name}.broken-{now}")
        shutil.rmtree(aside, ignore_errors=True)
        path.rename(aside)


def _age(path: Path) -> str:
    return path.name.rpartition("-")[2]
