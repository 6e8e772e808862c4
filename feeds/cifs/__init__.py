"""CIFS, version 2: closures and incidents as towns give them to Waze (XML or JSON).

`parse` reads a document; `parser` is it for one source, `reader` asks for them; `is_ours` knows a
document, `peek` tells when one was made.
"""

from feeds.cifs.message import is_ours, peek
from feeds.cifs.parsing import parse, parser
from feeds.fetch.client import Client
from feeds.fetch.reading import Reader, reader_of
from maas.settings import Source

__all__ = ["is_ours", "parse", "parser", "peek", "reader"]


def reader(source: Source, client: Client) -> Reader:
    """What reads a source that has a url."""
    return reader_of(source, client, peek)
