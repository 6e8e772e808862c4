"""Messages made of the newest version, each once, however many ask for it."""

import asyncio
from collections.abc import Callable, Hashable
from dataclasses import dataclass, replace
from gzip import compress
from hashlib import sha256

LEVEL = 6


@dataclass(frozen=True, slots=True)
class Publication:
    """One message, ready to be sent."""

    body: bytes
    packed: bytes | None
    """The same with gzip; None: it is packed as it is."""
    made_at: int
    """Unix s, as it says itself."""
    tag: str
    items: int | None = None
    """How many things it tells of; None: nobody counted."""

    @classmethod
    def of(cls, body: bytes, made_at: int, content: bytes | None = None) -> "Publication":
        """Name a message by its content. Not for the event loop.

        Args:
            content: what of it makes it another one, where it tells when it was made as well.
        """
        tag = f'W/"{sha256(body if content is None else content).hexdigest()[:24]}"'
        return cls(body, compress(body, LEVEL, mtime=0), made_at, tag)

    @classmethod
    def of_zip(cls, body: bytes, made_at: int) -> "Publication":
        """The same for what need not be packed."""
        return cls(body, None, made_at, f'W/"{sha256(body).hexdigest()[:24]}"')


class Publications:
    """Those of one version; another version's take their place. Used on the event loop alone."""

    def __init__(self) -> None:
        self._version = ""
        self._made: dict[Hashable, asyncio.Task[Publication]] = {}
        self._lasting: dict[str, Publication] = {}

    async def find(
        self, version: str, name: Hashable, make: Callable[[], Publication], lasting: str = ""
    ) -> Publication:
        """The message of a name, made in a thread if nobody asked for it yet.

        Args:
            lasting: what it is called in all versions; while its tag stays it stays as it was made.
        """
        if version != self._version:
            self._version, self._made = version, {}
        task = self._made.get(name)
        if task is None:
            task = self._made[name] = asyncio.create_task(asyncio.to_thread(make))
        made = await asyncio.shield(task)
        if not lasting:
            return made
        before = self._lasting.get(lasting)
        if before is None:
            self._lasting[lasting] = made
        elif before.tag != made.tag:
            at = max(made.made_at, before.made_at + 1)  # another one is newer, whatever it says
            self._lasting[lasting] = replace(made, made_at=at)
        return self._lasting[lasting]
