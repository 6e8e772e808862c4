"""The files of a source, one for each day."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

SUFFIX = ".counts"


@dataclass(frozen=True, slots=True, order=True)
class DayFile:
    """Where a day (UTC, service clock) lies, or would."""

    day: date
    folder: Path

    @property
    def path(self) -> Path:
        """Of the file."""
        return self.folder / f"{self.day:%Y%m%d}{SUFFIX}"

    @property
    def midnight(self) -> int:
        """Unix s at which the day begins."""
        return int(datetime.combine(self.day, time(), UTC).timestamp())


def day_of(at: int) -> date:
    """The day (UTC) of a moment."""
    return datetime.fromtimestamp(at, UTC).date()


def list_days(folder: Path) -> list[DayFile]:
    """The days of a source, oldest first; none if there is no such folder."""
    return sorted(_files(folder))


def sweep(folder: Path, retention_days: float, now: int) -> None:
    """Drop days that ended more than `retention_days` before `now` (Unix s, service clock).

    Raises:
        OSError: something cannot be removed.
    """
    oldest = day_of(now) - timedelta(days=retention_days)
    for source in folder.iterdir() if folder.is_dir() else ():
        for file in list_days(source):
            if file.day < oldest:
                file.path.unlink(missing_ok=True)


def _files(folder: Path) -> Iterator[DayFile]:
    with suppress(FileNotFoundError, NotADirectoryError):
        for path in folder.iterdir():
            if path.suffix == SUFFIX:
                with suppress(ValueError):
                    yield DayFile(datetime.strptime(path.stem, "%Y%m%d").date(), folder)
