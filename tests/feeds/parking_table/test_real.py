"""What towns really publish, read with their examples: no sound record is lost."""

from datetime import datetime
from pathlib import Path

import pytest

from feeds.fetch.pairs import composed
from feeds.parking_table import parser
from feeds.parsed import Parsed
from maas.live.parking import BayKind, OpeningStatus, ParkingKind, Users
from tests.feeds.parking_table.tables import rules, told
from tests.feeds.parking_table.test_shapes import source_of
from tests.shared import shared

pytestmark = pytest.mark.real

TOWNS = {
    # file, when it was published: records, of which live, with a count, and placed; rules broken
    "heidelberg": (
        "heidelberg/heidelberg.json", "2024-06-08T13:26Z", (25, 25, 22, 22),
        {"negative_count": 1, "missing_position": 3},
    ),
    "karlsruhe": ("parking/karlsruhe.json", "2024-11-27T18:40Z", (90, 39, 34, 90), {}),
    "freiburg": (
        "parking/freiburg.json", "2024-06-10T08:21Z", (19, 19, 17, 19), {"none_of_none": 1},
    ),
    "basel": (
        "parking/basel.json", "2024-07-28T12:07Z", (16, 16, 16, 16),
        {"missing_id": 1, "free_slightly_over_capacity": 1},
    ),
    "mannheim": ("parking/mannheim.json", "2024-02-20T16:06Z", (1, 1, 1, 1), {}),
    "bielefeld": (
        "parking/bielefeld.csv", "2026-02-06T07:36Z", (853, 21, 21, 853), {"invalid_hours": 3},
    ),
    "montpellier": (
        "parking/montpellier_carparks.csv", "2026-01-10T22:58Z", (24, 24, 24, 24), {},
    ),
    "heidelberg-disabled": (
        "heidelberg/heidelberg_disabled.geojson", "2024-06-08T13:26Z", (214, 0, 0, 214), {},
    ),
}  # fmt: skip


def read_town(town: str, folder: Path) -> Parsed:
    """What an example makes of the town's answer, a minute after it was published."""
    file, at, _, _ = TOWNS[town]
    content = shared("data", *file.split("/")).read_bytes()
    return parser(source_of(town, folder))(content, int(datetime.fromisoformat(at).timestamp()))


@pytest.mark.parametrize("town", TOWNS)
def test_no_sound_record_is_lost(town: str, tmp_path: Path) -> None:
    _, at, counts, broken = TOWNS[town]
    now = int(datetime.fromisoformat(at).timestamp())
    parsed = read_town(town, tmp_path)
    found = told(parsed)
    placed = sum(each.lat is not None for each in found)
    counted = [each for each in found if each.free is not None]
    assert (len(found), sum(each.is_live for each in found), len(counted), placed) == counts
    assert rules(parsed) == broken
    assert all(abs(now - (each.counted_at or 0)) < 500 for each in counted)


def test_freiburg_s_park_and_ride_of_two_tables(tmp_path: Path) -> None:
    folder = shared("data", "parking")
    live, static = (folder / f"freiburg_p_r_{name}.json" for name in ("sensors", "static"))
    now = int(datetime.fromisoformat("2025-05-05T12:35+02:00").timestamp())
    content = composed(live.read_bytes(), static.read_bytes())
    found = told(parser(source_of("freiburg-p-r", tmp_path))(content, now))
    counted = {each.id: each.free for each in found if each.free is not None}
    assert len(found) == 15
    assert counted == {"79": 72, "41": 31, "112": 42, "83": 10, "113": 54}
    assert sum(each.is_park_and_ride is True for each in found) == 9


def test_what_heidelberg_tells(tmp_path: Path) -> None:
    found = {each.name: each for each in told(read_town("heidelberg", tmp_path))}
    first = found["P0 Am Bismarckplatz"]
    assert (first.capacity, first.free, first.max_height_m) == (39, 1, 1.8)
    assert (first.opening_hours, len(first.tariff)) == ("06:00-22:00", 10)
    assert found["P3 Crowne Plaza"].free is None  # out of order, and says so
    assert found["P19 Campbell Barracks"].free == 317  # of 353, 36 taken
    assert found["P23 Neuenheimer Feld - Ost"].free is None  # -8 of 1


def test_what_karlsruhe_and_bielefeld_tell(tmp_path: Path) -> None:
    karlsruhe = {each.name: each for each in told(read_town("karlsruhe", tmp_path))}
    assert karlsruhe["Kreuzstraße"].free == 0
    assert karlsruhe["Kongresszentrum PH1"].free is None  # out of order
    closed = [each for each in karlsruhe.values() if each.status is OpeningStatus.CLOSED]
    assert len(closed) == 1
    bielefeld = told(read_town("bielefeld", tmp_path))
    assert sum(each.kind is ParkingKind.GROUND for each in bielefeld) == 796
    assert sum(each.users is Users.CUSTOMERS for each in bielefeld) == 606
    assert sum(bays.kind is BayKind.DISABLED for each in bielefeld for bays in each.bays) == 32
