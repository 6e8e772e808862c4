"""`GET /metrics`: all workers together, whichever is asked, in the text format of Prometheus."""

from asyncio import to_thread
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

from aiohttp import web
from prometheus_client.core import Metric
from prometheus_client.exposition import choose_encoder

from api.keys import NOW, PORTS, ROUTE_OF, SERVED
from api.metrics.families import (
    answer_families,
    data_families,
    process_families,
    vital_families,
)
from api.metrics.processes import find_usages


@dataclass(frozen=True, slots=True)
class Registry:
    """As the encoders of prometheus_client want it."""

    families: tuple[Metric, ...]

    def collect(self) -> Iterator[Metric]:
        """Every family."""
        return iter(self.families)


async def metrics(request: web.Request) -> web.Response:
    """Answers, latencies, searches, sources, memory: for Prometheus and its like."""
    meters = request.app[PORTS].meter.meters
    usages = await to_thread(lambda: tuple(find_usages(meters)))
    families = chain(
        answer_families(meters, tuple(request.app[ROUTE_OF].values())),
        vital_families(meters),
        process_families(usages),
        data_families(request[SERVED], request.app[NOW]()),
    )
    encode, content_type = choose_encoder(request.headers.get("Accept", ""))
    body = encode(Registry(tuple(families)))
    return web.Response(body=body, headers={"Content-Type": content_type})
