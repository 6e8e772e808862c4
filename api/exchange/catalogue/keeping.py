"""The catalogue as one worker keeps it: made anew now and then, each output read back when new."""

import asyncio
import gzip
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime

from aiohttp import web
from msgspec import UNSET, UnsetType
from msgspec.structs import replace

from api.exchange.catalogue.outputs import OUTPUTS, Published
from api.exchange.catalogue.reading_back import read_back
from api.exchange.catalogue.wire import Catalogue, Output, OutputSource, OutputValidation
from api.exchange.road.orders import placeless
from api.exchange.road.passing import OURS
from api.exchange.road.telling import told
from api.keys import ITEMS, NOW, PORTS, SERVED
from api.served import Served
from feeds.cifs.telling import Untold
from maas.errors import MaasError, NotFound
from maas.settings import ROAD_KINDS

HOLD_S = 60
READ_AGAIN_S = 600
"""Large outputs change all the time; each is read back as seldom as this."""

LARGE_BYTES = 500_000


@dataclass(slots=True)
class CatalogueKeeper:
    """The newest catalogue, and what reading outputs back gave. Used on the event loop alone."""

    made_at: int = 0
    made: Catalogue | None = None
    validations: dict[str, OutputValidation] = field(default_factory=dict)
    """By path."""
    _turn: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def find(self, request: web.Request) -> Catalogue:
        """The catalogue, not older than `HOLD_S`."""
        async with self._turn:
            now = request.app[NOW]()
            if self.made is None or not 0 <= now - self.made_at < HOLD_S:
                self.made, self.made_at = await self._make(request, now), now
            return self.made

    async def _make(self, request: web.Request, now: int) -> Catalogue:
        served = request[SERVED]
        found = [await self._output(request, each, now) for each in OUTPUTS]
        return Catalogue(
            publisher=served.exchange.publisher or served.coverage.name,
            licence=served.exchange.licence,
            is_open=served.exchange.is_open,
            outputs=tuple(each for each in found if each is not None),
        )

    async def _output(self, request: web.Request, published: Published, now: int) -> Output | None:
        """How an output is; None: there is nothing here that it could tell of."""
        described = _described(published, request[SERVED])
        request.pop(ITEMS, None)
        try:
            response = await published.make(request)
        except NotFound:
            return None
        except MaasError as problem:
            return replace(described, problem=str(problem))
        body, tag = _body(response), response.headers["ETag"]
        validation = self.validations.get(published.path)
        if body:
            validation = await self._validated(published, body, tag, now)
        return replace(
            described,
            last_change=parsedate_to_datetime(response.headers["Last-Modified"]),
            size=len(body) or UNSET,  # unknown where the client has just that
            etag=tag,
            items=request.pop(ITEMS, UNSET),
            validation=validation or UNSET,
            untold=await _untold(request, published.reader, now),
        )

    async def _validated(
        self, published: Published, body: bytes, tag: str, now: int
    ) -> OutputValidation | None:
        """What reading it back gave, now if it is another one since."""
        known = self.validations.get(published.path)
        if not published.reader or (known is not None and known.etag == tag):
            return known
        is_large = len(body) > LARGE_BYTES
        if known is not None and is_large and now - known.at.timestamp() < READ_AGAIN_S:
            return known
        made = await asyncio.to_thread(read_back, published.reader, body, tag, now)
        self.validations[published.path] = made
        return made


CATALOGUE = web.AppKey("catalogue", CatalogueKeeper)


def _body(response: web.Response) -> bytes:
    body = response.body if isinstance(response.body, bytes) else b""
    return gzip.decompress(body) if response.headers.get("Content-Encoding") == "gzip" else body


async def _untold(request: web.Request, reader: str, now: int) -> dict[str, int] | UnsetType:
    """Of documents of the road: what they cannot tell, by reason."""
    world = request[SERVED], request.app[PORTS].exchanges, now
    if reader == "cifs":
        found = await asyncio.to_thread(told, *world)
        return dict(Counter(each.reason.value for each in found.left_out))
    if reader == "datex2":
        missing = len(await asyncio.to_thread(placeless, *world))
        return {Untold.NO_PLACE.value: missing} if missing else {}
    return UNSET


def _described(published: Published, served: Served) -> Output:
    """What is true of it however it is."""
    return Output(
        path=published.path,
        title=published.title,
        schema=published.schema.name,
        version=published.schema.version,
        media_type=published.media,
        update_interval=published.interval_s,
        sources=tuple(_sources(published, served)),
    )


def _sources(published: Published, served: Served) -> Iterator[OutputSource]:
    """Those whose data it tells; of roads only those that are given on."""
    for source in served.sources:
        is_given = source.kind not in ROAD_KINDS or source.passes_on
        if source.kind in published.kinds and is_given:
            ours = served.exchange.licence if source.id in OURS else ""
            yield OutputSource(
                id=source.id,
                licence=source.licence or ours or UNSET,
                attribution=source.attribution or UNSET,
            )
