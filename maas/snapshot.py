"""What is known at one moment: a generation, the newest batch of every source, the overlays.

One version, `<generation>.<batch number>`, names it in every answer.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from maas.model import SourceId
from maas.report import Finding


@dataclass(frozen=True, slots=True)
class Batch:
    """One reading of one live source."""

    source_id: SourceId
    read_at: int
    """Unix s of the service clock."""
    records: tuple[Any, ...] = ()
    rejections: tuple[Finding, ...] = ()
    """What could not be used, by rule, with file, first line and count."""
    age_s: int | None = None
    """How old the source itself said its content was when it was read."""


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

    @property
    def version(self) -> str:
        """`<generation>.<batch number>`"""
        return f"{self.generation}.{self.number}"

    def with_batch(self, number: int, batch: Batch, overlays: Mapping[str, Any]) -> "Snapshot":
        """The snapshot after a batch, with the overlays made from it."""
        batches = {**self.batches, batch.source_id: batch}
        return Snapshot(self.generation, number, MappingProxyType(batches), overlays)

    def with_generation(
        self, number: int, generation: str, overlays: Mapping[str, Any]
    ) -> "Snapshot":
        """The snapshot over other static data, with the overlays made anew."""
        return Snapshot(generation, number, self.batches, overlays)
