"""Where facilities are, in all the ways that tables tell it."""

from typing import Any

import pytest

from maas.errors import FeedMalformed
from tests.feeds.parking_table.tables import facilities, facility, read, rules

HERE = (48.5, 7.25)


@pytest.mark.parametrize(
    ("options", "record"),
    [
        ('lat = "y"\nlon = "x"', {"y": "48,5", "x": " 7.25"}),
        ('point = "p"', {"p": {"lat": 48.5, "lon": 7.25}}),
        ('point = "p"', {"p": {"lat": "48.5", "lng": "7.25"}}),
        ('point = "p"', {"p": {"latitude": 48.5, "longitude": 7.25}}),
        ('point = "p"', {"p": {"type": "geo:point", "value": "48.5, 7.25"}}),
        ('point = "p"', {"p": "48.5,7.25"}),
        ('point = "p"', {"p": "(48.5; 7.25)"}),
        ('point = "p"', {"p": [48.5, 7.25]}),
        ('point = "p"\norder = "lon,lat"', {"p": "7.25 48.5"}),
        ('point = "p"\norder = "lon,lat"', {"p": ["7.25", 48.5, 120]}),
        ('point = "p"', {"p": "POINT (7.25 48.5)"}),
        ('point = "p"', {"p": "SRID=4326;point z(7.25 48.5 120)"}),
        ('point = "p"\norder = "lat,lon"', {"p": "POINT(48.5 7.25)"}),
        ('point = "p"', {"p": {"type": "Point", "coordinates": [7.25, 48.5]}}),
        (
            'point = "p"',
            {"p": {"coordinates": [[[7.2, 48.4], [7.3, 48.4], [7.3, 48.6], [7.2, 48.6]]]}},
        ),
        ('point = "p"\ncrs = "EPSG:4326"', {"p": [48.5, 7.25]}),
        ("", {"lat": 48.5, "lng": 7.25}),
        ("", {"geo_point_2d": [48.5, 7.25], "geometry": None}),
        ("", {"fields": {"coordonnees": "48.5,7.25"}}),
        ("", {"location": {"type": "GeoProperty", "value": {"coordinates": [7.25, 48.5]}}}),
        ("[positions]\na = [48.5, 7.25]", {}),
    ],
)
def test_positions(options: str, record: dict[str, Any]) -> None:
    found = facility(options, record)
    assert (found.lat, found.lon) == HERE


@pytest.mark.parametrize(
    ("crs", "x", "y", "lat", "lon"),
    [
        ("EPSG:25832", 415_798.02, 5_315_581.66, 47.987991, 7.871473),
        ("EPSG:2154", 700_000.0, 6_600_000.0, 46.5, 3.0),
        ("EPSG:2056", 2_611_000.0, 1_267_000.0, 47.55364, 7.58461),
        ("EPSG:21781", 611_000.0, 267_000.0, 47.55364, 7.58461),
        ("EPSG:3857", 261_845.7, 6_250_868.9, 48.8584, 2.3522),
    ],
)
def test_metres_on_the_maps_of_countries(
    crs: str, x: float, y: float, lat: float, lon: float
) -> None:
    """Origins of systems, and a car park whose town publishes it in metres and in degrees."""
    found = facility(f'crs = "{crs}"\nlat = "y"\nlon = "x"', {"x": x, "y": y})
    assert (found.lat, found.lon) == pytest.approx((lat, lon), abs=2e-4)


def test_a_geojson_that_says_in_which_system_it_is() -> None:
    crs: dict[str, Any] = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::25832"}}
    point = {"type": "Point", "coordinates": [415_798.02, 5_315_581.66]}
    features = [{"type": "Feature", "properties": {"id": 1}, "geometry": point}]
    found = facilities('id = "id"', {"crs": crs, "features": features})["1"]
    assert (found.lat, found.lon) == pytest.approx((47.987991, 7.871473), abs=2e-4)
    crs["properties"] = {"name": "EPSG:99999"}
    with pytest.raises(FeedMalformed, match="EPSG:99999"):
        read('id = "id"', {"crs": crs, "features": features})


@pytest.mark.parametrize(
    "at", [[0, 0], [91, 181], [1e300, 7], ["x", 7], [True, 1], "48.5", [[]], {}]
)
def test_what_is_nowhere_on_earth_is_not_placed(at: Any) -> None:
    parsed = read('id = "id"\npoint = "p"', [{"id": 1, "p": at}])
    assert parsed.records[0].lat is None
    assert rules(parsed)["missing_position"] == 1


def test_one_position_of_many_the_other_way_round() -> None:
    records = [{"id": i, "p": [48.5 + i / 100, 7.25]} for i in range(5)] + [
        {"id": 9, "p": [7.25, 48.5]}
    ]
    parsed = read('id = "id"\npoint = "p"', records)
    assert rules(parsed) == {"swapped_position": 1}
    assert (parsed.records[5].lat, parsed.records[5].lon) == HERE


def test_positions_of_facilities_that_are_not_there() -> None:
    parsed = read('id = "id"\n[positions]\na = [48.5, 7.25]\nb = [48.6, 7.25]', [{"id": "a"}])
    assert rules(parsed) == {"path_finds_nothing": 1}
    assert "positions: b" in parsed.rejections[0].text
