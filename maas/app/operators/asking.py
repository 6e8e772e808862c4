"""All operators of a territory: whom a question waits for, and how long."""

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass, field

from feeds.fetch.client import Client
from maas.app.desk import Ledger
from maas.app.operators.answers import Answers
from maas.app.operators.asker import Asker
from maas.app.operators.operator import Operator
from maas.app.operators.services import services_of
from maas.clock import Clock
from maas.model import SourceId
from maas.requests import AskOperators, Done
from maas.settings import Source, Territory
from maas.snapshot import Batch
from maas.sources import Condition, SourceStatus

LOOK_S = 0.5
"""How often is looked whether what was said still holds."""

KEEP_S = 60.0
"""How often what is known is archived: whole, so that one message tells all of it."""

FORBIDDEN = "nobody is asked: the territory says asks_operators = false"


@dataclass(slots=True)
class Operators:
    """Those of a territory that may be asked, by source."""

    territory: Territory
    ledger: Ledger
    clock: Clock
    inherits: bool = False
    """Workers may know what operators told a writer before us."""
    operators: dict[SourceId, Operator] = field(default_factory=dict)
    """While it runs."""

    async def run(self) -> None:
        """Be there to be asked, until cancelled."""
        async with Client() as client, asyncio.TaskGroup() as group:
            may_ask = self.territory.carpool.asks_operators
            operators = {
                each.id: self._operator(each, client) for each in self._sources() if may_ask
            }
            self._begin(operators)
            try:
                group.create_task(self._forget_old())
                group.create_task(self._keep())
                await asyncio.Event().wait()
            finally:
                self.operators = {}
                for operator in operators.values():
                    operator.stop()

    async def ask(self, asked: AskOperators) -> Done:
        """Have areas asked about; the number of the newest batch that tells of them, and who is
        still out."""
        operators = self.operators
        knowing = {
            id: asyncio.ensure_future(each.know(asked.areas, asked.offers))
            for id, each in operators.items()
        }
        if knowing:
            await asyncio.wait(knowing.values(), timeout=asked.within_s)
        known = {id: each.result() for id, each in knowing.items() if each.done()}
        for each in knowing.values():
            each.cancel()
        pending = [id for id in operators if not (id in known and known[id].is_whole)]
        number = max((each.number for each in known.values()), default=0)
        return Done(number, " ".join(pending))

    def _begin(self, operators: dict[SourceId, Operator]) -> None:
        """Nobody knows anything of them yet, whatever a writer before us told."""
        for source in self._sources():
            if self.inherits:
                self.ledger.enter(Batch(source.id, self.clock.now()))
            if source.id in operators:
                operators[source.id].tell()
            else:
                self.ledger.tell(SourceStatus(source.id, Condition.OK, warning=FORBIDDEN))
        self.operators = operators

    async def _forget_old(self) -> None:
        while True:
            await asyncio.sleep(LOOK_S)
            for operator in self.operators.values():
                operator.forget_old()

    async def _keep(self) -> None:
        while True:
            await asyncio.sleep(KEEP_S)
            await asyncio.gather(*(operator.keep() for operator in self.operators.values()))

    def _sources(self) -> Iterator[Source]:
        return (each for each in self.territory.live_sources if each.is_asked)

    def _operator(self, source: Source, client: Client) -> Operator:
        settings = self.territory.carpool
        services = services_of(self.territory.zone, settings.radius_m)
        asker = Asker(source, services, client, self.clock)
        return Operator(asker, Answers(settings.ttl_s), self.ledger, self.clock)
