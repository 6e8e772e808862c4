"""BNLC: the French national base of carpool places (CSV, schemas 0.2 and 0.3): where people meet.

It says nothing of now. `parser` gives what reads the file of a source, `reader` what asks for it;
`is_ours` knows one by its head.
"""

from feeds.bnlc.parsing import is_ours, parse, parser
from feeds.fetch.client import Client
from feeds.fetch.reading import Reader, reader_of
from maas.settings import Source

__all__ = ["is_ours", "parse", "parser", "peek", "reader"]


def peek(_: bytes) -> None:
    """It does not say when it was made."""


def reader(source: Source, client: Client) -> Reader:
    """What reads a source that has a url."""
    return reader_of(source, client, peek)
