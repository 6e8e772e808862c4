"""Kinds by name and by content."""

from pathlib import Path

import msgspec
import pytest

from feeds.registry import KINDS, PLANNED, adapter, find_kind
from maas.errors import BadSettings
from tests.feeds.amarillo.carpools import carpool
from tests.feeds.bnlc.rows import file as bnlc
from tests.feeds.bnlc.rows import row as place
from tests.feeds.bnls.rows import file as bnls
from tests.feeds.bnls.rows import row
from tests.feeds.cifs.documents import document as cifs
from tests.feeds.cifs.documents import incident
from tests.feeds.datex2.documents import order, orders, situations
from tests.feeds.datex2_parking.documents import record, status, statuses, table
from tests.feeds.gtfs.feed import SOUND, tables, write
from tests.feeds.parkapi.answers import lot, lots, site, sites
from tests.feeds.standard_covoiturage.answers import every, journey, regular
from tests.feeds.waze.messages import alert, message
from tests.shared import shared


def test_an_adapter_is_imported_by_its_kind() -> None:
    assert adapter("gtfs").__name__ == "feeds.gtfs"


def test_a_planned_kind_is_refused_by_name() -> None:
    with pytest.raises(BadSettings, match="ocpi is not built yet"):
        adapter("ocpi")


def test_an_unknown_kind_is_told_the_known_ones() -> None:
    with pytest.raises(BadSettings, match=r"'gtsf' is not one of .*gtfs"):
        adapter("gtsf")


def test_no_kind_is_both_built_and_planned() -> None:
    assert not KINDS.keys() & PLANNED


def test_a_zip_of_tables_is_gtfs(tmp_path: Path) -> None:
    assert find_kind(write(tmp_path / "any.name", tables(SOUND))) == "gtfs"
    assert find_kind(write(tmp_path / "sub.zip", {"feed/stops.txt": "stop_id\n"})) == "gtfs"


def test_a_folder_of_tables_is_gtfs(tmp_path: Path) -> None:
    assert find_kind(tmp_path) is None
    (tmp_path / "stops.txt").write_text("stop_id\n")
    assert find_kind(tmp_path) == "gtfs"


def test_streets_are_told_by_their_header(tmp_path: Path) -> None:
    path = tmp_path / "map"
    path.write_bytes(b"\x00\x00\x00\x0e\x0a\x09OSMHeader\x18\x9a\x01")
    assert find_kind(path) == "osm"


@pytest.mark.parametrize(
    "content",
    [
        b"\n\x0b\n\x032.0\x10\x00\x18\xaa\xd5\xa8\xcb\x06",
        b'{"header": {"timestamp": 1, "gtfsRealtimeVersion": "2.0"}, "entity": []}',
        b'{\n "header": {\n "gtfs_realtime_version": "1.0"',
    ],
)
def test_messages_are_told_by_their_header(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "TripUpdates"
    path.write_bytes(content)
    assert find_kind(path) == "gtfs-rt"


@pytest.mark.parametrize(
    "content",
    [
        b'{"last_updated": 1, "data": {"feeds": [{"name": "station_status", "url": "x.json"}]}}',
        b'{"data": {"fr": {"feeds": [{"name": "free_bike_status", "url": "https://a.example"}]}}}',
        b'{"data": {"datasets": []}}',
        b'\xef\xbb\xbf {"station_information": {}}',
        b'{"systems": {"a": {"vehicle_status": {}}}}',
    ],
)
def test_systems_to_rent_from_are_told_by_what_they_name(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "gbfs.json"
    path.write_bytes(content)
    assert find_kind(path) == "gbfs"


@pytest.mark.parametrize("name", ["station_information.json", "free_bike_status"])
def test_a_folder_of_stations_or_vehicles_is_gbfs(tmp_path: Path, name: str) -> None:
    (tmp_path / "station_status.json").write_text("{}")
    assert find_kind(tmp_path) is None
    (tmp_path / name).write_text("{}")
    assert find_kind(tmp_path) == "gbfs"


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (sites(site()), "parkapi"),
        (lots(lot()), "parkapi"),
        (b'{"api_version": "1.0", "cities": {"Dresden": "Dresden"}}', "parkapi"),
        (b'{"pages": [%b]}' % sites(site()), "parkapi"),
        (table(record()), "datex2-parking"),
        (statuses(status()), "datex2-parking"),
        (bnls(row()), "bnls"),
        (b'{"items": [{"id": 1}]}', None),
        (b"<html>parkingTable</html>", None),
        (b"id;nom\n1;2\n", None),
    ],
)
def test_car_parks_are_told_by_what_is_said_of_them(
    tmp_path: Path, content: bytes, kind: str | None
) -> None:
    path = tmp_path / "file"
    path.write_bytes(content)
    assert find_kind(path) == kind


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (msgspec.json.encode([journey()]), "standard-covoiturage"),
        (msgspec.json.encode([regular(every("MON", "08:00:00"))]), "standard-covoiturage"),
        (msgspec.json.encode({"driverJourneys": [journey()]}), "standard-covoiturage"),
        (msgspec.json.encode([carpool()]), "amarillo"),
        (msgspec.json.encode({"carpools": [carpool()]}), "amarillo"),
        (bnlc(place()), "bnlc"),
        (b"[]", None),
        (b'[{"id": 1}]', None),
    ],
)
def test_offers_of_seats_are_told_by_what_is_said_of_them(
    tmp_path: Path, content: bytes, kind: str | None
) -> None:
    path = tmp_path / "file"
    path.write_bytes(content)
    assert find_kind(path) == kind


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (message(), "waze"),
        (message(alerts=[alert()]), "waze"),
        (cifs(incident()), "cifs"),
        (msgspec.json.encode({"incidents": []}), "cifs"),
        (situations(), "datex2"),
        (orders(order()), "datex2"),
        (b'{"alerts": [{"id": 1}]}', None),
        (b"<incident/>", None),
    ],
)
def test_the_road_is_told_by_what_is_said_of_it(
    tmp_path: Path, content: bytes, kind: str | None
) -> None:
    path = tmp_path / "file"
    path.write_bytes(content)
    assert find_kind(path) == kind


