"""DATEX II about roads: situations of versions 2 and 3, traffic regulations of version 3.3.

`parse` reads a document, XML or JSON; `parser` is it for one source, `reader` asks for them;
`is_ours` knows a document, `peek` tells when one was made. Car parks: feeds.datex2_parking.
"""

from feeds.datex2.message import is_ours, peek
from feeds.datex2.parsing import parse, parser
from feeds.fetch.client import Client
from feeds.fetch.reading import Reader, reader_of
from maas.settings import Source

__all__ = ["is_ours", "parse", "parser", "peek", "reader"]


def reader(source: Source, client: Client) -> Reader:
    """What reads a source that has a url."""
    return reader_of(source, client, peek)
