"""Waze for Cities: the partner feed of alerts, jams and irregularities (JSON); Traffic View.

`parse` reads a message; `parser` is it for one source, `reader` asks for them; `is_ours` knows a
message; `hide` makes it fit to be kept: who reported something is nobody's business.
"""

from feeds.fetch.client import Client
from feeds.fetch.reading import Reader, reader_of
from feeds.waze.hiding import hide
from feeds.waze.message import is_ours, peek
from feeds.waze.parsing import parse, parser
from maas.settings import Source

__all__ = ["hide", "is_ours", "parse", "parser", "peek", "reader"]


def reader(source: Source, client: Client) -> Reader:
    """What reads a source that has a url."""
    return reader_of(source, client, peek)
