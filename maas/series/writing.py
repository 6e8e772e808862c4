"""The writer's end of the series: append what changed, and never cost the service anything."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import structlog

from maas.disk import append, size_of
from maas.model import SourceId
from maas.series.counts import UNKNOWN, Count
from maas.series.days import DayFile, day_of
from maas.series.frames import MAGIC, packed, read_day

log = structlog.get_logger()


@dataclass(slots=True)
class Series:
    """Appends counts; where that fails it says so once and goes on trying.

    One thread of one process writes. Nothing is flushed: a power cut may cost the last seconds.
    """

    folder: Path
    problems: dict[SourceId, str] = field(default_factory=dict)
    """Why nothing is kept just now, by source."""
    _open: dict[SourceId, "_Day"] = field(default_factory=dict)

    def note(self, source_id: SourceId, at: int, until: int, counts: Mapping[str, Count]) -> None:
        """Keep what is different from before.

        Args:
            at: Unix s of the service clock; a clock that was set back stands still here.
            until: when the counts have become unknown unless they are noted again.
            counts: by place; places that are left out are unknown.
        """
        known = {place: count for place, count in counts.items() if count != UNKNOWN}
        try:
            self._day(source_id, at).note(at, until, known)
        except (OSError, ValueError) as problem:
            self._open.pop(source_id, None)  # read anew from disk the next time
            if source_id not in self.problems:
                log.warning("series.stopped", source=source_id, problem=str(problem))
            self.problems[source_id] = str(problem)
            return
        if self.problems.pop(source_id, None) is not None:
            log.info("series.resumed", source=source_id)

    def _day(self, source_id: SourceId, at: int) -> "_Day":
        day = self._open.get(source_id)
        if day is None or day.file.day != day_of(at):
            day = _Day.opened(DayFile(day_of(at), self.folder / source_id))
            self._open[source_id] = day
        return day


@dataclass(slots=True)
class _Day:
    """The file that grows, and what it says by now."""

    file: DayFile
    at: int
    """Of its last frame; its midnight, if it has none."""
    until: int
    number_of: dict[str, int]
    counts: dict[str, Count]
    """What is known; what is left out is unknown."""

    @classmethod
    def opened(cls, file: DayFile) -> "_Day":
        """Go on after the last whole frame; what follows it is cut off."""
        file.folder.mkdir(parents=True, exist_ok=True)
        made = cls(file, file.midnight, file.midnight, {}, {})
        if size_of(file.path):
            found = read_day(file.path, file.midnight)
            os.truncate(file.path, found.size)
            made.number_of = {place: i for i, place in enumerate(found.places)}
            for frame in found.frames:
                made._pass_to(frame.at)
                for number, count in frame.changes().items():
                    made._set(found.places[number], count)
                made.at, made.until = frame.at, frame.until
        return made

    def note(self, at: int, until: int, counts: Mapping[str, Count]) -> None:
        """Append what changed, if only for how long it may be believed."""
        at = max(at, self.at)
        until = max(until, at)
        self._pass_to(at)
        changed = {p: count for p, count in counts.items() if self.counts.get(p) != count}
        changed |= {place: UNKNOWN for place in self.counts if place not in counts}
        if not changed and until == self.until:
            return
        new = [place for place in changed if place not in self.number_of]
        number_of = self.number_of | {p: len(self.number_of) + i for i, p in enumerate(new)}
        numbered = {number_of[place]: count for place, count in changed.items()}
        head = b"" if size_of(self.file.path) else MAGIC
        append(self.file.path, head + packed(self.at, at, until, new, numbered))
        self.at, self.until, self.number_of = at, until, number_of
        for place, count in changed.items():
            self._set(place, count)

    def _pass_to(self, at: int) -> None:
        """What was known is known no more once it was not confirmed in time."""
        if at > self.until:
            self.counts = {}

    def _set(self, place: str, count: Count) -> None:
        if count == UNKNOWN:
            self.counts.pop(place, None)
        else:
            self.counts[place] = count
