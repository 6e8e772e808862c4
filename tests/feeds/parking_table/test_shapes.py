"""Small answers in the shapes of towns that publish their own, read with the examples."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from feeds.fetch.pairs import composed
from feeds.parking_table import parser
from maas.live import ParkingFacility
from maas.live.parking import BayKind, Bays, OpeningStatus, ParkingKind, Users
from maas.settings import Source, read_territory
from tests.feeds.parking_table.tables import NOW, rules, told
from tests.shared import ROOT

EXAMPLES = ROOT / "examples" / "parking"
AT = "2025-10-09T08:52:00Z"
LOCAL = "2025-10-09T10:52:00"
AT_S = NOW - 80


def source_of(town: str, folder: Path) -> Source:
    """The source of an example, in a territory of its own."""
    file = folder / f"{town}.toml"
    block = (EXAMPLES / f"{town}.toml").read_text()
    file.write_text(f'name = "{town}"\ntimezone = "Europe/Berlin"\n\n{block}')
    (source,) = read_territory(file).sources
    return source


def read_as(town: str, content: Any, folder: Path) -> Mapping[str, ParkingFacility]:
    """What an example makes of a message, in which nothing may be wrong."""
    sent = content if isinstance(content, bytes) else json.dumps(content).encode()
    parsed = parser(source_of(town, folder))(sent, NOW)
    assert rules(parsed).keys() <= {"missing_position"}
    return {each.id: each for each in told(parsed)}


@pytest.mark.parametrize("path", sorted(EXAMPLES.glob("*.toml")), ids=lambda path: path.stem)
def test_an_example_is_one_source_with_one_line_to_change(path: Path, tmp_path: Path) -> None:
    source = source_of(path.stem, tmp_path)
    lines = path.read_text().splitlines()
    assert source.id == path.stem
    assert [line for line in lines if line.startswith(("url", "[["))] == [
        "[[source]]",
        f'url = "{source.url}"',
    ]


def test_heidelberg(tmp_path: Path) -> None:
    values = {
        "name": "P0", "lat": 49.41, "lon": 8.69, "totalSpotNumber": 39, "availableSpotNumber": 1,
        "occupiedSpotNumber": 38, "status": "Offen", "observationDateTime": AT,
        "openingHours": "06:00", "closingHours": "22:00", "handicappedParkingSpots": 2,
        "womenParkingSpots": 0, "familyParkingSpots": 0, "parking_type": "Parking Garage",
        "maximumAllowedHeight": 1.8, "streetAddress": "Weg 5", "postalCode": 69115,
        "addressLocality": "Stadt", "provider": "", "website": "", "description": "",
        "prices": [{"minutes": 60, "price": 2.3, "tarif": "Day"}],
    }  # fmt: skip
    entity = {"id": "urn:P00", "type": "OffStreetParking"} | {
        name: {"type": "Text", "value": value, "metadata": {}} for name, value in values.items()
    }
    found = read_as("heidelberg", [entity], tmp_path)["urn:P00"]
    assert (found.name, found.lat, found.lon, found.capacity, found.free) == (
        "P0",
        49.41,
        8.69,
        39,
        1,
    )
    assert (found.counted_at, found.counts_until) == (AT_S, AT_S + 300)
    assert (found.opening_hours, found.max_height_m) == ("06:00-22:00", 1.8)
    assert found.address == "Weg 5, 69115 Stadt"
    assert [str(step.amount) for step in found.tariff] == ["2.30"]
    assert found.bays[0] == Bays(BayKind.DISABLED, 2)


def test_karlsruhe(tmp_path: Path) -> None:
    properties = dict.fromkeys(
        ["infofeld", "parkhaus_internet", "tarife_oeffnungszeiten", "betreiber_name"]
    ) | {
        "id": 7, "parkhaus_name": "Hof", "gesamte_parkplaetze": 59, "freie_parkplaetze": 16,
        "echtzeit_status": "OK", "echtzeit_belegung": "T", "geschlossen": "F",
        "max_durchfahrtshoehe": 0, "parkhaus_strasse": "Weg 5", "parkhaus_plz": "76437",
        "parkhaus_gemeinde": "Ort", "barrierefrei": "T", "frauenparkplaetze": "F",
        "familienparkplaetze": "F", "e_parken": "F", "stand_freieparkplaetze": AT,
    }  # fmt: skip
    geometry = {"type": "Point", "coordinates": [8.2, 48.86]}
    feature = {"type": "Feature", "id": "p.7", "geometry": geometry, "properties": properties}
    crs = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::4326"}}
    message = {"type": "FeatureCollection", "crs": crs, "features": [feature]}
    found = read_as("karlsruhe", message, tmp_path)["7"]
    assert (found.lat, found.lon, found.capacity, found.free) == (48.86, 8.2, 59, 16)
    assert (found.status, found.max_height_m) == (OpeningStatus.OPEN, None)
    assert found.bays == (Bays(BayKind.DISABLED),)
    properties["echtzeit_status"] = "Störung"
    assert read_as("karlsruhe", message, tmp_path)["7"].free is None


def test_freiburg(tmp_path: Path) -> None:
    properties = {
        "park_id": "P5", "park_name": "Tor", "obs_state": "1", "obs_max": "105", "obs_free": "56",
        "prozent": "53", "obs_ts": LOCAL.replace("T", " "), "park_url": "", "park_zone": "Bahnhof",
    }  # fmt: skip
    geometry = {"type": "Point", "coordinates": [413_824.9, 5_317_088.9]}
    crs = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::25832"}}
    features = [{"type": "Feature", "properties": properties, "geometry": geometry}]
    message = {"type": "FeatureCollection", "crs": crs, "features": features}
    found = read_as("freiburg", message, tmp_path)["P5"]
    assert (found.lat, found.lon) == pytest.approx((48.001286, 7.844732), abs=2e-6)
    assert (found.free, found.counted_at) == (56, AT_S)


def test_freiburg_in_two_tables(tmp_path: Path) -> None:
    counted = {
        "park_id": "PR9", "park_name": "Munzinger Str.", "obs_free": 42, "belegt": 106,
        "obs_max": 148, "prozent": "28", "obs_ts": LOCAL, "park_url": "",
    }  # fmt: skip
    known = {"ogc_fid": 8, "name": "Munzinger Straße", "kategorie": "Park&Ride", "kapazitaet": 148}
    point = {"type": "Point", "coordinates": [7.796, 47.988]}
    features = (
        {"type": "Feature", "properties": each, "geometry": point} for each in (counted, known)
    )
    one, other = ({"type": "FeatureCollection", "features": [each]} for each in features)
    message = composed(json.dumps(one).encode(), json.dumps(other).encode())
    found = read_as("freiburg-p-r", message, tmp_path)
    assert list(found) == ["8"]
    assert (found["8"].free, found["8"].is_park_and_ride, found["8"].kind) == (
        42,
        True,
        ParkingKind.GROUND,
    )


def test_basel(tmp_path: Path) -> None:
    record = {
        "title": "Parkhaus City", "published": AT, "free": 286, "total": 750, "id2": "city",
        "auslastung_prozent": 61.87, "link": "https://basel.example/city",
        "geo_point_2d": {"lon": 7.609, "lat": 47.565},
    }  # fmt: skip
    found = read_as("basel", [record], tmp_path)["city"]
    assert (found.lat, found.lon, found.free) == (47.565, 7.609, 286)


def test_mannheim(tmp_path: Path) -> None:
    record = {
        "uid": "P8", "name": "P8", "lat": "49.52211082686668", "lon": "9.3265", "type": "CAR_PARK",
        "operator_name": "Stadt", "address": "Weg", "description": "", "has_realtime_data": True,
        "realtime_opening_status": "UNKNOWN", "capacity": 60, "realtime_capacity": 60,
        "realtime_free_capacity": 27, "realtime_data_updated_at": "2025-10-09T10:52:00+02:00",
    }  # fmt: skip
    found = read_as("mannheim", {"items": [record]}, tmp_path)["P8"]
    assert (found.lat, found.kind, found.free) == (49.522111, ParkingKind.CAR_PARK, 27)
    assert found.counted_at == AT_S


BIELEFELD = (
    "WKT;gid;pls_id;typ;bez;kapazitaet;hoehe;einfahrtshoehe;frauen;behinderte;zufahrt;e_ladesaeule;"
    "gebuehren;gebuehren_internet;oeffi;kundenp;kategorie;oeff_mo_fr;oeff_sa;oeff_so;b_pls_rest;"
    "b_pls_zeit;b_pls_status\r\n"
    '"POINT (8.538 52.024)";660-1;P1;TZ;Tiefgarage;383;"2,00 m";2;J;25;Weg 1;;;;;;;7:00 - 21:00;'
    'durchgehend;"geschlossen, ganz";203;2025-10-09-10.52.00.000000;FREI\r\n'
    '"POINT (8.6 52.05)";620-1;;P;Parkplatz;;;;;;Weg 2;;Ausweis;;N;N;Unternehmen;;;;;;\r\n'
)


def test_bielefeld(tmp_path: Path) -> None:
    found = read_as("bielefeld", BIELEFELD.encode("utf-8-sig"), tmp_path)
    one, other = found["660-1"], found["620-1"]
    assert (one.lat, one.lon, one.capacity, one.free) == (52.024, 8.538, 383, 203)
    assert (one.name, one.kind, one.counted_at) == (
        "Tiefgarage, Weg 1",
        ParkingKind.UNDERGROUND,
        AT_S,
    )
    assert one.opening_hours == "Mo-Fr 07:00-21:00; Sa 00:00-24:00; Su off"
    assert one.bays == (Bays(BayKind.DISABLED, 25), Bays(BayKind.WOMEN))
    assert (other.users, other.has_fee, other.is_live) == (Users.SUBSCRIBERS, True, False)


def test_rennes(tmp_path: Path) -> None:
    fields = {
        "idparc": "HFR", "nom": "Henri", "lastupdate": "2025-10-09T10:52:00+02:00",
        "etatouverture": "OUVERT", "capacitesoliste": 387, "jrdinfosoliste": 305,
        "nombreplacesdisponibles": 305, "nombreplacesoccupees": 82, "capacitepmr": 8,
        "jrdinfopmr": 7, "nombreplacesdisponiblespmr": 7, "capacitecovoiturage": 10,
        "jrdinfocovoiturage": 9, "capaciteve": 3, "jrdinfoelectrique": 2,
        "coordonnees": [48.121, -1.704],
    }  # fmt: skip
    records = [{"recordid": "x", "fields": fields, "record_timestamp": AT}]
    found = read_as("rennes", {"nhits": 1, "records": records}, tmp_path)["HFR"]
    assert (found.lat, found.lon, found.free) == (48.121, -1.704, 305)
    assert found.bays == (
        Bays(BayKind.DISABLED, 8, 7),
        Bays(BayKind.CARPOOL, 10, 9),
        Bays(BayKind.CHARGING, 3, 2),
    )


@pytest.mark.parametrize("free", ["nombre_places_libres", "nb_places_libres"])
def test_dijon(free: str, tmp_path: Path) -> None:
    geometry = {"type": "Point", "coordinates": [5.04, 47.32]}
    fields = {"numero_parking": 3, free: 12, "nombre_places": 90}
    record = {"fields": fields, "geometry": geometry, "record_timestamp": AT}
    found = read_as("dijon", {"records": [record]}, tmp_path)["3"]
    assert (found.lat, found.lon, found.free, found.capacity) == (47.32, 5.04, 12, 90)


def test_lyon(tmp_path: Path) -> None:
    record = {
        "car_park_id": "P1", "available": 10, "occupied": 90, "available_PRM": 1, "occupied_PRM": 3,
    }  # fmt: skip
    found = read_as("lyon", {"records": [record]}, tmp_path)["P1"]
    assert (found.name, found.capacity, found.free) == ("P1", 100, 10)
    assert found.bays == (Bays(BayKind.DISABLED, 4, 1),)


@pytest.mark.parametrize("is_whole", [True, False])
def test_nice(is_whole: bool, tmp_path: Path) -> None:
    values = {
        "name": "Gare", "availableSpotNumber": 5, "totalSpotNumber": 200, "status": ["open"],
        "occupiedSpotNumber": 195, "maximumAllowedHeight": 2,
        "observationDateTime": {"@type": "DateTime", "@value": AT} if is_whole else AT,
        "location": {"type": "Point", "coordinates": [7.26, 43.70]},
        "address": {"streetAddress": "Rue 1", "addressLocality": "Nice"},
    }  # fmt: skip
    told = {key: {"type": "Property", "value": value} for key, value in values.items()}
    found = read_as("nice", [{"id": "urn:1", **(told if is_whole else values)}], tmp_path)["urn:1"]
    assert (found.lat, found.lon, found.free, found.capacity) == (43.7, 7.26, 5, 200)
    assert (found.status, found.counted_at) == (OpeningStatus.OPEN, AT_S)
    assert found.address == "Rue 1, Nice"


def test_indigo(tmp_path: Path) -> None:
    place = {
        "id": "af-1", "version": 1,
        "name": [{"language": "en", "string": "Station"}, {"language": "fr", "string": "Gare"}],
        "indicativePointLocation": {"longitude": 2.35, "latitude": 48.85},
        "supply": [
            {"supplyQuantity": 9, "supplyViewType": "vehicleView"},
            {"supplyQuantity": 320, "supplyViewType": "spaceView"},
        ],
    }  # fmt: skip
    found = read_as("indigo", [place], tmp_path)["af-1"]
    assert (found.name, found.capacity, found.operator) == ("Gare", 320, "Indigo")
    assert (found.lat, found.lon, found.is_live) == (48.85, 2.35, False)


def test_montpellier(tmp_path: Path) -> None:
    source = source_of("montpellier", tmp_path)
    content = (
        "Date;Heure;Type;Nom;Places_Libres;Places_Totales\n"
        "2025-10-09;10:52;Voiture;Foch;16;480\n"
        "2025-10-09;10:12;Voiture;Foch;99;480\n"
        "2025-10-09;10:52;Velo;Foch;1;2\n"
    )
    parsed = parser(source)(content.encode(), NOW)
    (found,) = told(parsed)
    assert (found.free, found.counted_at, found.counts_until) == (16, AT_S, AT_S + 900)
    assert (found.lat, found.lon) == (43.611, 3.877)
    assert rules(parsed) == {"path_finds_nothing": 23}


def test_single_bays_are_not_for_everyone(tmp_path: Path) -> None:
    geometry = {"type": "Point", "coordinates": [8.679, 49.406]}
    names = ("BEZEICHNUN", "BETREIBER", "BESCHRIFTU", "BESCHREIBU")
    feature = {
        "type": "Feature",
        "id": "x",
        "geometry": geometry,
        "properties": dict.fromkeys(names, "a"),
    }
    message = {"type": "FeatureCollection", "features": [feature]}
    found = read_as("heidelberg-disabled", message, tmp_path)["x"]
    assert (found.users, found.bays) == (Users.SUBSCRIBERS, (Bays(BayKind.DISABLED, 1),))
