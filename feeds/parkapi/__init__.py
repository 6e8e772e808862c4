"""ParkAPI: car parks and bike parks of version 3 (`parking-sites`) and version 1 (`lots`).

`parser` gives what reads the messages of a source: one answer, or `{"pages": […]}` where there are
several; `reader` asks for them, page by page and, of version 1, city by city. `is_ours` knows one.
"""

from feeds.parkapi.message import is_ours, peek
from feeds.parkapi.paging import reader
from feeds.parkapi.parsing import parse, parser

__all__ = ["is_ours", "parse", "parser", "peek", "reader"]
