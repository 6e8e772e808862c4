"""BNLS: the French national base of car parks (CSV, schema 0.1.5): what they are and cost.

It says nothing of now. `parser` gives what reads the file of a source, `reader` what asks for it;
`is_ours` knows one by its head. Bikes that find room in a car park have a facility of their own.
"""

from feeds.bnls.parsing import is_ours, parse, parser
from feeds.fetch.client import Client
from feeds.fetch.reading import Reader, reader_of
from maas.settings import Source

__all__ = ["is_ours", "parse", "parser", "peek", "reader"]


def peek(_: bytes) -> None:
    """It does not say when it was made."""


def reader(source: Source, client: Client) -> Reader:
    """What reads a source that has a url."""
    return reader_of(source, client, peek)
