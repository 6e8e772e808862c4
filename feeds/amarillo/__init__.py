"""Amarillo: ride offers as agencies publish them (JSON), once or weekly, with stops on the way.

`parse` reads a message, one offer or many; `parser` is it for one source, `reader` asks for them;
`is_ours` knows a message; `hide` makes it fit to be kept.
"""

from feeds.amarillo.hiding import hide
from feeds.amarillo.message import is_ours
from feeds.amarillo.parsing import parse, parser
from feeds.fetch.client import Client
from feeds.fetch.reading import Reader, reader_of
from maas.settings import Source

__all__ = ["hide", "is_ours", "parse", "parser", "peek", "reader"]


def peek(_: bytes) -> None:
    """It does not say when it was made, only when each offer was changed."""


def reader(source: Source, client: Client) -> Reader:
    """What reads a source that has a url."""
    return reader_of(source, client, peek)
