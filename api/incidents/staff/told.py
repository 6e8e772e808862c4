"""One incident of a file, on its way to being read like any body."""

from dataclasses import dataclass
from typing import Any

from maas.errors import BadQuery


@dataclass(frozen=True, slots=True)
class Told:
    """What a line of a table, or a feature, says."""

    where: str
    """`line 3`, `features[2]`"""
    body: Any
    """As JSON would have it; not read yet."""
    problem: BadQuery | None = None
    """Why it is no body at all."""
