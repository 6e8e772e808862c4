"""What is known at one moment: a generation, the newest batch of every source, the overlays.

One version, `<generation>.<batch number>`, names it in every answer.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Any

from maas.live import Record
from maas.model import SourceId
from maas.report import Finding
from maas.sources import SourceStatus


@dataclass(frozen=True, slots=True)
class Batch:
    """One reading of one live source."""

    source_id: SourceId
    read_at: int
    """Unix s of the service clock."""
    records: tuple[Record, ...] = ()
    rejections: tuple[Finding, ...] = ()
    """What could not be used, by rule, with file, first line and count."""
    age_s: int | None = None
    """How old the source itself said its content was when it was read."""

    @property
    def made_at(self) -> int:
        """When its content was made, as far as is known (Unix s)."""
        return self.read_at - (self.age_s or 0)


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The latest batch of every source. Never changed once published, only succeeded.

    A request takes `store.snapshot` once and reads nothing else, so its answer is consistent
    however long it takes. Succession copies one small dict; batches are shared.
    """

    generation: str
    number: int = 0
    batches: Mapping[SourceId, Batch] = field(default_factory=lambda: MappingProxyType({}))
    overlays: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))
    statuses: Mapping[SourceId, SourceStatus] = field(default_factory=lambda: MappingProxyType({}))
    """How each live source is doing; says nothing about the version."""

    @property
    def version(self) -> str:
        """`<generation>.<batch number>`"""
        return f"{self.generation}.{self.number}"

    def with_batch(self, number: int, batch: Batch, overlays: Mapping[str, Any]) -> "Snapshot":
        """The snapshot after a batch, with the overlays made from it."""
        batches = {**self.batches, batch.source_id: batch}
        return replace(self, number=number, batches=MappingProxyType(batches), overlays=overlays)

    def with_generation(
        self, number: int, generation: str, overlays: Mapping[str, Any]
    ) -> "Snapshot":
        """The snapshot over other static data, with the overlays made anew."""
        return replace(self, generation=generation, number=number, overlays=overlays)

    def with_status(self, status: SourceStatus) -> "Snapshot":
        """The same data, with what is known of a source now."""
        statuses = {**self.statuses, status.source_id: status}
        return replace(self, statuses=MappingProxyType(statuses))
