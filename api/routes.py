"""Every address served: one table, from which routing and `/openapi.json` derive."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

import msgspec
from aiohttp import web

from api import wire
from api.caps import caps
from api.health import health, live, ready
from api.plan import plan
from api.plan_query import PlanQuery


@dataclass(frozen=True, slots=True)
class Route:
    """One address: what is asked, what is answered and by whom."""

    method: str
    path: str
    query: type[msgspec.Struct] | None
    answer: type[msgspec.Struct] | None
    """None: HTML, or a document that describes itself."""
    handler: Callable[[web.Request], Awaitable[web.StreamResponse]]
    problems: tuple[int, ...] = ()
    """Statuses answered with a problem."""
    other: tuple[int, ...] = ()
    """Further statuses with the same answer type."""


ROUTES = (
    Route("GET", "/api/v6/plan", PlanQuery, wire.PlanAnswer, plan, problems=(400, 404, 422)),
    Route("GET", "/api/v1/health", None, wire.Health, health, other=(400,)),
    Route("GET", "/health/live", None, wire.Alive, live),
    Route("GET", "/health/ready", None, wire.Readiness, ready),
    Route("GET", "/v1/limits", None, wire.Limits, caps),
)