@pytest.mark.parametrize(
    "content", [b"{}", b'{"data": {"feeds": []}}', b'{"data": 3', b'{"a": {"b": {}}}']
)
def test_other_json_is_nothing(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "file.json"
    path.write_bytes(content)
    assert find_kind(path) is None


@pytest.mark.parametrize("content", [b"", b"PK", b"PK\x03\x04 garbage", b"<html>", b"\x00" * 64])
def test_anything_else_is_nothing(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "file.zip"
    path.write_bytes(content)
    assert find_kind(path) is None
    assert find_kind(tmp_path / "missing") is None


@pytest.mark.real
def test_real_files_are_told_apart() -> None:
    assert find_kind(shared("data", "porto", "porto.osm.pbf")) == "osm"
    assert find_kind(shared("data", "porto", "gtfs_stcp.zip")) == "gtfs"
    assert find_kind(shared("data", "gbfs", "rouen")) == "gbfs"
    assert find_kind(shared("data", "gbfs", "fixtures", "v3.0", "manifest.json")) == "gbfs"
    parking = shared("data", "parking")
    assert find_kind(parking) is None
    assert find_kind(parking / "mannheim.json") == "parkapi"
    assert find_kind(parking / "stuttgart-static.xml") == "datex2-parking"
    assert find_kind(parking / "stuttgart-realtime.xml") == "datex2-parking"
    assert find_kind(parking / "bnls_2022.csv") == "bnls"
    assert find_kind(parking / "basel.json") is find_kind(parking / "bielefeld.csv") is None
    carpool = shared("data", "carpool")
    assert find_kind(carpool / "bnlc.csv") == "bnlc"
    assert find_kind(carpool / "mitfahrbank" / "gtfs") == "gtfs"
    playground = carpool / "standard-covoiturage-playground"
    assert {find_kind(path) for path in playground.iterdir()} == {"standard-covoiturage"}
    assert find_kind(shared("data", "waze", "waze_ccp_nyc_2019.json")) == "waze"
    assert find_kind(shared("data", "waze", "cifs_dialog_expected.xml")) == "cifs"
    assert find_kind(shared("data", "datex2", "fr-dialog", "example.xml")) == "datex2"
    assert find_kind(shared("data", "traffic", "bretagne_signalements.geojson")) is None
    folder = shared("data", "gtfs-rt")
    messages = [*folder.rglob("*.pb"), *folder.rglob("??.json")]
    assert [path.name for path in messages if find_kind(path) != "gtfs-rt"] == []
