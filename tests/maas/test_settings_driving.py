"""`[driving]` and `[[policy]]`: what they say, and how mistakes in them are named."""

import json
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from maas.errors import BadSettings
from maas.settings import Territory, join_territories, read_territory

BASE = """
name = "town"
timezone = "Europe/Paris"
[[source]]
id = "streets"
kind = "osm"
url = "file:streets.osm.pbf"
"""
SQUARE = [[[2.0, 48.0], [2.1, 48.0], [2.1, 48.1], [2.0, 48.0]]]
ZONE = {"type": "Feature", "properties": {}, "geometry": {"type": "Polygon", "coordinates": SQUARE}}
POLICY = """
[[policy]]
id = "zfe"
kind = "low-emission-zone"
name = "ZFE"
url = "file:zone.geojson"
"""


def territory(folder: Path, more: str, zone: object = ZONE) -> Territory:
    """A territory file with more in it, and the file of a zone beside it."""
    (folder / "zone.geojson").write_text(json.dumps(zone))
    path = folder / "town.toml"
    path.write_text(BASE + more)
    return read_territory(path, {})


def test_driving_costs_what_is_said(tmp_path: Path) -> None:
    assert territory(tmp_path, "").driving.price_per_km is None
    found = territory(tmp_path, '[driving]\nprice_per_km = 0.29\ncurrency = "EUR"').driving
    assert (found.price_per_km, found.currency) == (Decimal("0.29"), "EUR")


@pytest.mark.parametrize(
    ("table", "option"),
    [
        ("price_per_km = 0.29", "driving.currency"),
        ('price_per_km = 0.29\ncurrency = "Euro"', "driving.currency"),
        ('currency = "EUR"', "driving.price_per_km"),
        ('price_per_km = -1\ncurrency = "EUR"', "driving.price_per_km"),
        ('price_per_mile = 1\ncurrency = "EUR"', "driving.price_per_mile"),
    ],
)
def test_mistakes_about_driving_are_named(tmp_path: Path, table: str, option: str) -> None:
    with pytest.raises(BadSettings, match=option):
        territory(tmp_path, f"[driving]\n{table}")


def test_policies_say_who_may_enter_where_and_when(tmp_path: Path) -> None:
    more = """
    page = "https://example.org/zfe"
    since = 2025-01-01
    until = "2030-12-31"
    hours = "Mo-Fr 08:00-20:00"
    allowed = ["electric", "crit-air-1"]
    exempt = "disabled"
    """
    (policy,) = territory(tmp_path, POLICY + more).policies
    assert (policy.id, policy.name, policy.page) == ("zfe", "ZFE", "https://example.org/zfe")
    assert (policy.since, policy.until) == (date(2025, 1, 1), date(2030, 12, 31))
    assert policy.allowed == ("electric", "crit-air-1")
    assert policy.classes == {"electric", "crit-air-1", "disabled"}
    assert policy.area == ((tuple(map(tuple, SQUARE[0])),),)


@pytest.mark.parametrize(
    "zone",
    [
        {"type": "FeatureCollection", "features": [ZONE, ZONE]},
        {"type": "MultiPolygon", "coordinates": [SQUARE, SQUARE]},
        {"type": "GeometryCollection", "geometries": [ZONE["geometry"], ZONE["geometry"]]},
    ],
)
def test_areas_may_be_several_polygons(tmp_path: Path, zone: object) -> None:
    assert len(territory(tmp_path, POLICY, zone).policies[0].area) == 2


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"type": "Point", "coordinates": [2, 48]}, "a Point is no area"),
        ({"type": "Polygon", "coordinates": [SQUARE[0][:3]]}, "a ring is not closed"),
        ({"type": "Polygon", "coordinates": [[[200, 48]] * 4]}, "is no longitude"),
        ({"type": "Polygon", "coordinates": [[[2]] * 4]}, "is no GeoJSON"),
        ({"type": "FeatureCollection", "features": []}, "holds no polygon"),
        ([], "is no GeoJSON"),
    ],
)
def test_what_is_no_area_is_refused(tmp_path: Path, wrong: object, said: str) -> None:
    with pytest.raises(BadSettings, match=said) as refused:
        territory(tmp_path, POLICY, wrong)
    assert "policy[1].url" in str(refused.value)


@pytest.mark.parametrize(
    ("was", "now", "said"),
    [
        ('"low-emission-zone"', '"congestion-charge"', "not built; known: low-emission-zone"),
        ('"low-emission-zone"', '"truck-ban"', "closed_to.*names no class"),
        ('"ZFE"', '"ZFE"\nclosed_to = ["truck"]', "belongs to a truck-ban"),
        ('"file:zone.geojson"', '"https://example.org/z"', "names no file"),
        ('"file:zone.geojson"', '"file:other.geojson"', "cannot be read"),
        ('"zfe"', '"Z F E"', "a-z, 0-9"),
        ('"ZFE"', '"ZFE"\nsince = "soon"', "needs a day"),
        ('"ZFE"', '"ZFE"\nsince = 2025-01-02\nuntil = 2025-01-01', "is before since"),
        ('"ZFE"', '"ZFE"\nallowed = ["Electric!"]', "a-z, 0-9"),
        ('"ZFE"', '"ZFE"\nallow = ["electric"]', "did you mean allowed"),
    ],
)
def test_mistakes_in_a_policy_are_named(tmp_path: Path, was: str, now: str, said: str) -> None:
    with pytest.raises(BadSettings, match=said):
        territory(tmp_path, POLICY.replace(was, now))


def test_two_policies_may_not_have_one_id(tmp_path: Path) -> None:
    with pytest.raises(BadSettings, match="two policies are called 'zfe'"):
        territory(tmp_path, POLICY + POLICY)
    one = territory(tmp_path, POLICY)
    with pytest.raises(BadSettings, match="two sources"):
        join_territories([one, one])
