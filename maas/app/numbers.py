"""The numbers of messages, which outlive whoever gives them out."""

import mmap
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Numbers:
    """The number of the last message, in memory shared with the writer's successors."""

    memory: mmap.mmap = field(default_factory=lambda: mmap.mmap(-1, 8))

    @property
    def last(self) -> int:
        """The last number given out."""
        return int.from_bytes(self.memory[:8], "little")

    def next(self) -> int:
        """Give out the next number; numbers never go back, whoever writes."""
        number = self.last + 1
        self.memory[:8] = number.to_bytes(8, "little")
        return number
