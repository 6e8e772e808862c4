"""A ledger that notes what desks of built-in sources tell it."""

from dataclasses import dataclass, field

from maas.snapshot import Batch
from maas.sources import SourceStatus


@dataclass
class Heard:
    """A ledger that notes what it is told."""

    batches: list[Batch] = field(default_factory=list)
    statuses: list[SourceStatus] = field(default_factory=list)

    def enter(self, batch: Batch) -> int:
        self.batches.append(batch)
        return len(self.batches)

    def tell(self, status: SourceStatus) -> None:
        self.statuses.append(status)

    @property
    def names(self) -> list[list[str]]:
        """The records of each batch."""
        return [[record.id for record in each.records] for each in self.batches]  # type: ignore[union-attr]
