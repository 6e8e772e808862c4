"""The numbers of messages and the generation they are about; both outlive the writer."""

import mmap
from dataclasses import dataclass, field

_NUMBER, _WHOLE = 8, 128
"""Bytes of the number; of all."""


@dataclass(slots=True)
class Numbers:
    """The last number and the generation switched to, in memory shared with later writers."""

    memory: mmap.mmap = field(default_factory=lambda: mmap.mmap(-1, _WHOLE))

    @property
    def generation(self) -> str:
        """What was switched to last; "": nothing since the start."""
        return self.memory[_NUMBER:].rstrip(b"\0").decode()

    @generation.setter
    def generation(self, generation: str) -> None:
        """Remember what was switched to."""
        self.memory[_NUMBER:] = generation.encode().ljust(_WHOLE - _NUMBER, b"\0")

    @property
    def last(self) -> int:
        """The last number given out."""
        return int.from_bytes(self.memory[:_NUMBER], "little")

    def next(self) -> int:
        """Give out the next number; numbers never go back, whoever writes."""
        number = self.last + 1
        self.memory[:_NUMBER] = number.to_bytes(_NUMBER, "little")
        return number
