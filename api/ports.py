"""What handlers reach beyond the world they serve from; maas.app says what stands behind."""

from dataclasses import dataclass
from typing import Protocol

from maas.errors import WriterAway
from maas.keys import Key
from maas.requests import Done, Request


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


class Writer(Protocol):
    """Does what must be done once, whoever was asked to."""

    async def ask(self, request: Request, /) -> Done:
        """Have it done.

        Raises:
            WriterAway: nobody is there to do it now.
            MaasError: it was refused.
        """


@dataclass(frozen=True, slots=True)
class NoWriter:
    """Nobody is there."""

    async def ask(self, _: Request, /) -> Done:
        """Nothing is done."""
        raise WriterAway("nothing new is taken here")


@dataclass(frozen=True, slots=True)
class Ports:
    """One for each thing beyond."""

    keys: Keys = NoKeys()
    writer: Writer = NoWriter()
