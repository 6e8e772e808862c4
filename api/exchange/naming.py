"""Whose ids a message speaks: one operator's own, or those of all with their prefixes."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Naming:
    """How ids are told to who joins a message with timetables."""

    source: str = ""
    """The static source whose own ids are told; "": all, each `<source>:<local>`."""

    def told(self, known: str) -> str | None:
        """An id as it is told; None: it is another source's."""
        if not self.source:
            return known
        prefix, _, local = known.partition(":")
        return local if prefix == self.source else None

    def of(self, source: str, local: str) -> str | None:
        """A source's own id as it is told; None: it is another source's."""
        return self.told(f"{source}:{local}")
