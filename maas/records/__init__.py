"""What must last: keys, offers, incidents, reports, how sources did. Acknowledged is on disk.
There is one store.

`Records` is what the rest of the system sees; `open_records` puts one SQLite file behind it. No SQL
leaves this package, so that another database can stand behind the same words.
"""

from maas.records.interface import Records
from maas.records.rows import (
    Exchanged,
    KeptIncident,
    KeptOffer,
    KeptReport,
    Outage,
    RejectionCount,
    SourceHour,
    ToldBegin,
    Way,
    WithdrawnOffer,
)
from maas.records.sqlite import SqliteRecords, open_records

__all__ = [
    "Exchanged",
    "KeptIncident",
    "KeptOffer",
    "KeptReport",
    "Outage",
    "Records",
    "RejectionCount",
    "SourceHour",
    "SqliteRecords",
    "ToldBegin",
    "Way",
    "WithdrawnOffer",
    "open_records",
]
