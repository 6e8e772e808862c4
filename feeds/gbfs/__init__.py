"""GBFS: stations and vehicles to rent, of all versions from 1.0 to 3.1-RC, to records.

`parse` reads one message, all files of a system in one JSON object (`message.py`), `peek` its time.
Ids stay the feed's own.
"""

from feeds.gbfs.message import peek
from feeds.gbfs.parsing import parse

__all__ = ["parse", "peek"]
