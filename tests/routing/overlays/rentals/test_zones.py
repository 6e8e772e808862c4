"""What rules forbid where: precedence of zones, of rules, in time, at rims and at stations."""

from itertools import pairwise

import pytest

from maas.live import RentalZone, VehicleType
from maas.live.rentals import ReturnRule, ZoneRule
from routing.rentals.fleets import Fleet, Ground, Rentals
from tests.rentals import BIKES, NOW, box, laid, left, only, station, system, vehicle
from tests.streetmaps import StreetMap, Town

NAMES = "ABCDE"
WAYS = [a + b for a, b in pairwise(NAMES)]
TOWN = Town(StreetMap("\nA---B---C---D---E\n", dict.fromkeys(WAYS, "highway=residential")))
AT = TOWN.positions
STREETS = TOWN.router
NO_PARKING = ZoneRule(may_end=False)
NO_RIDING = ZoneRule(may_start=False, may_end=False, may_pass=False)
SLOW = ZoneRule(max_kmh=10)
SCOOTER = VehicleType("velo", "scooter", returns=ReturnRule.ANYWHERE)
BIKE = VehicleType("velo", "bike", returns=ReturnRule.ANYWHERE)
FREE, STOP = Ground(0), Ground.NO_END
CLOSED = Ground.NO_PASS | Ground.NO_START | Ground.NO_END


def zone(letters: str, *rules: ZoneRule, margin: float = 1e-5, **told: int) -> RentalZone:
    """A zone around two letters: what leads on from them is crossed by its rim."""
    return RentalZone("velo", box(AT[letters[0]], AT[letters[1]], margin), rules=rules, **told)


def grounds(fleet: Fleet) -> list[Ground]:
    """What holds on each way, from A to E."""
    if fleet.ground is None:
        return [FREE] * len(WAYS)
    return [Ground(int(fleet.ground[edge])) for edge in _edges()]


def limits(fleet: Fleet) -> list[int]:
    assert fleet.max_kmh is not None
    return [int(fleet.max_kmh[edge]) for edge in _edges()]


def _edges() -> list[int]:
    edges, lon = TOWN.network.edges, TOWN.network.vertices.lon_e7
    return sorted(range(len(WAYS)), key=lambda e: lon[edges.tail[e]] + lon[edges.head[e]])


def with_zones(
    *zones: RentalZone, rules: tuple[ZoneRule, ...] = (), now: int = NOW, type_id: str = "scooter"
) -> Fleet:
    told = system(rules=rules), SCOOTER, BIKE, *zones, vehicle("v", AT["A"], type_id=type_id)
    return only(laid(STREETS, *told, now=now))


def test_without_zones_everything_is_allowed() -> None:
    fleet = with_zones()
    assert (fleet.ground, fleet.max_kmh) == (None, None)


def test_a_zone_forbids_what_its_rule_says_on_all_it_touches() -> None:
    assert grounds(with_zones(zone("BC", NO_PARKING))) == [STOP, STOP, STOP, FREE]
    assert grounds(with_zones(zone("DE", NO_RIDING))) == [FREE, FREE, CLOSED, CLOSED]


def test_the_earlier_polygon_goes_before_the_later_one() -> None:
    free = zone("AC", ZoneRule())
    assert grounds(with_zones(free, zone("AE", NO_PARKING))) == [FREE, FREE, STOP, STOP]
    assert grounds(with_zones(zone("AE", NO_PARKING), free)) == [STOP] * 4


def test_a_polygon_goes_before_what_holds_everywhere() -> None:
    area = with_zones(zone("AC", ZoneRule()), rules=(NO_PARKING,))
    assert grounds(area) == [FREE, FREE, STOP, STOP]


def test_a_ride_ends_in_no_street_that_is_partly_out_of_the_area() -> None:
    """Bikes left in the middle of nowhere: the rim is no place to leave one."""
    area = with_zones(zone("AC", ZoneRule(), margin=1e-4), rules=(NO_PARKING,))
    assert grounds(area)[2] == STOP


def test_the_earlier_rule_of_a_list_goes_before_the_later_one() -> None:
    assert grounds(with_zones(zone("AE", ZoneRule(), NO_PARKING))) == [FREE] * 4


