"""Page cursors in MOTIS's form: `LATER|<unix s>` and `EARLIER|<unix s>`."""

import re
from dataclasses import dataclass

from maas.errors import BadQuery

CURSOR = re.compile(r"(LATER|EARLIER)\|(\d{1,11})", re.ASCII)


@dataclass(frozen=True, slots=True)
class Cursor:
    """Where a page goes on: from `time` later, or up to just before `time`."""

    later: bool
    time: int

    @classmethod
    def parse(cls, text: str) -> "Cursor":
        """Read a cursor.

        Raises:
            BadQuery: it is not one of ours.
        """
        match = CURSOR.fullmatch(text)
        if match is None:
            raise BadQuery("pageCursor", "is not a cursor of an earlier answer")
        return cls(match[1] == "LATER", int(match[2]))

    def __str__(self) -> str:
        return f"{'LATER' if self.later else 'EARLIER'}|{self.time}"
