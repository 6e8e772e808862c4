"""GBFS: stations and vehicles to rent, of all versions from 1.0 to 3.1-RC, to records.

`parse` reads one message, all files of a system in one JSON object (`message.py`), and `parser` is
it for one source; `peek` reads its time; `reader` composes messages of what is published; `hide`
makes them fit to be kept. Ids stay the feed's own.
"""

from feeds.gbfs.hiding import hide
from feeds.gbfs.message import peek
from feeds.gbfs.parsing import parse, parser
from feeds.gbfs.reading import reader

__all__ = ["hide", "parse", "parser", "peek", "reader"]
