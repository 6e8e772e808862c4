"""All pages of an answer, or of all cities of an index, asked for in turn.

Version 3 tells how many sites there are in `total_count` and takes `start`; version 1 names its
cities at its root. One message holds them all; it is the same as long as they are.
"""

import hashlib
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from urllib.parse import quote

from yarl import URL

from feeds.fetch.asking import Address, Limits, Version, limits_of_kind
from feeds.fetch.client import Client
from feeds.fetch.reading import Reader, Reading, reader_of
from feeds.fields import Json
from feeds.json_bytes import json_object
from feeds.parkapi.message import CITIES, LOTS, PAGES, SITES, peek
from maas.errors import FeedError, FeedMalformed
from maas.settings import Source

MOST_PAGES = 100
MOST_CITIES = 200


def reader(source: Source, client: Client) -> Reader:
    """What reads a source that has a url."""
    if source.path is not None:
        return reader_of(source, client, peek)
    return PagesReader(Address.of(source), limits_of_kind(source.kind), client)


@dataclass(frozen=True, slots=True)
class PagesReader:
    """Asks a server for a whole message."""

    address: Address
    limits: Limits
    client: Client
    is_remote: bool = True

    async def read(self, known: Version, _: int) -> Reading:
        """The newest message.

        Raises:
            FeedError: there is none to be had; one page that fails costs all, a city only itself.
        """
        head, first = await self.client.get(self.address, known, self.limits)
        if head.is_known:
            return Reading(head.version, None, head.fresh_s)
        told = json_object(first)
        if isinstance(told.get(CITIES), dict):
            several = [city async for city in self._cities(told)]
        elif _is_cut(told):
            several = [first, *[page async for page in self._pages(told)]]
        else:
            return Reading(head.version, first, head.fresh_s)
        content = b'{"' + PAGES.encode() + b'":[' + b",".join(several) + b"]}"
        if len(content) > self.limits.size:
            raise FeedMalformed(f"all pages together are larger than {self.limits.size >> 20} MB")
        version = Version(hashlib.sha256(content).hexdigest())
        return Reading(version, None if version == known else content, head.fresh_s)

    async def _pages(self, first: Json) -> AsyncIterator[bytes]:
        """Those after the first one.

        Raises:
            FeedMalformed: there are too many, or one is none.
        """
        had, total = len(first[SITES]), first["total_count"]
        for _ in range(MOST_PAGES):
            page = await self._get(_with(self.address, start=str(had)))
            items = json_object(page).get(SITES)
            if not isinstance(items, list):
                raise FeedMalformed(f"{self.address.shown}: a page without items")
            yield page
            had += len(items)
            if not items or had >= total:
                return
        raise FeedMalformed(f"{self.address.shown}: more than {MOST_PAGES} pages")

    async def _cities(self, index: Json) -> AsyncIterator[bytes]:
        """The lots of each city that still has some."""
        problem: FeedError | None = None
        has_any = False
        for city in list(index[CITIES])[:MOST_CITIES]:
            try:
                answer = await self._get(_below(self.address, str(city)))
                if isinstance(json_object(answer).get(LOTS), list):
                    has_any = True
                    yield answer
            except FeedError as failed:
                problem = failed
        if not has_any:
            raise problem or FeedMalformed(f"{self.address.shown}: no city has any lots")

    async def _get(self, address: Address) -> bytes:
        _, content = await self.client.get(address, Version(), self.limits)
        return content.removeprefix(b"\xef\xbb\xbf")


def _is_cut(told: Json) -> bool:
    items, total = told.get(SITES), told.get("total_count")
    return isinstance(items, list) and type(total) is int and 0 < len(items) < total


def _with(address: Address, **query: str) -> Address:
    return replace(address, url=str(URL(address.url).update_query(query)))


def _below(address: Address, name: str) -> Address:
    """The address of a member of what stands there."""
    url = URL(address.url)
    path = f"{url.raw_path.rstrip('/')}/{quote(name, safe='')}"
    return replace(address, url=str(url.with_path(path, encoded=True).with_query(url.query)))
