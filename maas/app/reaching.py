"""What the handlers of one worker reach beyond the world it serves."""

from typing import Protocol

from api.metrics.meters import Meter
from api.ports import Ports, Writer
from maas.app.carpools import Follower, OperatorsAsked
from maas.app.exchange_book import ExchangeBook
from maas.app.history import History
from maas.app.key_finder import KeyFinder
from maas.app.past import Past
from maas.app.stored import StoredCounts, StoredGenerations, StoredMessages
from maas.app.withdrawals import Withdrawals
from maas.app.writings import Writings
from maas.clock import Clock
from maas.records import open_records
from maas.settings import Territory


class Serving(Follower, Writer, Protocol):
    """A worker."""

    @property
    def territory(self) -> Territory:
        """Whose data it serves."""

    @property
    def clock(self) -> Clock:
        """The service clock."""

    @property
    def meter(self) -> Meter:
        """Where it counts."""


def ports_of(worker: Serving) -> Ports:
    """All of it; made after the fork, as some of it has threads.

    Each that reads the records has a connection of its own, so that none waits for another.
    """
    folder = worker.territory.data_dir
    return Ports(
        keys=KeyFinder(open_records(folder)),
        writer=worker,
        past=Past(worker.territory, lambda: worker.world),
        history=History(open_records(folder)),
        meter=worker.meter,
        generations=StoredGenerations(folder),
        messages=StoredMessages(folder),
        counts=StoredCounts(folder),
        withdrawals=Withdrawals(open_records(folder)),
        carpools=OperatorsAsked(worker.territory, worker.clock, worker),
        writings=Writings(open_records(folder)),
        reporting=worker.territory.reports,
        exchanges=ExchangeBook(open_records(folder), worker.clock),
    )
