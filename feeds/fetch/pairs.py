"""Two files of one source, one message: what changes every minute, and what rarely does."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from feeds.fetch.asking import Version
from feeds.fetch.client import Client
from feeds.fetch.reading import Reader, Reading, reader_of
from maas.errors import FeedError, FeedUnavailable
from maas.settings import Source

Compose = Callable[[bytes, bytes], bytes]
"""The message of what changes and what rarely does."""

RARELY_S = 3600
"""How often what rarely changes is asked for; sooner while it was never had."""


@dataclass(slots=True)
class PairReader:
    """Reads what changes each time it is asked, and beside it now and then what rarely does.

    While the latter fails its last good version is used; only if there is none there is no message.
    """

    often: Reader
    rarely: Reader
    compose: Compose
    _often: Reading = field(default_factory=lambda: Reading(Version()))
    _rarely: Reading = field(default_factory=lambda: Reading(Version()))
    """The newest good versions, with their content."""
    _asked_at: int | None = None

    @property
    def is_remote(self) -> bool:
        """Whether asking costs somebody else something."""
        return self.often.is_remote or self.rarely.is_remote

    async def read(self, known: Version, now: int) -> Reading:
        """The newest message.

        Raises:
            FeedError: there is none to be had.
        """
        self._often = await _newer(self.often, self._often, now)
        if self._asked_at is None or now - self._asked_at >= RARELY_S:
            await self._ask_rarely(now)
        content = self.compose(self._often.content or b"", self._rarely.content or b"")
        version = Version(hashlib.sha256(content).hexdigest())
        return Reading(version, None if version == known else content, self._often.fresh_s)

    async def _ask_rarely(self, now: int) -> None:
        try:
            self._rarely = await _newer(self.rarely, self._rarely, now)
        except FeedError:
            if self._rarely.content is None:
                raise
        self._asked_at = now


def pair_of(source: Source, client: Client, rarely_url: str, compose: Compose) -> PairReader:
    """How to read a source whose other file, that rarely changes, is at another url."""
    other = replace(source, url=rarely_url)
    return PairReader(
        reader_of(source, client, _untimed), reader_of(other, client, _untimed), compose
    )


def _untimed(_: bytes) -> None:
    """Recordings of pairs are not played: which two belong together nobody says."""


async def _newer(reader: Reader, before: Reading, now: int) -> Reading:
    reading = await reader.read(before.version if before.content is not None else Version(), now)
    if reading.content is not None:
        return reading
    if before.content is None:
        raise FeedUnavailable("nothing is new, to who knows nothing")
    return replace(before, fresh_s=reading.fresh_s)
