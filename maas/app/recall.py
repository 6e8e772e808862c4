"""What had been received by a past moment, read again from the archive."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from feeds.parsed import Parsed
from feeds.registry import adapter
from maas.app.standing import dated_by
from maas.archive import ArchiveReader, Kept, serving
from maas.errors import FeedMalformed, NotFound
from maas.live.parking import read_again
from maas.model import SourceId
from maas.series import SeriesReader
from maas.settings import Source
from maas.snapshot import Batch
from maas.sources import LOST_S


@dataclass(frozen=True, slots=True)
class Known:
    """What was known at a moment."""

    generation: str
    number: int
    """Of the last message or switch by then."""
    batches: Mapping[SourceId, Batch]
    key: tuple[object, ...]
    """Equal where the same was known."""


@dataclass(slots=True)
class Recall:
    """Looks moments up; of each source it remembers the message it parsed last."""

    archive: ArchiveReader
    series: SeriesReader
    sources: tuple[Source, ...]
    has_own_clock: bool = False
    """The service clock starts anew with the service: then nothing outlives a start."""
    _parsed: dict[SourceId, tuple[bytes, Batch]] = field(default_factory=dict)

    def known(self, at: int) -> Known:
        """What was known at a moment (Unix s of the service clock).

        Raises:
            NotFound: the archive does not reach that far back, or what is there was altered or
                is nothing that we can read any more.
        """
        switch, start = self.archive.served(at)
        if switch is None:
            raise NotFound(f"nothing is archived of {told(at)}; {self._reach()}")
        since = start.received if start else 0.0
        kept = {each.id: self._newest(each, at, since) for each in self.sources}
        found = {name: each for name, each in kept.items() if each is not None}
        batches = {
            source.id: self._in_use(source, found[source.id], at)
            for source in self.sources
            if source.id in found
        }
        number = max([switch.number, *(each.entry.number for each in found.values())])
        used = ((name, found[name].entry.digest, bool(b.records)) for name, b in batches.items())
        generation = serving(switch, found.values())
        return Known(generation, number, batches, (generation, number, *used))

    def _newest(self, source: Source, at: int, started: float) -> Kept | None:
        """What is only pushed is believed to hold still after a start; the rest is asked anew."""
        outlives = source.is_pushed and not self.has_own_clock
        return self.archive.newest(source.id, at, received=0.0 if outlives else started)

    def _in_use(self, source: Source, kept: Kept, at: int) -> Batch:
        """A message as it was read then; what was too old at the moment said nothing.

        One that does not say when it was made is taken to have been confirmed until the next one.
        """
        try:
            batch = self._batch(source, kept)
        except (FeedMalformed, OSError, ValueError) as problem:
            if at - kept.entry.read_at > LOST_S:
                return Batch(source.id, kept.entry.read_at)
            unread = f"what {source.id} had said by {told(at)} cannot be read any more: {problem}"
            raise NotFound(unread) from problem
        if batch.age_s is None:
            later_s = max(0, at - batch.read_at)
            return replace(batch, records=tuple(read_again(r, later_s) for r in batch.records))
        if at - batch.made_at <= LOST_S:
            return batch
        return replace(batch, records=())

    def _batch(self, source: Source, kept: Kept) -> Batch:
        digest, batch = self._parsed.get(source.id, (b"", Batch(source.id, 0)))
        if digest != kept.entry.digest:
            batch = dated_by(self.series, _parse(source, kept))
            self._parsed[source.id] = kept.entry.digest, batch
        return batch

    def _reach(self) -> str:
        begin = self.archive.begin()
        return "the archive is empty" if begin is None else f"the archive begins at {told(begin)}"


def told(at: int) -> str:
    """A moment in words."""
    return f"{datetime.fromtimestamp(at, UTC):%Y-%m-%dT%H:%M:%SZ}"


def _parse(source: Source, kept: Kept) -> Batch:
    read_at = kept.entry.read_at
    parsed: Parsed = adapter(source.kind).parser(source)(kept.content(), read_at)
    return Batch(source.id, read_at, parsed.records, parsed.rejections, parsed.age_s(read_at))
