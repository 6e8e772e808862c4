"""One message as the archive knows it, and the chain from each entry to the one before."""

import hashlib
from dataclasses import dataclass, replace

import msgspec

GENESIS = bytes(32)
"""What the first entry of a source has before it."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A message that was received; its content lies beside it."""

    sequence: int
    """Its place in the chain of its source, from 1."""
    number: int
    """Of its batch: what `<generation>.<number>` versions name. 0: the service started."""
    generation: str
    """What served when it came."""
    read_at: int
    """Unix s of the service clock."""
    received: float
    """Unix s, time of day."""
    size: int
    sha256: bytes
    """Of the content."""
    digest: bytes = b""
    """Of all the above and of the digest before: the chain."""

    @property
    def version(self) -> str:
        """The version of the data from this message on."""
        return f"{self.generation}.{self.number}"

    def holds(self, content: bytes) -> bool:
        """Whether a content is the one that was received."""
        return len(content) == self.size and hashlib.sha256(content).digest() == self.sha256

    def follows(self, digest: bytes) -> bool:
        """Whether it is what was once appended after the entry with that digest."""
        return chained(self, digest).digest == self.digest


def chained(entry: Entry, before: bytes) -> Entry:
    """The entry with its digest, appended after another's."""
    bare = msgspec.msgpack.encode(replace(entry, digest=b""))
    return replace(entry, digest=hashlib.sha256(before + bare).digest())