def test_rules_are_of_the_types_they_name() -> None:
    for_bikes = ZoneRule(may_end=False, type_ids=("bike",))
    rules = zone("AE", for_bikes), zone("AC", NO_RIDING)
    assert grounds(with_zones(*rules)) == [CLOSED, CLOSED, CLOSED, FREE]
    assert grounds(with_zones(*rules, type_id="bike")) == [STOP] * 4


def test_types_under_the_same_rules_share_what_is_painted() -> None:
    vehicles = [vehicle(each, AT["A"], type_id=each) for each in ("scooter", "bike")]
    rentals = laid(STREETS, system(), SCOOTER, BIKE, zone("AC", NO_PARKING), *vehicles)
    one, other = rentals.fleets
    assert one.ground is other.ground is not None


@pytest.mark.parametrize(("at", "is_in_force"), [(-1, False), (0, True), (59, True), (60, False)])
def test_zones_hold_for_their_time(at: int, is_in_force: bool) -> None:
    fleet = with_zones(zone("AE", NO_PARKING, start=NOW, end=NOW + 60), now=NOW + at)
    assert grounds(fleet) == [STOP if is_in_force else FREE] * 4


def test_the_overlay_is_made_anew_when_a_zone_begins() -> None:
    soon = zone("AE", NO_PARKING, start=NOW + 30)
    assert laid(STREETS, system(), SCOOTER, soon).until == NOW + 30


def test_the_lower_limit_holds_on_an_edge_of_two_zones() -> None:
    fleet = with_zones(zone("AC", SLOW), zone("CE", ZoneRule(max_kmh=6)), rules=(SLOW,))
    assert limits(fleet) == [10, 10, 6, 6]
    assert fleet.ground is None


def test_only_stations_may_be_the_end_where_it_is_said() -> None:
    fleet = with_zones(zone("AC", ZoneRule(stations_only=True)))
    assert grounds(fleet)[0] == Ground.STATIONS_ONLY


def test_the_area_of_a_station_goes_before_zones() -> None:
    area = box(AT["C"], AT["D"], 1e-5)
    virtual = station("s", AT["C"], is_virtual=True, area=area)
    told = zone("AE", NO_RIDING), vehicle("v", AT["A"], type_id="scooter")
    fleet = only(laid(STREETS, system(), SCOOTER, virtual, *told))
    assert grounds(fleet) == [CLOSED, Ground.NO_PASS, Ground.NO_PASS, Ground.NO_PASS]


def test_anywhere_in_the_area_of_a_station_is_a_place_to_leave() -> None:
    area = box(AT["B"], AT["E"], 1e-5)
    told = station("s", AT["A"]), station("t", AT["E"], free=4, is_virtual=True, area=area)
    rentals = laid(STREETS, system(), *told)
    assert left(rentals) == {"s": 3, "t": 4}
    leaving = only(rentals).leaving
    assert leaving.place.tolist() == [0, 1, 1, 1, 1]
    middle = (AT["B"].lon + AT["C"].lon) / 2
    assert leaving.at[:, 1].min() == AT["A"].lon
    assert middle == pytest.approx(leaving.at[1:, 1].min(), abs=1e-7)


def test_what_was_painted_before_is_the_same_array_while_rules_stay() -> None:
    def told(n: int, *rules: ZoneRule) -> tuple[object, ...]:
        return system(), SCOOTER, zone("AC", *rules), vehicle(f"v{n}", AT["A"], type_id="scooter")

    before = laid(STREETS, *told(1, NO_PARKING))  # type: ignore[arg-type]
    after = laid(STREETS, *told(2, NO_PARKING), previous=before)  # type: ignore[arg-type]
    assert only(after).ground is only(before).ground
    assert _areas(after) == _areas(before)
    changed = laid(STREETS, *told(3, NO_RIDING), previous=after)  # type: ignore[arg-type]
    assert grounds(only(changed)) == [CLOSED, CLOSED, CLOSED, FREE]


def _areas(rentals: Rentals) -> list[int]:
    return [id(covered) for covered in rentals.parts[BIKES].covered.values()]
