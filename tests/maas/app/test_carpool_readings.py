"""Sources of carpooling in the writer: who is read in turn, what is archived."""

from pathlib import Path

import msgspec

from feeds.fetch.client import Client
from maas.app.numbers import Numbers
from maas.app.readings import Readings
from maas.app.writer import archive_of
from maas.archive import ArchiveReader
from maas.bus import Message
from maas.clock import Clock
from maas.model import SourceId
from maas.settings import Territory, read_territory
from tests.cities import write_territory
from tests.feeds.amarillo.carpools import carpool
from tests.feeds.standard_covoiturage.answers import journey

NOW = 1_767_600_000

SOURCES = """
[[source]]
id = "asked"
kind = "standard-covoiturage"
url = "https://covoit.example/api"
[[source]]
id = "pushed"
kind = "standard-covoiturage"
[[source]]
id = "published"
kind = "amarillo"
url = "https://amarillo.example/carpools"
[[source]]
id = "places"
kind = "bnlc"
url = "https://bnlc.example/bnlc.csv"
"""


class Nobody:
    """A publisher whom nobody follows."""

    def publish(self, message: Message) -> None:
        pass


def readings(folder: Path) -> tuple[Territory, Readings]:
    """What the writer of a territory reads."""
    territory = read_territory(write_territory(folder, SOURCES))
    clock = Clock.starting(NOW, 0)
    read = Readings(territory, clock, Numbers(), Nobody(), archive_of(territory), "g")
    return territory, read


async def test_an_operator_who_is_asked_is_not_read_in_turn(tmp_path: Path) -> None:
    _, read = readings(tmp_path)
    async with Client() as client:
        polled = {str(poller.source.id) for poller in read._pollers(client)}
    assert polled == {"published", "places"}


async def test_no_driver_is_archived(tmp_path: Path) -> None:
    territory, read = readings(tmp_path)
    told = {"published": carpool(driver={"alias": "Uli"}), "pushed": [journey()]}
    for name, message in told.items():
        await read.push(SourceId(name), msgspec.json.encode(message))
        kept = ArchiveReader(territory.data_dir / "archive").newest(SourceId(name), NOW)
        assert kept is not None
        assert b"alias" not in kept.content()
        assert b"http" in kept.content()  # where the seat is booked
