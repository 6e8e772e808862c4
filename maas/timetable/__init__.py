"""Scheduled service as arrays: the border type between feeds.gtfs and routing.

`tables` says what the columns are, `join` makes one timetable of several.
"""

from maas.timetable.fares import Fares
from maas.timetable.join import join
from maas.timetable.numbering import Numbering
from maas.timetable.pathways import Pathways
from maas.timetable.tables import (
    Agencies,
    Feeds,
    InSeat,
    Patterns,
    Routes,
    Services,
    Shapes,
    StopHeadsigns,
    Stops,
    StopTimes,
    Timetable,
    TransferRules,
    Transfers,
    Translations,
    Trips,
)

__all__ = [
    "Agencies",
    "Fares",
    "Feeds",
    "InSeat",
    "Numbering",
    "Pathways",
    "Patterns",
    "Routes",
    "Services",
    "Shapes",
    "StopHeadsigns",
    "StopTimes",
    "Stops",
    "Timetable",
    "TransferRules",
    "Transfers",
    "Translations",
    "Trips",
    "join",
]
