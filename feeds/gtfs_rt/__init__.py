"""GTFS-Realtime: messages to records of trips, vehicles, alerts and detours, and back.

`parse` reads one message, and `parser` is it for one source; `peek` reads its time, `write` makes
one, `reader` asks for them. Ids stay the feed's own; which timetable they are of is for others to
say. Imports protobuf, so it is imported where a source of this kind is configured or its messages
are asked for, and there alone.
"""

from feeds.fetch.client import Client
from feeds.fetch.reading import Reader, reader_of
from feeds.gtfs_rt.parsing import parse, parser
from feeds.gtfs_rt.peeking import peek
from feeds.gtfs_rt.writing import write
from maas.settings import Source

__all__ = ["parse", "parser", "peek", "reader", "write"]


def reader(source: Source, client: Client) -> Reader:
    """What reads a source that has a url."""
    return reader_of(source, client, peek)
