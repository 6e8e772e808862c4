"""Questions about the past: which world they are put to, and when they are refused."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field, replace

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from api.app import make_app
from api.keys import DEFECTS
from api.ports import Ports
from api.served import Served
from maas.errors import NotFound, Overloaded
from tests.api.world import FakePlanner, holder, now
from tests.itineraries import NINE

PLAN = "/api/v6/plan?fromPlace=41.15,-8.61&toPlace=41.16,-8.62"
Client = TestClient[web.Request, web.Application]


@dataclass
class FakePast:
    """Knows one world, from half past eight on."""

    world: Served
    asked: list[int] = field(default_factory=list)

    async def served(self, at: int) -> Served:
        self.asked.append(at)
        if at < NINE - 1800:
            raise NotFound("nothing is archived of then; the archive begins at half past eight")
        if at == NINE - 1:
            raise Overloaded("too many ask for the past")
        return self.world


@pytest.fixture
def past() -> FakePast:
    return FakePast(replace(holder(FakePlanner()).current, version="g0.3"))


@pytest.fixture
async def client(past: FakePast) -> AsyncIterator[Client]:
    app = make_app(holder(FakePlanner()), now, ports=Ports(past=past))
    async with TestClient(TestServer(app)) as client:
        yield client
        assert app[DEFECTS].count == 0


async def ask(client: Client, path: str) -> tuple[int, str, object]:
    reply = await client.get(path)
    told = await reply.json()
    return reply.status, reply.headers["Maas-Version"], told.get("detail")


async def test_a_question_is_put_to_the_world_of_then(client: Client, past: FakePast) -> None:
    status, version, _ = await ask(client, f"{PLAN}&asOf=2023-09-20T06:45:00Z")
    assert (status, version) == (200, "g0.3")
    assert past.asked == [NINE - 900]
    planner = past.world.planner
    assert isinstance(planner, FakePlanner)
    assert planner.asked[0].time == NINE - 900, "it asks about then unless it says otherwise"


async def test_without_it_the_newest_world_answers(client: Client, past: FakePast) -> None:
    assert (await ask(client, PLAN))[:2] == (200, "g1.7")
    assert past.asked == []


@pytest.mark.parametrize(
    ("as_of", "status", "said"),
    [
        ("2023-09-20T07:00:01Z", 400, "lies in the future"),
        ("yesterday", 400, "is not a time"),
        ("2023-09-20T06:29:59Z", 404, "the archive begins at half past eight"),
        ("2023-09-20T06:59:59Z", 503, "too many"),
    ],
)
async def test_what_cannot_be_known_is_refused_in_words(
    client: Client, as_of: str, status: int, said: str
) -> None:
    found, _, detail = await ask(client, f"{PLAN}&asOf={as_of}")
    assert found == status
    assert said in str(detail)


async def test_other_addresses_know_only_the_present(client: Client, past: FakePast) -> None:
    reply = await client.get("/health/ready?asOf=2023-09-20T06:45:00Z")
    assert reply.status == 200
    assert past.asked == []
