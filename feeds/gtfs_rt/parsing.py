"""Bytes of a message to records."""

from collections.abc import Iterable
from itertools import repeat
from typing import Any

from feeds.gtfs_rt.entities import records
from feeds.gtfs_rt.message import count_calls, decoded, made_at
from feeds.gtfs_rt.notices import Notices
from feeds.gtfs_rt.reading import PlainCalls, Reading
from feeds.parsed import Parse, Parsed
from maas.model import SourceId
from maas.settings import Source

MANY_CALLS = 5000
"""From so many stop updates on they are read from the bytes; that has to be compiled once, which
would take longer than a smaller message in all its life."""


def parser(source: Source) -> Parse:
    """What reads the messages of a source."""
    return lambda content, now: parse(content, source.id, now)


def parse(content: bytes, source_id: SourceId, now: int | None = None) -> Parsed:  # noqa: ARG001
    """What a message says, in our words; what is wrong in it costs itself and is counted.

    Args:
        content: protobuf, or its JSON form.
        source_id: not needed: records keep the feed's own ids.
        now: Unix s; a message made later than this does not tell its age.

    Raises:
        FeedMalformed: it is no whole GTFS-Realtime message.
    """
    message = decoded(content)
    notices = Notices()
    made = made_at(message.header, now, notices)
    found = records(zip(message.entity, _plain(message), strict=False), Reading(made, notices))
    return Parsed(found, notices.findings, made)


def _plain(message: Any) -> Iterable[PlainCalls | None]:
    """[entities] The calls of trip updates, where it pays to read them from the bytes."""
    n_calls = count_calls(message)
    if n_calls < MANY_CALLS:
        return repeat(None)
    from feeds.gtfs_rt.plain import plain_calls  # loads numba, which few messages are worth

    return plain_calls(message, n_calls)
