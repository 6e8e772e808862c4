"""One file over http(s), into a file: bounded in time, size, redirects and addresses."""

import ipaddress
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType

import aiohttp
from yarl import URL

from feeds.fetch.addresses import PublicResolver, is_public
from maas.errors import FeedMalformed, FeedUnavailable

USER_AGENT = "maas"
MAX_REDIRECTS = 5
_CHUNK = 1 << 18


@dataclass(frozen=True, slots=True)
class Limits:
    """How long and how much; defaults for a static feed."""

    connect_s: float = 10
    silence_s: float = 10
    """Longest wait for the first and for each further byte."""
    total_s: float = 900
    size: int = 500 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Address:
    """What to ask for and as whom; `headers` are sent to the first host only."""

    url: str
    headers: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    allow_private: bool = False


@dataclass(frozen=True, slots=True)
class Version:
    """What a server calls the version it sent, to ask whether there is a newer one."""

    etag: str = ""
    last_modified: str = ""

    @property
    def conditions(self) -> dict[str, str]:
        """The headers that ask for anything newer."""
        asked = {"If-None-Match": self.etag, "If-Modified-Since": self.last_modified}
        return {name: value for name, value in asked.items() if value}


async def download(
    address: Address, to: Path, known: Version | None = None, limits: Limits | None = None
) -> Version | None:
    """Fetch a file; None if the server says the known version is the newest.

    Raises:
        FeedUnavailable: no answer, an error status, an address that must not be asked.
        FeedMalformed: it is larger than allowed.
    """
    limits = limits or Limits()
    connector = aiohttp.TCPConnector(resolver=None if address.allow_private else PublicResolver())
    timeout = aiohttp.ClientTimeout(limits.total_s, limits.connect_s, limits.silence_s)
    agent = {"User-Agent": USER_AGENT}
    try:
        async with aiohttp.ClientSession(
            connector=connector, timeout=timeout, headers=agent
        ) as session:
            return await _follow(session, address, to, known or Version(), limits)
    except (aiohttp.ClientError, TimeoutError, OSError, ValueError) as problem:
        reason = str(problem) or type(problem).__name__
        raise FeedUnavailable(f"{_shown(address.url)}: {reason}") from problem


async def _follow(
    session: aiohttp.ClientSession, address: Address, to: Path, known: Version, limits: Limits
) -> Version | None:
    url = first = URL(address.url)
    for _ in range(MAX_REDIRECTS + 1):
        _refuse_inner(url, address.allow_private)
        own = address.headers if url.origin() == first.origin() else {}
        headers = {**own, **known.conditions}
        async with session.get(url, headers=headers, allow_redirects=False) as response:
            if response.status in (301, 302, 303, 307, 308) and "Location" in response.headers:
                url = url.join(URL(response.headers["Location"]))
                continue
            if response.status == 304 and known.conditions:
                return None
            if response.status != 200:
                raise FeedUnavailable(f"{_shown(address.url)}: status {response.status}")
            await _write(response, to, limits)
            named = response.headers
            return Version(named.get("ETag", ""), named.get("Last-Modified", ""))
    raise FeedUnavailable(f"{_shown(address.url)}: more than {MAX_REDIRECTS} redirects")


async def _write(response: aiohttp.ClientResponse, to: Path, limits: Limits) -> None:
    """Stream the body into the file; never more than allowed, whatever the headers say."""
    size = 0
    with to.open("wb") as file:
        async for chunk in response.content.iter_chunked(_CHUNK):
            size += len(chunk)
            if size > limits.size:
                raise FeedMalformed(
                    f"{_shown(str(response.url))}: larger than {limits.size >> 20} MB"
                )
            file.write(chunk)


def _refuse_inner(url: URL, allow_private: bool) -> None:
    """Refuse what the resolver never sees: other schemes, and addresses written as numbers."""
    if url.scheme not in ("http", "https") or not url.host:
        raise FeedUnavailable(f"{_shown(str(url))}: neither http nor https")
    try:
        ipaddress.ip_address(url.host)
    except ValueError:
        return
    if not allow_private and not is_public(url.host):
        raise FeedUnavailable(
            f"{_shown(str(url))}: an inner address; set allow_private to fetch from it"
        )


def _shown(url: str) -> str:
    """An address without what may be a key."""
    return str(URL(url).with_query(None).with_fragment(None)).rpartition("@")[2]
