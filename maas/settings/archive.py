"""How long and how much of what live sources say is kept: the table `[archive]`."""

from dataclasses import dataclass

from maas.options import Table


@dataclass(frozen=True, slots=True)
class ArchiveSettings:
    """What holds for every source that does not say otherwise."""

    retention_days: float = 30.0
    """How long messages stay; 0: none is archived."""
    max_mb: float = 10_000.0
    """Of all sources together (MB = 1,000,000 bytes); the oldest days go first."""


USUAL_ARCHIVE = ArchiveSettings()


def read_archive(table: Table) -> ArchiveSettings:
    """The table `[archive]` of a territory file.

    Raises:
        BadSettings: an option is unknown or senseless.
    """
    table.only({"retention_days", "max_mb"})
    usual = USUAL_ARCHIVE
    return ArchiveSettings(
        table.number("retention_days", usual.retention_days, 0, 36_600),
        table.number("max_mb", usual.max_mb, 1, 1e9),
    )
