"""Heidelberg: what the town tells live, joined with what the map of the town has."""

from datetime import datetime
from pathlib import Path

import numpy as np
import pytest

from feeds.osm.parking import read as read_parking
from feeds.parking_table import parser
from maas.facilities import Facilities, join_facilities
from maas.live.parking import OpeningStatus
from maas.model import SourceId
from maas.settings import read_territory
from maas.snapshot import Batch
from routing.parking.sites import Parking, Room
from tests.parkingtowns import MAP, laid
from tests.shared import ROOT, shared

pytestmark = pytest.mark.real

AT = int(datetime.fromisoformat("2024-06-08T13:26Z").timestamp())
JOINED = {
    "P00": "P0 Am Bismarckplatz",
    "P01": "P1 Poststraße",
    "P03": "P3 Crowne Plaza",
    "P04": "P4 Darmstädter Hof",
    "P05": "P5 Europäischer Hof",
    "P06": "P6 Kraus",
    "P07": "P7 Kaufhof",
    "P08": "P8 Kongresshaus",
    "P09": "P9 Parkhaus am Theater",
    "P10": "P10 Friedrich-Ebert-Anlage 2",
    "P11": "P11 Universitätsbibliothek",
    "P14": "P14 ATOS Klinik",
    "P16": "P16 Nordbrückenkopf",
    "P17": "P17 Stadtbücherei",
    "P18": "P18 BG RCI",
    "P25": "",
    "P26": "",
}
"""What the map calls what the town counts; the other five with a position it does not have."""


@pytest.fixture(scope="module")
def heidelberg() -> Facilities:
    path = shared("data", "heidelberg", "heidelberg.osm.pbf")
    return join_facilities([(MAP, read_parking(path))])


def told(name: str, folder: Path) -> Batch:
    """What a source of the town said."""
    block = (ROOT / "examples" / "parking" / f"{name}.toml").read_text()
    file = folder / f"{name}.toml"
    file.write_text(f'name = "town"\ntimezone = "Europe/Berlin"\n\n{block}')
    (source,) = read_territory(file).sources
    ending = "json" if name == "heidelberg" else "geojson"
    content = shared("data", "heidelberg", f"{name.replace('-', '_')}.{ending}").read_bytes()
    return Batch(SourceId(name), AT, parser(source)(content, AT).records)


def joined(parking: Parking, facilities: Facilities, source: str) -> dict[str, str]:
    """The end of the id of each record that was joined to the map, and its name there."""
    row = {f"{MAP}:{id}": i for i, id in enumerate(facilities.osm_id)}
    return {
        own[-3:]: facilities.name[row[other]]
        for site in parking.sites
        for own in site.ids
        for other in site.ids
        if own.startswith(f"{source}:") and other.startswith(f"{MAP}:")
    }


def test_what_the_town_counts_is_found_on_the_map(heidelberg: Facilities, tmp_path: Path) -> None:
    town = told("heidelberg", tmp_path)
    found = laid({town.source_id: town}, heidelberg, AT)
    assert joined(found, heidelberg, "heidelberg") == JOINED
    rooms = np.bincount(found.room, minlength=3)
    assert rooms[Room.FREE] == sum(bool(site.told.free) for site in found.sites) == 19
    (unplaced,) = found.findings[town.source_id]
    assert (unplaced.rule, unplaced.count) == ("unplaced_parking", 3)
    full = found.sites[found.row["heidelberg:urn:ngsiv2:OffStreetParking:P05"]]
    assert (full.told.free, full.status) == (0, OpeningStatus.OPEN)
    assert found.room[found.row[full.id]] == Room.NONE


def test_bays_for_disabled_people_are_no_part_of_car_parks(
    heidelberg: Facilities, tmp_path: Path
) -> None:
    bays = told("heidelberg-disabled", tmp_path)
    found = laid({bays.source_id: bays}, heidelberg, AT)
    assert joined(found, heidelberg, "heidelberg-disabled") == {}
    own = [row for id, row in found.row.items() if id.startswith("heidelberg-disabled:")]
    assert len(own) == 214
    assert set(found.room[own].tolist()) == {Room.NONE}
