"""One static source to one segment: read if its content is new, refused if it is worse."""

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from feeds.registry import EXTRAS, adapter, extra_reader
from maas.build.fetching import Fetched, fetch
from maas.build.guard import doubts, objection
from maas.build.progress import Progress
from maas.errors import FeedError, FeedMalformed
from maas.generation import (
    FORMAT,
    DataDir,
    Generation,
    Holds,
    ImportedSource,
    read_segment,
    write_segment,
)
from maas.generation.stamp import EXTRA_READERS, READERS, code_digest, digest
from maas.report import Report
from maas.settings import Source


@dataclass(frozen=True, slots=True)
class Importer:
    """What importing one source needs to know of the rest."""

    data: DataDir
    previous: Generation | None
    today: date
    """Of the service clock."""
    now: int
    """Unix s, time of day."""
    progress: Progress
    force: bool = False
    """An operator's word that a version may be much smaller than the one before."""
    holds: Holds = field(default_factory=Holds)
    """Versions that somebody went back from."""

    def take(self, source: Source) -> ImportedSource:
        """The newest version that may be used: the source's own, or the one before.

        Raises:
            FeedError: it cannot be used and there is none before.
        """
        before = self._before(source)
        try:
            taken = self._newest(source, before)
        except FeedError as problem:
            if before is None:
                raise
            self.progress.refuse(f"{source.id}: {problem}; the version before stays")
            return ImportedSource(**{**_fields(before), "kept": str(problem)})
        return taken

    def _newest(self, source: Source, before: ImportedSource | None) -> ImportedSource:
        with self.progress.step(f"{source.id} ({source.kind})") as step:
            fetched = fetch(source, self.data)
            self._refuse_held(source, fetched.sha256)
            segment = f"{source.id}-{_key(source, fetched, READERS[source.kind])}"
            report = self._read(source, fetched.path, segment)
            extras = {name: self._extra(source, fetched, name) for name in _extras(source)}
            step.result = _counted(report)
        if before is not None and before.segment != segment and not self.force:
            problem = objection(report, self._report(before), self.today)
        else:
            problem = objection(report, None, self.today)
        if problem:
            raise FeedMalformed(problem)
        for doubt in doubts(report, self.today):
            self.progress.warn(f"{source.id}: {doubt}")
        return ImportedSource(
            source.id, source.kind, fetched.sha256, segment, self.now, extras=extras
        )

    def _refuse_held(self, source: Source, sha256: str) -> None:
        problem = self.holds.objection(source.id, sha256)
        if problem and not self.force:
            raise FeedMalformed(problem)

    def _read(self, source: Source, path: Path, segment: str) -> Report:
        """Read a source into its segment, unless it stands there whole."""
        if self.data.is_intact(segment, self.now):
            known = read_segment(self.data.segments / segment).report
            assert known is not None
            return known
        report: Report
        value, report = adapter(source.kind).read(path, source.id)
        write_segment(self.data.temporary / segment, value, report)
        self.data.adopt(self.data.temporary / segment, segment)
        return report

    def _extra(self, source: Source, fetched: Fetched, name: str) -> str:
        """Read what else a file holds into a segment of its own, unless it stands there whole."""
        segment = f"{source.id}-{name}-{_key(source, fetched, EXTRA_READERS[name])}"
        if not self.data.is_intact(segment, self.now):
            value = extra_reader(source.kind, name).read(fetched.path)
            write_segment(self.data.temporary / segment, value)
            self.data.adopt(self.data.temporary / segment, segment)
        return segment

    def _before(self, source: Source) -> ImportedSource | None:
        """What the previous generation holds of a source, if it is still whole."""
        held = self.previous.manifest.sources if self.previous else ()
        for imported in held:
            same = imported.id == source.id and imported.kind == source.kind
            if same and all(self.data.is_intact(each, self.now) for each in imported.segments):
                return imported
        return None

    def _report(self, imported: ImportedSource) -> Report | None:
        return read_segment(self.data.segments / imported.segment).report


def _extras(source: Source) -> tuple[str, ...]:
    return tuple(EXTRAS.get(source.kind, ()))


def _key(source: Source, fetched: Fetched, readers: tuple[str, ...]) -> str:
    """What a segment is made of: the content, and the code that read it."""
    made_of = (source.id, source.kind, fetched.sha256, code_digest(readers), FORMAT)
    return digest(repr(made_of).encode())


def _fields(imported: ImportedSource) -> dict[str, Any]:
    return {name: getattr(imported, name) for name in imported.__dataclass_fields__}


def _counted(report: Report) -> str:
    return ", ".join(f"{count:,} {what.replace('_', ' ')}" for what, count in report.counts.items())
