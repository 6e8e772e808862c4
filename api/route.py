"""What a route is: an address, what is asked there, what is answered, and by whom."""

import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

import msgspec
from aiohttp import web

from api.reply import JSON
from maas.keys import Scope
from maas.settings import ExchangeSettings, ReportsSettings

EXCHANGE = "/exchange/"
READERS = (Scope.EXCHANGE, Scope.PARTNER, Scope.STAFF, Scope.PLANNER)
"""Who reads what a territory gives on, where not everyone may."""

VERSIONS = re.compile(r"/api/(?P<all>[^/]+)(?P<rest>/.+)")


@dataclass(frozen=True, slots=True)
class Route:
    """One row of the table of routes."""

    method: str
    path: str
    """The versions of an address of MOTIS stand in it: `/api/v1,v4,v6/trip` is three addresses."""
    query: type[msgspec.Struct] | None
    answer: Any
    """A type of `api.wire` or a tuple of one; None: not JSON of ours, `media` says what."""
    handler: Callable[[web.Request], Awaitable[web.StreamResponse]]
    body: type[msgspec.Struct] | None = None
    takes: str = ""
    """Media type of a body that is not JSON of ours."""
    problems: tuple[int, ...] = ()
    """Statuses answered with a problem."""
    other: tuple[int, ...] = ()
    """Further statuses with the same answer type."""
    media: str = JSON
    also: tuple[str, ...] = ()
    """Other media types that `Accept` may ask for."""
    address: type[msgspec.Struct] | None = None
    """The variable parts of the path: `{name}` for each member."""
    scope: Scope | None = None
    """Whose key it takes, beside the operator's; None: it is open to all."""
    others: tuple[Scope, ...] = ()
    """Further scopes whose keys it takes."""
    may_open: bool = False
    """A territory may take it without a key as well, as it says in `[reports]`."""

    beside: tuple[str, ...] = ()
    """What `{id}` is not, for these words have addresses of their own."""

    @property
    def patterns(self) -> tuple[str, ...]:
        """Every address as the router matches it."""
        if not self.beside:
            return self.paths
        pattern = f"{{id:(?!(?:{'|'.join(self.beside)})$)[^{{}}/]+}}"
        return tuple(path.replace("{id}", pattern) for path in self.paths)

    @property
    def paths(self) -> tuple[str, ...]:
        """Every address, the newest version last."""
        match = VERSIONS.fullmatch(self.path)
        if match is None:
            return (self.path,)
        return tuple(f"/api/{version}{match['rest']}" for version in match["all"].split(","))

    @property
    def is_exchange(self) -> bool:
        """Whether other platforms take data there, which a territory may close."""
        return self.path.startswith(EXCHANGE)

    @property
    def name(self) -> str:
        """The handler's name, unique over the table."""
        return getattr(self.handler, "__name__", self.path)


def scopes_of(
    route: Route | None, exchange: ExchangeSettings, reports: ReportsSettings
) -> tuple[Scope, ...]:
    """Whose keys a route takes in a territory with these rules; none: it is open to all."""
    if route is None or (route.may_open and reports.is_open):
        return ()
    if route.scope is None:
        return READERS if route.is_exchange and not exchange.is_open else ()
    return (route.scope, *route.others)
