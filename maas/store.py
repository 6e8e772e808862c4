"""Where the newest snapshot of a process stands."""

from maas.snapshot import Snapshot


class Store:
    """Holds one snapshot; whoever reads it keeps what was read."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot

    @property
    def snapshot(self) -> Snapshot:
        """The newest snapshot."""
        return self._snapshot

    def publish(self, snapshot: Snapshot) -> None:
        """Swap: one assignment, seen whole or not at all by every thread."""
        self._snapshot = snapshot
