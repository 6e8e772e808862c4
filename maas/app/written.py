"""Incidents that staff write through us: kept with their history, told once they are published.

Lives in the writer, as the desk of the built-in source.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from api.limits import MAX_OWN_INCIDENTS
from maas.app.shelf import Changed, Ledger, Shelf
from maas.app.succession import succeed, withdrawn
from maas.clock import Clock
from maas.errors import NotFound, QuotaReached
from maas.live import Incident
from maas.live.incidents import INCIDENTS
from maas.live.written import WritingStatus
from maas.model import SourceId
from maas.records import KeptIncident, Records
from maas.requests import Done, WithdrawIncident, WriteIncidents

Known = Mapping[str, KeptIncident]


@dataclass(frozen=True, slots=True)
class Wrote:
    """Incidents as they stand on their shelf: those that are not over."""

    records: Records
    clock: Clock
    source_id: SourceId = INCIDENTS
    counted_as: str = "incident"

    def read(self) -> Known:
        """All that are not over, by id."""
        return {each.id: each for each in self.records.incidents(self.clock.now())}

    def told(self, kept: Known) -> tuple[Incident, ...]:
        """Those that are published, by id, each followed by its parts."""
        published = (kept[name] for name in sorted(kept))
        return tuple(
            incident
            for each in published
            if each.status is WritingStatus.PUBLISHED
            for incident in each.incidents
        )


@dataclass(slots=True)
class WrittenIncidents:
    """All incidents that staff wrote and that are not over."""

    records: Records
    ledger: Ledger
    clock: Clock
    is_inherited: bool = False
    """Workers may know incidents that a writer before us told them."""
    shelf: Shelf[KeptIncident] = field(init=False)

    def __post_init__(self) -> None:
        content = Wrote(self.records, self.clock)
        self.shelf = Shelf(content, self.ledger, self.clock, self.is_inherited)

    async def write(self, request: WriteIncidents) -> Done:
        """Keep incidents, all or none, each in place of the one of its id, and tell them.

        Raises:
            TooLate: one has begun otherwise, or is over.
            ChangedMeanwhile: one is not what who asks believes it to be.
            QuotaReached: there are as many as there may be.
            RecordsUnavailable: they could not be kept.
        """

        def put(known: Known) -> Changed[KeptIncident]:
            now = self.clock.now()
            kept = {
                each.id: succeed(self._find(known, each.id), each, request, now)
                for each in request.written
            }
            if len({**known, **kept}) > max(MAX_OWN_INCIDENTS, len(known)):
                raise QuotaReached(f"there are {len(known)} incidents here that are not over")
            self.records.put_incidents(tuple(kept.values()))
            return kept

        names = " ".join(each.id for each in request.written)
        return Done(await self.shelf.change(put), names)

    async def withdraw(self, request: WithdrawIncident) -> Done:
        """Have an incident be over from now on.

        Raises:
            NotFound: none has this id, or it is over.
            RecordsUnavailable: it could not be kept.
        """

        def withdraw(known: Known) -> Changed[KeptIncident]:
            before = known.get(request.id)
            if before is None:
                raise NotFound(f"no incident has the id {request.id!r}, or it is over")
            self.records.put_incidents([withdrawn(before, request, self.clock.now())])
            return {request.id: None}

        return Done(await self.shelf.change(withdraw), request.id)

    async def run(self) -> None:
        """Tell what is published, and tell no more what is over, until cancelled."""
        await self.shelf.watch(lambda: self.shelf.change(self._over))

    def _find(self, known: Known, name: str) -> KeptIncident | None:
        return known.get(name) or self.records.find_incident(name)

    def _over(self, known: Known) -> Changed[KeptIncident]:
        now = self.clock.now()
        return {
            name: None
            for name, each in known.items()
            if each.until is not None and each.until <= now
        }
