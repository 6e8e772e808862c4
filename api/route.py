"""What a route is: an address, what is asked there, what is answered, and by whom."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

import msgspec
from aiohttp import web

from api.reply import JSON


@dataclass(frozen=True, slots=True)
class Route:
    """One row of the table of routes."""

    method: str
    path: str
    query: type[msgspec.Struct] | None
    answer: type[msgspec.Struct] | None
    """None: not a JSON object of ours; `media` says what."""
    handler: Callable[[web.Request], Awaitable[web.StreamResponse]]
    problems: tuple[int, ...] = ()
    """Statuses answered with a problem."""
    other: tuple[int, ...] = ()
    """Further statuses with the same answer type."""
    media: str = JSON

    @property
    def name(self) -> str:
        """The handler's name, unique over the table."""
        return getattr(self.handler, "__name__", self.path)
