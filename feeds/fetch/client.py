"""The one HTTP client of all adapters: bounded in time, size, redirects and addresses."""

import ipaddress
from asyncio import timeout
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from types import TracebackType

import aiohttp
from yarl import URL

from feeds.fetch.addresses import Public, PublicResolver
from feeds.fetch.asking import Address, Limits, Version
from feeds.fetch.inflating import ENCODINGS, unpacked
from feeds.fetch.patience import max_age, retry_after
from feeds.fetch.refusing import refusal
from maas.errors import FeedMalformed, FeedUnavailable

USER_AGENT = "maas"
MAX_REDIRECTS = 5
KEPT_S = 65.0
"""How long a connection waits for the next question."""

LONGEST_REASON = 200

Write = Callable[[bytes], object]

_MOVED = (301, 302, 303, 307, 308)
_CHUNK = 1 << 18


@dataclass(frozen=True, slots=True)
class Head:
    """What a server said of the content it sent, or need not send again."""

    version: Version
    is_known: bool = False
    """The known version is the newest; no content came."""
    fresh_s: float | None = None
    """For how long it need not be asked again."""


class Client:
    """Asks servers and keeps connections to them; one per event loop."""

    def __init__(self, public: Public | None = None) -> None:
        self._public = public or Public()
        self._sessions: dict[bool, aiohttp.ClientSession] = {}

    async def __aenter__(self) -> "Client":
        return self

    async def __aexit__(
        self, _: type[BaseException] | None, __: BaseException | None, ___: TracebackType | None
    ) -> None:
        for session in self._sessions.values():
            await session.close()

    async def get(
        self, address: Address, known: Version | None, limits: Limits
    ) -> tuple[Head, bytes]:
        """The head and the whole content, none if the known version is the newest.

        Raises:
            FeedUnavailable: no answer, an error status, an address that must not be asked.
            FeedMalformed: it is larger than allowed, or not encoded as it says.
        """
        content = bytearray()
        head = await self.stream(address, known, limits, content.extend)
        return head, bytes(content)

    async def stream(
        self, address: Address, known: Version | None, limits: Limits, write: Write
    ) -> Head:
        """The same, `write` being given each piece as it comes.

        What was written before an error is worth nothing.
        """
        try:
            async with timeout(limits.total_s):
                return await self._ask(address, known or Version(), limits, write)
        except FeedMalformed as problem:
            raise FeedMalformed(f"{address.shown}: {problem}") from None
        except FeedUnavailable as problem:
            reason = address.without_secrets(str(problem))
            raise FeedUnavailable(f"{address.shown}: {reason}", problem.retry_after_s) from None
        except (aiohttp.ClientError, TimeoutError, OSError, ValueError) as problem:
            reason = address.without_secrets(_said(problem, limits))
            raise FeedUnavailable(f"{address.shown}: {reason}") from None

    async def _ask(self, address: Address, known: Version, limits: Limits, write: Write) -> Head:
        async with await self._answer(address, known, limits) as response:
            fresh_s = max_age(response.headers)
            if response.status == 304 and known.conditions:
                return Head(known, True, fresh_s)
            if response.status != 200:
                wait_s = retry_after(response.headers, datetime.now(UTC))
                raise FeedUnavailable(await refusal(response), wait_s)
            await _copy(response, limits, write)
            named = response.headers
            return Head(
                Version(named.get("ETag", ""), named.get("Last-Modified", "")), fresh_s=fresh_s
            )

    async def _answer(
        self, address: Address, known: Version, limits: Limits
    ) -> aiohttp.ClientResponse:
        """The answer at the end of all redirects, its body not yet read."""
        try:
            async with timeout(limits.first_byte_s):
                return await self._follow(address, known, limits)
        except aiohttp.ServerTimeoutError:
            raise
        except TimeoutError:
            raise FeedUnavailable(f"no answer within {limits.first_byte_s:g} s") from None

    async def _follow(
        self, address: Address, known: Version, limits: Limits
    ) -> aiohttp.ClientResponse:
        session = self._session(address.allow_private)
        silence = aiohttp.ClientTimeout(total=None, sock_read=limits.silence_s)
        url = first = URL(address.url)
        for _ in range(MAX_REDIRECTS + 1):
            self._refuse_inner(url, address.allow_private)
            own = address.headers if url.origin() == first.origin() else {}
            headers = {**own, **known.conditions, "Accept-Encoding": ENCODINGS}
            response = await session.get(
                url, headers=headers, allow_redirects=False, timeout=silence
            )
            if response.status not in _MOVED or "Location" not in response.headers:
                return response
            response.close()
            url = url.join(URL(response.headers["Location"]))
        raise FeedUnavailable(f"more than {MAX_REDIRECTS} redirects")

    def _session(self, allow_private: bool) -> aiohttp.ClientSession:
        """Sessions differ in whom they may meet, so that no connection is used by both."""
        if allow_private not in self._sessions:
            resolver = None if allow_private else PublicResolver(self._public)
            self._sessions[allow_private] = aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(resolver=resolver, keepalive_timeout=KEPT_S),
                cookie_jar=aiohttp.DummyCookieJar(),
                headers={"User-Agent": USER_AGENT},
                auto_decompress=False,
            )
        return self._sessions[allow_private]

    def _refuse_inner(self, url: URL, allow_private: bool) -> None:
        """Refuse what the resolver never sees: other schemes, and addresses written as numbers."""
        if url.scheme not in ("http", "https") or not url.host:
            raise FeedUnavailable("neither http nor https")
        try:
            ipaddress.ip_address(url.host)
        except ValueError:
            return
        if not allow_private and not self._public.holds(url.host):
            raise FeedUnavailable("an inner address; set allow_private to fetch from it")


async def _copy(response: aiohttp.ClientResponse, limits: Limits, write: Write) -> None:
    """Pass the body on; never more than allowed, whatever the headers say."""
    if (response.content_length or 0) > limits.size:
        raise FeedMalformed(f"larger than {limits.size >> 20} MB")
    chunks = response.content.iter_chunked(_CHUNK)
    encoding = response.headers.get("Content-Encoding", "")
    async for piece in unpacked(chunks, encoding, limits.size):
        write(piece)


def _said(problem: Exception, limits: Limits) -> str:
    """What went wrong, in words."""
    if isinstance(problem, aiohttp.ServerTimeoutError):
        return f"nothing more came for {limits.silence_s:g} s"
    if isinstance(problem, TimeoutError):
        return f"not all of it came within {limits.total_s:g} s"
    if isinstance(problem, aiohttp.ClientPayloadError):
        return "the answer broke off"
    if isinstance(problem, aiohttp.InvalidURL):
        return "not an address"
    if isinstance(problem, aiohttp.ClientResponseError):
        return "the answer is not HTTP as it should be"
    text = " ".join((str(problem) or type(problem).__name__).split())
    return text[:LONGEST_REASON]
