"""DATEX II: car parks of versions 2.3 and 3, and of the facility tables before them.

A message is a document, XML or JSON, or two of them: the status and the table that it is of.
`parser` gives what reads the messages of a source, `reader` what asks for them, `peek` tells when
one was made; `is_ours` knows one by its content.
"""

from feeds.datex2_parking.parsing import parse, parser
from feeds.datex2_parking.peeking import is_ours, peek
from feeds.fetch.client import Client
from feeds.fetch.pairs import pair_of
from feeds.fetch.reading import Reader, reader_of
from maas.settings import Source

__all__ = ["is_ours", "parse", "parser", "peek", "reader"]


def reader(source: Source, client: Client) -> Reader:
    """What reads a source that has a url: the table, and its status where that is another file."""
    status_url = source.options.get("status_url")
    if isinstance(status_url, str):
        return pair_of(source, client, (status_url, source.url), peek)
    return reader_of(source, client, peek)
