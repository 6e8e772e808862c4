"""How long counts of places are kept: the table `[series]`."""

from dataclasses import dataclass

from maas.options import Table


@dataclass(frozen=True, slots=True)
class SeriesSettings:
    """What holds for every source."""

    retention_days: float = 800.0
    """How long counts stay: two years and some weeks, to compare seasons; 0: none are kept."""


USUAL_SERIES = SeriesSettings()


def read_series(table: Table) -> SeriesSettings:
    """The table `[series]` of a territory file.

    Raises:
        BadSettings: an option is unknown or senseless.
    """
    table.only({"retention_days"})
    days = table.number("retention_days", USUAL_SERIES.retention_days, 0, 36_600)
    return SeriesSettings(days)
