"""A town's own table of car parks, read as `[source.parking-table]` says, whatever its format.

`parser` gives what reads the messages of a source, `reader` what asks for them: the table, or two
in one message where what does not change stands in another. Ids stay the table's own.
"""

from functools import partial

from feeds.fetch.client import Client
from feeds.fetch.pairs import pair_of
from feeds.fetch.reading import Reader, reader_of
from feeds.parking_rules import hold_s
from feeds.parking_table.parsing import parse
from feeds.parking_table.times import peek
from feeds.parsed import Parse
from maas.settings import Source
from maas.settings.parking_table import ParkingTable

__all__ = ["parser", "reader"]


def parser(source: Source) -> Parse:
    """What reads the messages of a source."""
    return partial(parse, _table(source), hold_s(source))


def reader(source: Source, client: Client) -> Reader:
    """What reads a source that has a url."""
    static_url, told = source.options.get("static_url"), partial(peek, _table(source))
    if isinstance(static_url, str):
        return pair_of(source, client, (source.url, static_url), told)
    return reader_of(source, client, told)


def _table(source: Source) -> ParkingTable:
    table = source.options["table"]
    assert isinstance(table, ParkingTable)
    return table
