"""Zones, their rules and their shapes."""

from typing import Any

import pytest

from feeds.parsed import Parsed
from maas.live import RentalZone, Text
from maas.live.rentals import ZoneRule
from tests.feeds.gbfs.systems import NOW, file, read, rules, system, whole

RING = [[-1.5, 47.2], [-1.49, 47.2], [-1.49, 47.21], [-1.5, 47.21], [-1.5, 47.2]]
HOLE = [[-1.497, 47.203], [-1.493, 47.203], [-1.493, 47.207], [-1.497, 47.203]]
BOW = [[-1.5, 47.2], [-1.49, 47.21], [-1.49, 47.2], [-1.5, 47.21], [-1.5, 47.2]]
NO_RIDES = {"ride_start_allowed": False, "ride_end_allowed": False, "ride_through_allowed": False}


def feature(
    *rings: Any, told: Any = (NO_RIDES,), kind: str = "MultiPolygon", **more: Any
) -> dict[str, Any]:
    """A zone of one polygon."""
    polygon: Any = list(rings or (RING,))
    return {
        "type": "Feature",
        "geometry": {"type": kind, "coordinates": polygon if kind == "Polygon" else [polygon]},
        "properties": {"name": "Quai", "rules": list(told), **more},
    }


def of_zones(*features: Any, **more: Any) -> Parsed:
    collection = {"type": "FeatureCollection", "features": list(features)}
    return read(system(geofencing_zones=file(geofencing_zones=collection, **more)))


def zones(parsed: Parsed) -> list[RentalZone]:
    return [each for each in parsed.records if isinstance(each, RentalZone)]


def test_all_that_is_told_of_a_zone() -> None:
    rule = {**NO_RIDES, "maximum_speed_kph": 6, "vehicle_type_ids": ["e"], "station_parking": True}
    parsed = of_zones(feature(told=[rule], start=NOW, end="2025-06-15T16:00:00Z"))
    assert rules(parsed) == {}
    (zone,) = zones(parsed)
    assert (zone.name, zone.start, zone.end) == ((Text("Quai", "fr"),), NOW, NOW + 3200)
    assert zone.rules == (ZoneRule(False, False, False, True, 6, ("e",)),)
    assert zone.area == ((tuple((lon, lat) for lon, lat in RING),),)


def test_zones_and_rules_keep_their_order() -> None:
    """The first one takes precedence."""
    two = [{**NO_RIDES, "vehicle_type_ids": [id]} for id in "ab"]
    found = zones(of_zones(feature(told=two, name="1"), feature(name="2")))
    assert [zone.name[0].text for zone in found] == ["1", "2"]
    assert [rule.type_ids for rule in found[0].rules] == [("a",), ("b",)]


def test_rules_of_older_versions() -> None:
    told = {"ride_allowed": False, "ride_through_allowed": True, "vehicle_type_id": "a"}
    (zone,) = zones(of_zones(feature(told=[told])))
    assert zone.rules == (ZoneRule(False, False, True, type_ids=("a",)),)


def test_what_a_rule_does_not_say_is_allowed() -> None:
    parsed = of_zones(feature(told=[{"maximum_speed_kph": 10}, "none"]))
    assert zones(parsed)[0].rules == (ZoneRule(max_kmh=10),)
    assert rules(parsed) == {"untold_rule": 1, "invalid_record": 1}


def test_rules_outside_all_zones() -> None:
    parsed = of_zones(global_rules=[{**NO_RIDES, "ride_through_allowed": True}])
    assert whole(parsed).rules == (ZoneRule(False, False, True),)
    assert whole(of_zones(feature())).rules == ()


@pytest.mark.parametrize("told", [(), None, ["x"]])
def test_a_zone_without_rules_says_nothing(told: Any) -> None:
    parsed = of_zones(feature(told=told or ()))
    assert (zones(parsed), "zone_without_rules" in rules(parsed)) == ([], True)


def test_a_polygon_is_as_good_as_several() -> None:
    assert zones(of_zones(feature(kind="Polygon"))) == zones(of_zones(feature()))


def test_holes_are_kept() -> None:
    (zone,) = zones(of_zones(feature(RING, HOLE)))
    assert [len(ring) for ring in zone.area[0]] == [5, 4]


@pytest.mark.parametrize(
    ("ring", "points", "rule"),
    [
        (RING[:-1], 5, "open_ring"),
        (BOW, 5, "self_crossing_ring"),
        ([[lon, lat, 12.5] for lon, lat in RING], 5, None),
    ],
)
def test_shapes_are_repaired(ring: Any, points: int, rule: str | None) -> None:
    parsed = of_zones(feature(ring))
    assert len(zones(parsed)[0].area[0][0]) == points
    assert rules(parsed) == ({rule: 1} if rule else {})


@pytest.mark.parametrize(
    "ring",
    [
        [],
        RING[:2],
        [RING[0]] * 5,
        [[-1.5, 47.2], [-1.4, 47.2], [-1.3, 47.2], [-1.5, 47.2]],
        [*RING[:4], ["a", "b"]],
        [*RING[:4], [200, 47.2]],
        [*RING[:4], None],
        "ring",
    ],
)
def test_what_is_no_shape_is_left_out(ring: Any) -> None:
    parsed = of_zones(feature(ring), feature())
    assert (len(zones(parsed)), "invalid_area" in rules(parsed)) == (1, True)


@pytest.mark.parametrize(
    "feature_", [None, 3, {}, {"properties": []}, {**feature(), "geometry": 1}]
)
def test_what_is_no_zone_is_left_out(feature_: Any) -> None:
    assert len(zones(of_zones(feature_, feature()))) == 1


def test_a_hole_that_is_none_costs_itself() -> None:
    (zone,) = zones(of_zones(feature(RING, RING[:2])))
    assert len(zone.area[0]) == 1


def test_a_zone_that_ends_before_it_begins_always_holds() -> None:
    parsed = of_zones(feature(start=NOW, end=NOW - 1))
    assert (zones(parsed)[0].start, rules(parsed)) == (None, {"invalid_period": 1})
