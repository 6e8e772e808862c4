"""Options of `[source.parking-table]`: every mistake is named, with its line."""

from pathlib import Path

import pytest

from maas.errors import BadSettings
from maas.settings import Source, read_territory
from maas.settings.parking_table import ParkingTable

HEAD = """\
name = "town"
timezone = "Europe/Paris"

[[source]]
id = "town"
kind = "parking-table"
url = "https://town.example/parks.json"
interval_s = 60

[source.parking-table]
"""


def read(tmp_path: Path, options: str) -> Source:
    path = tmp_path / "town.toml"
    path.write_text(HEAD + options)
    (source,) = read_territory(path, {"KEY": "secret"}).sources
    return source


def table(tmp_path: Path, options: str) -> ParkingTable:
    found = read(tmp_path, options).options["table"]
    assert isinstance(found, ParkingTable)
    return found


def test_times_without_a_zone_are_the_territory_s_or_as_said(tmp_path: Path) -> None:
    assert table(tmp_path, 'id = "id"').zone.key == "Europe/Paris"
    assert table(tmp_path, 'id = "id"\ntimezone = "Europe/London"').zone.key == "Europe/London"


def test_a_second_table_beside_it(tmp_path: Path) -> None:
    beside = (
        'id = "id"\nstatic_url = "https://${KEY}.example/b.csv"\n[source.parking-table.static]\n'
    )
    source = read(tmp_path, f'{beside}id = "nr"\npoint = "at"')
    assert source.options["static_url"] == "https://secret.example/b.csv"
    assert "secret" in source.secrets
    found = source.options["table"]
    assert isinstance(found, ParkingTable) and found.static is not None
    assert found.static.position.point is not None


@pytest.mark.parametrize(
    ("options", "option", "problem"),
    [
        ("", "id", "is missing"),
        ('id = ""', "id", "names no path"),
        ('id = "a..b"', "id", "is no path"),
        ("id = 7", "id", "text or a list"),
        ('id = "id"\nfre = "x"', "fre", "did you mean free"),
        ('id = "id"\nformat = "xls"', "format", "none of"),
        ('id = "id"\ndelimiter = "x"', "delimiter", "none of"),
        ('id = "id"\nencoding = "utf-88"', "encoding", "no encoding"),
        ('id = "id"\nencoding = "hex"', "encoding", "no encoding"),
        ('id = "id"\ntimezone = "Europe/Nowhere"', "timezone", "no time zone"),
        ('id = "id"\nlat = "y"', "lon", "is missing"),
        ('id = "id"\nlat = "y"\nlon = "x"\npoint = "p"', "point", "either"),
        ('id = "id"\norder = "x,y"', "order", "none of"),
        ('id = "id"\ncrs = "UTM32"', "crs", "such as EPSG"),
        ('id = "id"\ncrs = "EPSG:99999"', "crs", "no system"),
        ('id = "id"\nmax_height_unit = "cm"', "max_height_unit", "no max_height"),
        ('id = "id"\nmax_height = "h"\nmax_height_unit = "ft"', "max_height_unit", "none of"),
        ('id = "id"\nkind = "=garage"', "kind", "none of"),
        ('id = "id"\nstatus = { open = "1" }', "status.path", "is missing"),
        ('id = "id"\nstatus = { path = "s", opened = "1" }', "status.opened", "did you mean open"),
        ('id = "id"\nstatus = { path = "s", open = "1", closed = 1 }', "status.", "too"),
        ('id = "id"\nstatus = { path = "s", otherwise = "x" }', "status.otherwise", "none of"),
        ('id = "id"\nwhere = { a = [] }', "where.a", "needs a value"),
        ('id = "id"\nnewest = "yes"', "newest", "true or false"),
        ('id = "id"\nbays = { blue = "b" }', "bays.blue", "no such option"),
        ('id = "id"\nbays = { disabled = { yes = "J" } }', "bays.disabled.capacity", "is missing"),
        ('id = "id"\nopening_hours = { Lu = "l" }', "opening_hours.Lu", "needs days"),
        ('id = "id"\nopening_hours = { always = "24h" }', "opening_hours", "names no days"),
        ('id = "id"\ntariff = { hour = "h" }', "tariff.hour", "how long one stays"),
        ('id = "id"\ntariff = { list = "p", minutes = "m" }', "tariff.price", "is missing"),
        ('id = "id"\npositions = { a = [91, 2] }', "positions.a", "needs [latitude"),
        ('id = "id"\npositions = { a = [true, 2] }', "positions.a", "needs [latitude"),
        ('id = "id"\nstatic_url = "https://a.example"', "static_url", "needs a table"),
        ('id = "id"\nstatic = { id = "nr" }', "static_url", "is missing"),
        ('id = "id"\nmatch = "place"', "match", "none of"),
    ],
)
def test_a_mistake_names_its_option(
    options: str, option: str, problem: str, tmp_path: Path
) -> None:
    with pytest.raises(BadSettings) as caught:
        read(tmp_path, options)
    said = str(caught.value)
    assert said.startswith(f"source[1].parking-table.{option}")
    assert problem in said
    assert "town.toml" in said


def test_a_mistake_names_its_line(tmp_path: Path) -> None:
    with pytest.raises(BadSettings, match=r"town.toml, line 12"):
        read(tmp_path, 'id = "id"\nfre = "x"')
