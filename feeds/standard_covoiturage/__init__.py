"""Standard covoiturage: what operators of carpooling answer to who asks for drivers.

Nobody publishes a list of all offers: an operator is asked for those from one place to another.
`requests_of` says where, `parse_journeys` and `parse_regular` read the two answers; `parser` reads
either, or both as members of an object, where answers are pushed or lie in a file; `hide` makes
them fit to be kept.
"""

from feeds.fetch.client import Client
from feeds.fetch.reading import Reader, reader_of
from feeds.standard_covoiturage.asking import Wanted, requests_of
from feeds.standard_covoiturage.calling import CallingReader
from feeds.standard_covoiturage.hiding import hide
from feeds.standard_covoiturage.message import is_ours
from feeds.standard_covoiturage.parsing import parse, parse_journeys, parse_regular, parser
from maas.settings import Source

__all__ = [
    "Wanted",
    "hide",
    "is_ours",
    "parse",
    "parse_journeys",
    "parse_regular",
    "parser",
    "peek",
    "reader",
    "requests_of",
]


def peek(_: bytes) -> None:
    """It does not say when it was made."""


def reader(source: Source, client: Client) -> Reader:
    """What reads answers that lie in a file, or whether an operator answers at all."""
    return CallingReader(source, client) if source.is_asked else reader_of(source, client, peek)
