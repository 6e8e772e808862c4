"""What operators publish, read and written again, is GBFS 3.0."""

import json
from pathlib import Path

import jsonschema
import msgspec
import pytest

from api.exchange.rentals import published
from feeds.fetch.asking import Version
from feeds.fetch.client import Client
from feeds.gbfs import parse, reader
from feeds.gbfs.writing import About, write
from maas.live import RentalStation, RentalVehicle
from maas.model import SourceId
from maas.settings import Source
from maas.snapshot import Batch
from routing.overlays.rentals.applying import apply_rentals
from tests.shared import shared

pytestmark = pytest.mark.real

FOLDERS = ("rouen", "sf-baywheels", "fixtures/v2.3", "fixtures/v3.0", "fixtures/v3.1-RC3")


@pytest.mark.parametrize("name", FOLDERS)
async def test_read_and_written_it_passes_the_official_schemas(name: str) -> None:
    folder = shared("data", "gbfs", *name.split("/"))
    now = latest(folder)
    source = Source(SourceId("velo"), "gbfs", f"file:{folder}")
    reading = await reader(source, Client()).read(Version(), now)
    assert reading.content is not None
    batch = Batch(source.id, now, parse(reading.content, source.id, now).records)
    for system in apply_rentals(None, {source.id: batch}, now, None).systems:
        records = tuple(published(system, now))
        about = About("https://city.example/exchange/gbfs", "Europe/Paris", now)
        files = {name: file.whole(60) for name, file in write(records, about).items()}
        for file, body in files.items():
            schema = json.loads(shared("standards", "gbfs", "v3.0", f"{file}.json").read_text())
            jsonschema.Draft7Validator(schema).validate(json.loads(body))
        again = parse(message(files), SourceId("again"), now).records
        for kind in (RentalStation, RentalVehicle):
            ids = [each.id for each in records if isinstance(each, kind)]
            assert [each.id for each in again if isinstance(each, kind)] == ids


def message(files: dict[str, bytes]) -> bytes:
    """The files of a system in one."""
    return msgspec.json.encode({name: msgspec.Raw(body) for name, body in files.items()})


def latest(folder: Path) -> int:
    """When the newest file was made, as far as they say it as a number; else some day of 2026."""
    told = (json.loads(path.read_bytes()) for path in folder.glob("*.json"))
    made = [each.get("last_updated") for each in told if isinstance(each, dict)]
    return max((at for at in made if isinstance(at, int)), default=1_780_000_000)
