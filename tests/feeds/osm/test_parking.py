"""What maps say of places to park: what they are, for whom, and where one drives in."""

from collections import Counter
from pathlib import Path

import numpy as np
import pytest

from feeds.osm.parking import read
from feeds.osm.parking_tags import facility_of, metres_of, seconds_of
from maas.arrays import to_arrays
from maas.errors import FeedMalformed
from maas.facilities import Facilities
from maas.live.parking import BayKind, Bays, ParkingFacility, ParkingKind, Purpose, Users
from tests.shared import shared
from tests.streetmaps import StreetMap, tags_of

SQUARE = "\nA---B\n|   |\nD---C     E     F\n"


def read_map(folder: Path, drawn: StreetMap) -> Facilities:
    path = folder / "map.osm"
    path.write_text(drawn.xml())
    return read(path)


def told(tags: str) -> ParkingFacility:
    found = facility_of("node/1", 1.0, 2.0, tags_of(tags))
    assert found is not None
    return found


def test_an_area_lies_in_its_middle_and_knows_its_entrance(tmp_path: Path) -> None:
    garage = "amenity=parking parking=underground name=Market ref=P3 capacity=120 fee=yes"
    nodes = {"B": "amenity=parking_entrance", "E": "amenity=bicycle_parking capacity=8"}
    drawn = StreetMap(SQUARE, {"ABCDA": garage}, nodes=nodes)
    found, at = read_map(tmp_path, drawn), drawn.positions()
    bikes, cars = sorted(
        (found.told(row) for row in range(len(found))), key=lambda each: each.purpose is Purpose.CAR
    )
    assert (cars.osm_id, cars.name, cars.kind) == ("way/1", "P3 Market", ParkingKind.UNDERGROUND)
    assert cars.lat == pytest.approx((at["A"].lat + at["C"].lat) / 2, abs=1e-7)
    assert cars.lon == pytest.approx((at["A"].lon + at["C"].lon) / 2, abs=1e-7)
    assert (bikes.purpose, bikes.capacity, bikes.has_fee) == (Purpose.BIKE, 8, None)
    row = list(found.osm_id).index("way/1")
    ((lat, lon),) = found.entrances_of(row)
    assert (lat, lon) == pytest.approx((at["B"].lat, at["B"].lon), abs=1e-6)


def test_entrances_of_one_name_lead_into_a_garage_that_is_not_drawn(tmp_path: Path) -> None:
    named, nameless = "amenity=parking_entrance name=Opera", "amenity=parking_entrance"
    drawn = StreetMap(SQUARE, {}, nodes={"A": named, "B": named, "F": nameless})
    found = read_map(tmp_path, drawn)
    (garage,) = (found.told(row) for row in range(len(found)))
    assert (garage.name, garage.kind) == ("Opera", ParkingKind.UNDERGROUND)
    assert len(found.entrances_of(0)) == 2


@pytest.mark.parametrize(
    ("tags", "users"),
    [
        ("amenity=parking", Users.ALL),
        ("amenity=parking access=permissive", Users.ALL),
        ("amenity=parking access=private", Users.SUBSCRIBERS),
        ("amenity=parking access=customers", Users.CUSTOMERS),
        ("amenity=parking access=private motor_vehicle=yes", Users.ALL),
        ("amenity=bicycle_parking access=private", Users.SUBSCRIBERS),
        ("amenity=bicycle_parking motor_vehicle=no", Users.ALL),
        ("amenity=parking capacity=2 capacity:disabled=2", Users.SUBSCRIBERS),
        ("amenity=parking parking=garage_boxes", Users.SUBSCRIBERS),
        ("amenity=parking parking=garage_boxes access=yes", Users.ALL),
    ],
)
def test_who_may_park(tags: str, users: Users) -> None:
    assert told(tags).users is users


@pytest.mark.parametrize(
    ("tags", "has_fee", "text"),
    [
        ("amenity=parking", None, ""),
        ("amenity=parking fee=no", False, ""),
        ("amenity=parking fee=unknown", None, ""),
        ("amenity=parking fee=yes charge=2+EUR/hour", True, "2 EUR/hour"),
        ("amenity=parking fee=Mo-Fr+08:00-19:00", True, "Mo-Fr 08:00-19:00"),
        ("amenity=parking fee=no fee:conditional=yes+@+(Mo-Fr)", True, "yes @ (Mo-Fr)"),
    ],
)
def test_whether_one_pays(tags: str, has_fee: bool | None, text: str) -> None:
    assert (told(tags).has_fee, told(tags).fee_text) == (has_fee, text)


def test_bays_for_some() -> None:
    bays = told(
        "amenity=parking capacity:disabled=yes capacity:women=no capacity:bus=3 capacity:x=1"
    )
    assert bays.bays == (Bays(BayKind.DISABLED), Bays(BayKind.WOMEN, 0), Bays(BayKind.BUS, 3))


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("120", 7200), ("2 hours", 7200), ("1.5 h", 5400), ("30 minutes", 1800),
        ("2 days", 172_800), ("no limit", None), ("load-unload", None), ("0", None),
        ("1" * 99, None), ("", None),
    ],
)  # fmt: skip
def test_how_long_one_may_stay(text: str, seconds: int | None) -> None:
    assert seconds_of(text) == seconds


@pytest.mark.parametrize(
    ("text", "metres"),
    [
        ("2", 2.0), ("2,10 m", 2.1), ("1.80/2.50", 1.8), ("6'7\"", 2.01), ("7'", 2.13),
        ("default", None), ("0", None), ("9" * 400, None), ("", None),
    ],
)  # fmt: skip
def test_how_high_one_may_be(text: str, metres: float | None) -> None:
    assert metres_of(text) == metres


@pytest.mark.parametrize("capacity", ["0", "many", "²", "9" * 7, "-3"])
def test_a_senseless_capacity_is_unknown(capacity: str) -> None:
    assert told(f"amenity=parking capacity={capacity}").capacity is None


def test_what_is_no_map_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "map.osm"
    path.write_text("<osm version='0.6'><node")
    with pytest.raises(FeedMalformed, match="cannot be read"):
        read(path)


@pytest.mark.real
def test_heidelberg_and_porto() -> None:
    heidelberg = read(shared("data", "heidelberg", "heidelberg.osm.pbf"))
    kinds = Counter(heidelberg.told(row).purpose for row in range(len(heidelberg)))
    # 979 are tagged; of 4 the extract lacks all or some ways, and one is drawn by entrances alone
    assert kinds == {Purpose.CAR: 979 - 4 + 1, Purpose.BIKE: 59 - 1}
    assert sum(array.nbytes for array in to_arrays(heidelberg).values()) < 130_000
    porto = read(shared("data", "porto", "porto.osm.pbf"))
    of_nodes = [id for id in porto.osm_id if id.startswith("node")]
    assert (len(porto), len(of_nodes)) == (27 + 5, 14 + 5)
    assert int(np.count_nonzero(np.diff(porto.entrances.first))) == 10
