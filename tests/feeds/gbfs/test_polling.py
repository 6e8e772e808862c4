"""A poller that asks an operator in turn."""

from dataclasses import dataclass, field

from feeds.fetch.client import Client
from feeds.fetch.poller import Poller
from maas.clock import Clock
from maas.model import SourceId
from maas.settings import Source
from tests.feeds.gbfs.operator import Operator, reading
from tests.feeds.gbfs.systems import NOW


@dataclass
class Desk:
    """Notes what it is given."""

    told: list[str] = field(default_factory=list)

    async def take(self, content: bytes) -> None:
        self.told.append("taken")

    async def confirm(self) -> None:
        self.told.append("confirmed")

    async def fail(self, problem: str) -> None:
        self.told.append("failed")


async def test_a_poller_goes_on_without_a_restart(operator: Operator, client: Client) -> None:
    sound = dict(operator.replies)
    operator.replies = {"gbfs.json": b"<html>"}
    reader = reading(client, f"{operator.url}/gbfs.json")
    source, desk = Source(SourceId("velo"), "gbfs", operator.url, interval_s=30), Desk()
    poller = Poller(source, reader, desk, Clock.starting(NOW, 1), chance=lambda: 0.0)
    pauses = [await poller.turn(), await poller.turn()]
    operator.replies = sound
    pauses += [await poller.turn(), await poller.turn()]
    assert desk.told == ["failed", "failed", "taken", "confirmed"]
    assert pauses == [30, 60, 30, 30]
    assert poller.defects == 0
