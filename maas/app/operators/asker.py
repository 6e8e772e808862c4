"""Asks one operator over HTTP: what it offers in an area, and whether it is to be left alone."""

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from feeds.fetch.asking import Address, limits_of_kind
from feeds.fetch.client import Client
from maas.app.operators.answers import Heard, Told
from maas.app.operators.breaker import MOST_FAILURES, Breaker
from maas.app.operators.services import Service
from maas.clock import Clock
from maas.errors import FeedError, FeedUnavailable
from maas.requests import Area
from maas.settings import Source

LARGE_BYTES = 50_000
"""An answer that takes longer to parse than the loop should wait."""


@dataclass(slots=True)
class Asker:
    """Asks each service of an operator, the most important first; who fails is left alone."""

    source: Source
    services: tuple[Service, ...]
    client: Client
    clock: Clock
    monotonic: Callable[[], float] = time.monotonic
    breakers: dict[str, Breaker] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)
    """What is wrong with services that do not answer well now, by name."""
    tried_at: int | None = None
    good_at: int | None = None
    """When one was last asked, and answered well (Unix s of the service clock)."""

    def __post_init__(self) -> None:
        self.breakers = {service.name: Breaker() for service in self.services}

    @property
    def rests(self) -> bool:
        """Whether all that the operator has is to be left alone now."""
        now = self.monotonic()
        return all(breaker.is_open(now) for breaker in self.breakers.values())

    @property
    def is_lost(self) -> bool:
        """Whether its most important service failed again and again."""
        return self.breakers[self.services[0].name].failures >= MOST_FAILURES

    async def ask(self, area: Area) -> Told | None:
        """What is offered in an area; None: it did not say. Raises nothing on purpose."""
        now = self.monotonic()
        asked = [each for each in self.services if self.breakers[each.name].admit(now)]
        answers = await asyncio.gather(*(self._answer(service, area) for service in asked))
        if not answers or answers[0] is None:
            return None
        return Told.of([each for each in answers if each is not None], self.clock.now())

    async def _answer(self, service: Service, area: Area) -> Heard | None:
        """What one service says; None: nothing that can be used."""
        breaker, self.tried_at = self.breakers[service.name], self.clock.now()
        try:
            heard = await self._read(service, area)
        except FeedError as problem:
            told_s = problem.retry_after_s if isinstance(problem, FeedUnavailable) else None
            breaker.fail(self.monotonic(), told_s)
            self.errors[service.name] = str(problem)
            return None
        finally:
            breaker.is_on_trial = False
        breaker.succeed()
        self.good_at = self.clock.now()
        self.errors.pop(service.name, None)
        return heard

    async def _read(self, service: Service, area: Area) -> Heard:
        source = self.source
        url = service.url(source.url, area)
        address = Address(url, source.headers, source.allow_private, source.secrets)
        _, content = await self.client.get(address, None, limits_of_kind(source.kind))
        now = self.clock.now()
        if len(content) > LARGE_BYTES:
            parsed = await asyncio.to_thread(service.parse, content, now)
        else:
            parsed = service.parse(content, now)
        return Heard(service.name, content, parsed)
