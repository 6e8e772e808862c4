"""All reports of the public, by where they are: what is said of one thing finds it."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from maas.app.reported.saying import end_of
from maas.cells import cell_of, disk
from maas.live.public_reports import ReportKind
from maas.records import KeptReport
from maas.requests import TakeReport
from maas.settings import ReportsSettings
from maas.units import great_circle_m

NEAR_M = 150.0
"""Reports of one kind that are no farther apart are taken for one thing. Nothing so near lies
beyond the cells next to one's own (see `routing.streets.snapping`)."""

MOST_REPORTS = 5000
"""Things that are kept: beyond it the one least believed, and spoken of longest ago, gives way."""

Where = tuple[ReportKind, int | str]
"""What is said, and the cell it is in or the id of the thing it is about."""


@dataclass(slots=True)
class Board:
    """Reports by id and by where they are, and which of them changed since they were kept."""

    rules: ReportsSettings
    most: int = MOST_REPORTS
    kept: dict[str, KeptReport] = field(default_factory=dict)
    changed: dict[str, KeptReport] = field(default_factory=dict)
    dropped: set[str] = field(default_factory=set)
    _names: dict[Where, set[str]] = field(default_factory=dict)

    @classmethod
    def of(cls, kept: Iterable[KeptReport], rules: ReportsSettings) -> "Board":
        """What the records have, none of it changed."""
        board = cls(rules)
        for each in kept:
            board._place(each)
        return board

    def find(self, said: TakeReport) -> KeptReport | None:
        """What somebody speaks of, if others spoke of it that still holds; the nearest of it."""
        found = [self.kept[name] for name in self._around(said)]
        near = [
            (great_circle_m(said.lat, said.lon, each.lat, each.lon), each.id)
            for each in found
            if not each.is_gone and end_of(each, self.rules) > said.seen
        ]
        metres, name = min(near, default=(NEAR_M + 1, ""))
        return self.kept[name] if name and (said.at or metres <= NEAR_M) else None

    def put(self, kept: KeptReport) -> None:
        """Keep a report in place of the one of its id, or as another one."""
        if kept.id not in self.kept and len(self.kept) >= self.most:
            self.drop(min(self.kept.values(), key=self._worth).id)
        self._place(kept)
        self.changed[kept.id] = kept

    def drop(self, name: str) -> None:
        """Let go of a report."""
        gone = self.kept.pop(name)
        self.changed.pop(name, None)
        self.dropped.add(name)
        names = self._names[_where(gone)]
        names.discard(name)
        if not names:
            del self._names[_where(gone)]

    def settle(self) -> None:
        """What changed is on disk."""
        self.changed.clear()
        self.dropped.clear()

    def _place(self, kept: KeptReport) -> None:
        self.kept[kept.id] = kept
        self._names.setdefault(_where(kept), set()).add(kept.id)

    def _around(self, said: TakeReport) -> Collection[str]:
        if said.at:
            return self._names.get((said.kind, said.at), ())
        cells = disk(cell_of(said.lat, said.lon), 1).tolist()
        return [name for cell in cells for name in self._names.get((said.kind, cell), ())]

    def _worth(self, kept: KeptReport) -> tuple[bool, bool, int]:
        is_believed = kept.verdict is not None or len(kept.there) >= self.rules.needed
        return not kept.is_gone, is_believed, kept.last


def _where(kept: KeptReport) -> Where:
    return kept.kind, kept.at or cell_of(kept.lat, kept.lon)
