"""Versions of sources that an operator (or the match rate) went back from: not taken again.

A version is known by its content. As soon as its source publishes another one, the hold is over.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import msgspec

from maas.generation.files import write_durably
from maas.model import SourceId

_FILE = "held.json"


@dataclass(frozen=True, slots=True)
class Hold:
    """What is not taken of one source, and why."""

    sha256: frozenset[str]
    why: str


@dataclass(frozen=True, slots=True)
class Holds:
    """The holds of a territory, by source."""

    of: Mapping[SourceId, Hold] = field(default_factory=dict)

    @classmethod
    def read(cls, folder: Path) -> "Holds":
        """Those of a data folder; what cannot be read holds nothing."""
        try:
            return msgspec.json.decode((folder / _FILE).read_bytes(), type=cls)
        except (OSError, msgspec.DecodeError):
            return cls()

    def write(self, folder: Path) -> None:
        """Keep them."""
        if self.of or (folder / _FILE).exists():
            write_durably(folder / _FILE, msgspec.json.encode(self))

    def objection(self, source_id: SourceId, sha256: str) -> str:
        """Why a version must not be taken; "" if it may."""
        hold = self.of.get(source_id)
        return hold.why if hold is not None and sha256 in hold.sha256 else ""

    def held(self, source_id: SourceId, sha256: str, why: str) -> "Holds":
        """With one more version that must not be taken."""
        before = self.of.get(source_id)
        known = before.sha256 if before else frozenset()
        return Holds({**self.of, source_id: Hold(known | {sha256}, why)})

    def without(self, source_ids: Collection[SourceId]) -> "Holds":
        """Without those of some sources: a version was taken, or gone forward to."""
        return Holds({each: hold for each, hold in self.of.items() if each not in source_ids})
