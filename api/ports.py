"""What handlers reach beyond the world they serve from; maas.app says what stands behind."""

from dataclasses import dataclass
from typing import Protocol

from maas.keys import Key


class Keys(Protocol):
    """Knows who may do what."""

    async def find(self, secret: str, /) -> Key | None:
        """The key in force that has this secret.

        Raises:
            RecordsUnavailable: nobody can tell now.
        """


@dataclass(frozen=True, slots=True)
class NoKeys:
    """Knows no key."""

    async def find(self, _: str, /) -> Key | None:
        """Nobody's."""
        return None


@dataclass(frozen=True, slots=True)
class Ports:
    """One for each thing beyond."""

    keys: Keys = NoKeys()
