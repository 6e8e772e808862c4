"""How much of the archive stays on disk: by age of its days, and by size of the whole."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import pairwise
from pathlib import Path
from types import MappingProxyType

from maas.archive.volume import Volume, day_of, list_volumes
from maas.model import SourceId
from maas.settings import Territory

GENERATIONS = "_generations"
"""The folder that says which generation served when; no source can be called so."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What the territory file says of the archive."""

    max_bytes: int = 10_000_000_000
    """All sources together; the oldest days go first. Generations are not counted."""
    retention_days: float = 30.0
    own_days: Mapping[SourceId, float] = field(default_factory=lambda: MappingProxyType({}))
    """Sources that are kept longer or shorter; 0: not archived."""

    @classmethod
    def of(cls, territory: Territory) -> "Limits":
        """Those of a territory file."""
        own = {
            source.id: source.retention_days
            for source in territory.live_sources
            if source.retention_days is not None
        }
        settings = territory.archive
        return cls(int(settings.max_mb * 1e6), settings.retention_days, own)

    def days(self, source_id: str) -> float:
        """How long readings of a source stay."""
        return self.own_days.get(SourceId(source_id), self.retention_days)

    @property
    def longest(self) -> float:
        """How long any reading stays."""
        return max([self.retention_days, *self.own_days.values()])


def sweep(folder: Path, limits: Limits, now: int) -> None:
    """Drop what is too old, then the oldest of the rest until it fits.

    The volume that is being written is never dropped for its size. Of the switches between
    generations the last one before the oldest reading stays: it says what served then.

    Args:
        now: Unix s of the service clock.

    Raises:
        OSError: something cannot be removed.
    """
    staying: list[Volume] = []
    for source in _sources(folder):
        oldest = day_of(now) - timedelta(days=limits.days(source.name))
        for volume in list_volumes(source):
            if volume.day < oldest:
                volume.drop()
        staying += list_volumes(source)[:-1]
    _shrink(staying, limits.max_bytes - _open_bytes(folder))
    _sweep_switches(folder / GENERATIONS, limits, now)


def _shrink(volumes: list[Volume], most: int) -> None:
    total = sum(volume.size for volume in volumes)
    for volume in sorted(volumes, key=lambda volume: (volume.day, volume.counter)):
        if total <= most:
            return
        total -= volume.size
        volume.drop()


def _open_bytes(folder: Path) -> int:
    newest = (list_volumes(source)[-1:] for source in _sources(folder))
    return sum(volume.size for volumes in newest for volume in volumes)


def _sweep_switches(folder: Path, limits: Limits, now: int) -> None:
    oldest = day_of(now) - timedelta(days=limits.longest)
    volumes = list_volumes(folder)
    for volume, after in pairwise(volumes):
        if after.day < oldest:
            volume.drop()


def _sources(folder: Path) -> list[Path]:
    return [path for path in sorted(folder.iterdir()) if path.is_dir() and path.name != GENERATIONS]
