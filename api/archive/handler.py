"""`GET /v1/sources/{id}/archive`: raw messages as a zip, or one of them as it came."""

import asyncio
import io
import zipfile
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from sys import maxsize

from aiohttp import web

from api.archive.query import ArchiveQuery
from api.keys import MOMENT, PORTS, SERVED
from api.limits import MAX_MESSAGES
from api.query import read_query
from api.sources.handlers import find_source
from maas.archive import Kept, contents
from maas.errors import BadQuery, NotFound
from maas.model import SourceId

SPAN_S = 3600
"""Where the question says nothing."""

GONE = "this message cannot be read any more"
ZIP, RAW = "application/zip", "application/octet-stream"


async def source_archive(request: web.Request) -> web.StreamResponse:
    """The messages of a span, oldest first, each a file named by its time and number."""
    source = find_source(request[SERVED], request.match_info["id"])
    query = read_query(ArchiveQuery, request.query)
    since, until = _span(query, request[MOMENT])
    most = MAX_MESSAGES + 1 if query.number is None else maxsize
    messages = request.app[PORTS].messages
    found = await messages.between(SourceId(source.id), since, until, most)
    if query.number is not None:
        return await _one(found, query.number)
    if len(found) == most:
        raise BadQuery("from", f"more than {MAX_MESSAGES} messages; ask for a shorter span")
    return await _stream(request, found)


def _span(query: ArchiveQuery, now: int) -> tuple[int, int]:
    until = now if query.until is None else int(query.until.timestamp())
    since = until - SPAN_S if query.since is None else int(query.since.timestamp())
    if query.number is not None and query.since is None:
        since = 0
    if since > until:
        raise BadQuery("from", "lies after `to`")
    return since, until


async def _one(found: Sequence[Kept], number: int) -> web.Response:
    """The newest with a number: they count from one again when the service starts."""
    for kept in reversed(found):
        if kept.entry.number == number:
            content = await asyncio.to_thread(_content, kept)
            headers = {"Content-Disposition": f'attachment; filename="{kept.name(content)}"'}
            return web.Response(body=content, content_type=RAW, headers=headers)
    raise NotFound("no message of this source and span has this number")


async def _stream(request: web.Request, found: Sequence[Kept]) -> web.StreamResponse:
    """One message in memory at a time."""
    source = request.match_info["id"]
    response = web.StreamResponse(
        headers={
            "Content-Type": ZIP,
            "Content-Disposition": f'attachment; filename="{source}.zip"',
            "Maas-Version": request[SERVED].version,
            "Cache-Control": "no-store",
        }
    )
    await response.prepare(request)
    sink = _Sink()
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED) as pack:
        reading = contents(found)
        for _ in found:
            await _packed_next(pack, reading)
            await response.write(sink.taken())
    await response.write(sink.taken())
    await response.write_eof()
    return response


async def _packed_next(pack: zipfile.ZipFile, reading: Iterator[tuple[Kept, bytes | None]]) -> None:
    """Pack in a thread. Who leaves meanwhile waits for it: an open entry cannot be closed."""
    packing = asyncio.ensure_future(asyncio.to_thread(_pack_next, pack, reading))
    try:
        await asyncio.shield(packing)
    finally:
        await asyncio.wait({packing})


def _pack_next(pack: zipfile.ZipFile, reading: Iterator[tuple[Kept, bytes | None]]) -> None:
    """A message that cannot be read any more leaves a note instead."""
    kept, content = next(reading)
    read = datetime.fromtimestamp(kept.entry.read_at, UTC)
    name = f"{kept.stem}.missing.txt" if content is None else kept.name(content)
    entry = zipfile.ZipInfo(name, read.timetuple()[:6])
    entry.compress_type = zipfile.ZIP_DEFLATED
    pack.writestr(entry, GONE.encode() if content is None else content)


def _content(kept: Kept) -> bytes:
    """Raises NotFound where retention, or damage, came before us."""
    try:
        return kept.content()
    except (OSError, ValueError) as problem:
        raise NotFound(GONE) from problem


class _Sink(io.RawIOBase):
    """Takes what a zip writes, to be sent piece by piece."""

    def __init__(self) -> None:
        self._pieces: list[bytes] = []

    def writable(self) -> bool:
        """It is made for that."""
        return True

    def write(self, piece: object, /) -> int:
        """Take a piece."""
        taken = bytes(piece)  # type: ignore[call-overload]
        self._pieces.append(taken)
        return len(taken)

    def taken(self) -> bytes:
        """What came since the last time."""
        whole, self._pieces = b"".join(self._pieces), []
        return whole
