"""Reading the series: what was known at a moment, and what changed after it."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

from maas.disk import size_of
from maas.model import SourceId
from maas.series.counts import UNKNOWN, Change, Count
from maas.series.days import DayFile, day_of, list_days
from maas.series.frames import Day, Frame, read_day


@dataclass(frozen=True, slots=True)
class SeriesReader:
    """Reads while another process writes."""

    folder: Path

    def sources(self) -> list[SourceId]:
        """Those of which something is kept."""
        folders = sorted(self.folder.iterdir()) if self.folder.is_dir() else []
        return [SourceId(folder.name) for folder in folders if list_days(folder)]

    def extent(self, source_id: SourceId) -> tuple[date, date, int]:
        """The first and the last day (UTC) of a source of which something is kept, and bytes."""
        days = list_days(self.folder / source_id)
        return days[0].day, days[-1].day, sum(size_of(file.path) for file in days)

    def changes(
        self, source_id: SourceId, since: int, until: int, place: str | None = None
    ) -> Iterator[Change]:
        """What was known at `since`, told as of then, and each change in (since, until).

        What is not told was unknown. Days that retention dropped or that are damaged tell nothing:
        all is unknown there.

        Args:
            since: Unix s of the service clock; so is until, at most now.
            place: of this place alone, by the feed's own id or `<source>:<the feed's own>`.
        """
        names = (place, place.removeprefix(f"{source_id}:")) if place is not None else ()
        telling = _Telling(since, until, names)
        for file in self._days(source_id, since, until):
            with suppress(OSError, ValueError):
                yield from telling.day(read_day(file.path, file.midnight))
        yield from telling.end()

    def _days(self, source_id: SourceId, since: int, until: int) -> Iterator[DayFile]:
        """Also the day before: what it says may still have held when the first one began."""
        first = day_of(since) - timedelta(days=1)
        for file in list_days(self.folder / source_id):
            if first <= file.day <= day_of(until):
                yield file


@dataclass(slots=True)
class _Telling:
    """What is known while frames pass by, and which of it is told."""

    since: int
    until: int
    names: tuple[str, ...]
    """Of the one place that is told, as its id may be written, the likeliest first; empty: all."""
    known: dict[str, Count] = field(default_factory=dict)
    holds_until: int = 0
    has_begun: bool = False
    """`since` is reached: from now on every change is told."""

    def day(self, day: Day) -> Iterator[Change]:
        """The frames of a day. The first one names all that is known."""
        is_first = True
        for frame in day.frames:
            if frame.at >= self.until:
                return
            yield from self._gap(frame.at)
            changes = self._named(day, frame)
            if is_first:
                changes = dict.fromkeys(self.known, UNKNOWN) | changes
            is_first = False
            yield from self._apply(frame.at, changes)
            self.holds_until = frame.until

    def end(self) -> Iterator[Change]:
        """What is told of the time after the last frame."""
        yield from self._gap(self.until)
        yield from self._begin(self.until)

    def _named(self, day: Day, frame: Frame) -> dict[str, Count]:
        if not self.names:
            return {day.places[number]: count for number, count in frame.changes().items()}
        place = next((name for name in self.names if name in day.places), None)
        if place is None:
            return {}
        here = frame.changes(day.places.index(place))
        return dict(zip((place,), here.values(), strict=False))

    def _gap(self, at: int) -> Iterator[Change]:
        """All is unknown from when it was not confirmed on."""
        if self.known and at > self.holds_until:
            yield from self._apply(self.holds_until, dict.fromkeys(self.known, UNKNOWN))

    def _apply(self, at: int, changes: dict[str, Count]) -> Iterator[Change]:
        if at > self.since:
            yield from self._begin(at)
        for place, count in changes.items():
            if self.known.get(place, UNKNOWN) == count:
                continue
            if count == UNKNOWN:
                del self.known[place]
            else:
                self.known[place] = count
            if self.has_begun:
                yield Change(at, place, count)

    def _begin(self, at: int) -> Iterator[Change]:
        if self.has_begun:
            return
        self.has_begun = True
        if at > self.since:
            for place, count in self.known.items():
                yield Change(self.since, place, count)
