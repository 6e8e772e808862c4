"""Two files of one source, one message: what changes every minute, and what rarely does.

pair 4711\\n<4711 bytes of the first><the second>
"""

import hashlib
import re
from dataclasses import dataclass, field, replace

from feeds.fetch.asking import Version
from feeds.fetch.client import Client
from feeds.fetch.reading import Peek, Reader, Reading, is_recording, reader_of
from maas.errors import FeedError, FeedUnavailable
from maas.settings import Source, public_host

_HEAD = re.compile(rb"pair ([0-9]{1,9})\n")

RARELY_S = 3600
"""How often what rarely changes is asked for; sooner while it was never had."""


@dataclass(slots=True)
class PairReader:
    """Reads what changes each time it is asked, and beside it now and then what rarely does.

    While the latter fails its last good version is used; only if there is none there is no message.
    """

    often: Reader
    rarely: Reader
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
        content = composed(self._often.content or b"", self._rarely.content or b"")
        version = Version(hashlib.sha256(content).hexdigest())
        return Reading(version, None if version == known else content, self._often.fresh_s)

    async def _ask_rarely(self, now: int) -> None:
        try:
            self._rarely = await _newer(self.rarely, self._rarely, now)
        except FeedError:
            if self._rarely.content is None:
                raise
        self._asked_at = now


def pair_of(source: Source, client: Client, urls: tuple[str, str], peek: Peek) -> Reader:
    """How to read a source of two files; what may be a key is for the host of its url alone.

    A recording has both in each message.

    Args:
        urls: of what changes often, and of what rarely does.
        peek: tells when a recorded message was made.
    """
    if source.path is not None and is_recording(source.path):
        return reader_of(source, client, peek)
    often, rarely = (reader_of(_at(source, url), client, _untimed) for url in urls)
    return PairReader(often, rarely)


def composed(often: bytes, rarely: bytes) -> bytes:
    """Two files in one message."""
    return b"pair %d\n%b%b" % (len(often), often, rarely)


def taken_apart(content: bytes) -> tuple[bytes, bytes | None]:
    """What changes often, and what rarely does; a message of one file is that file."""
    match = _HEAD.match(content)
    if match is None:
        return content, None
    end = match.end() + int(match[1])
    return content[match.end() : end], content[end:]


def _at(source: Source, url: str) -> Source:
    is_own = public_host(url) == public_host(source.url)
    return replace(source, url=url, headers=source.headers if is_own else {})


def _untimed(_: bytes) -> None:
    """Recordings of pairs are not played: which two belong together nobody says."""


async def _newer(reader: Reader, before: Reading, now: int) -> Reading:
    reading = await reader.read(before.version if before.content is not None else Version(), now)
    if reading.content is not None:
        return reading
    if before.content is None:
        raise FeedUnavailable("nothing is new, to who knows nothing")
    return replace(before, fresh_s=reading.fresh_s)
