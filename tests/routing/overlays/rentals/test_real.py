"""What real operators have is offered, no more and no less than they say."""

import json

import pytest

from feeds.gbfs import parse
from maas.model import SourceId
from maas.snapshot import Batch
from routing.overlays.rentals.drafts import Draft, drafts_of
from routing.overlays.rentals.opening import Opening
from routing.overlays.rentals.systems import systems_of
from tests.shared import shared

pytestmark = pytest.mark.real

VELO = SourceId("velo")


def draft(name: str) -> Draft:
    """The one fleet of a system, at the moment when its files were made."""
    folder = shared("data", "gbfs", name)
    files = {path.stem: json.loads(path.read_bytes()) for path in folder.glob("*.json")}
    live = (files[each] for each in ("station_status", "free_bike_status") if each in files)
    now = min(int(file["last_updated"]) for file in live)
    batch = Batch(VELO, now, parse(json.dumps(files).encode(), VELO, now).records)
    (system,) = systems_of(batch)
    (found,) = drafts_of(0, system, Opening(system, now), {})
    return found


def test_rouen() -> None:
    bikes = draft("rouen")
    assert sum(spot.n for spot in bikes.taking) == 639
    assert (len(bikes.taking), len(bikes.leaving), bikes.anywhere) == (115, 119, False)


def test_san_francisco() -> None:
    """With bikes on the street, each of which is offered, and is left at a station."""
    bikes = draft("sf-baywheels")
    assert sum(spot.n for spot in bikes.taking if spot.place >= 0) == 5217
    assert sum(spot.n for spot in bikes.taking if spot.place < 0) == 720
