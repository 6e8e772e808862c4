"""Whatever operators say: only what is there is offered, all of it; the past changes nothing."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass

import numpy as np
import pytest

from maas.live import Record, RentalStation, RentalVehicle, RentalZone, VehicleType
from maas.live.rentals import FormFactor, ReturnRule, TypeCount, ZoneRule
from maas.model import LatLon
from routing.rentals.fleets import Fleet, Rentals, System
from tests.rentals import NOW, box, laid, station, system, vehicle
from tests.streetmaps import StreetMap, Town

TOWN = Town(
    StreetMap(
        "\nA---B---C\n|   |   |\nD---E---F\n",
        {"ABC": "highway=residential", "DEF": "highway=residential", "BE": "highway=cycleway"},
    )
)
AT = list(TOWN.positions.values())
TYPES = ("a", "b", "c")
SEEDS = range(60)


def message(seed: int) -> list[Record]:
    """A system of chance."""
    dice = np.random.default_rng(seed)
    told = system(
        stations_until=NOW + int(dice.integers(-1, 3)),
        vehicles_until=NOW + int(dice.integers(-1, 3)),
        rules=tuple(_rules(dice)),
    )
    return [told, *_types(dice), *_stations(dice), *_vehicles(dice), *_zones(dice)]


def _some(dice: np.random.Generator, *values: object) -> object:
    return values[int(dice.integers(len(values)))]


def _types(dice: np.random.Generator) -> Iterator[VehicleType]:
    for id in TYPES[: int(dice.integers(0, 4))]:
        form = _some(dice, FormFactor.BICYCLE, FormFactor.BICYCLE, FormFactor.CAR)
        yield VehicleType("velo", id, form, returns=_some(dice, *ReturnRule))  # type: ignore[arg-type]


def _stations(dice: np.random.Generator) -> Iterator[RentalStation]:
    for i in range(int(dice.integers(0, 4))):
        at = AT[int(dice.integers(len(AT)))]
        yield station(
            f"s{i}", at, _some(dice, None, 0, 1, 3), _some(dice, None, 0, 2),  # type: ignore[arg-type]
            by_type=_some(dice, (), (TypeCount(("a", "b"), 1), TypeCount(("c",), 0))),
            free_by_type=_some(dice, (), (), (TypeCount(("a",), 1),)),
            is_installed=_some(dice, True, True, False),
            is_renting=_some(dice, True, None, False),
            is_returning=_some(dice, True, None, False),
            area=_some(dice, (), (), box(at, at, 3e-4)),
        )  # fmt: skip


def _vehicles(dice: np.random.Generator) -> Iterator[RentalVehicle]:
    for i in range(int(dice.integers(0, 5))):
        at = AT[int(dice.integers(len(AT)))]
        off = LatLon(at.lat + float(_some(dice, 0.0, 0.0, 0.01)), at.lon)  # type: ignore[arg-type]
        yield vehicle(
            f"v{i}", off,
            type_id=_some(dice, "", "a", "b"),
            station_id=_some(dice, "", "s0", "s9"),
            home_station_id=_some(dice, "", "s1"),
            is_reserved=_some(dice, False, False, True),
            until=_some(dice, None, NOW, NOW + 1),
        )  # fmt: skip


def _zones(dice: np.random.Generator) -> Iterator[RentalZone]:
    for _ in range(int(dice.integers(0, 3))):
        one, other = (AT[int(dice.integers(len(AT)))] for _ in range(2))
        start = _some(dice, None, None, NOW + 1)
        yield RentalZone("velo", box(one, other, 1e-4), (), start, rules=tuple(_rules(dice)))  # type: ignore[arg-type]


def _rules(dice: np.random.Generator) -> Iterator[ZoneRule]:
    for _ in range(int(dice.integers(0, 3))):
        flags = (dice.random(4) < 0.5).tolist()
        kmh, types = _some(dice, None, 8.0), _some(dice, (), ("a",))
        yield ZoneRule(*flags, kmh, types)  # type: ignore[arg-type]


@pytest.mark.parametrize("seed", SEEDS)
def test_what_is_offered_is_there_and_all_that_is_there_is_offered(seed: int) -> None:
    rentals = laid(TOWN.router, *message(seed))
    (told,) = rentals.systems
    offered: dict[int, int] = {}
    for fleet in rentals.fleets:
        for place, count in zip(
            fleet.taking.place.tolist(), fleet.taking.count.tolist(), strict=True
        ):
            assert count >= 1
            offered[place] = offered.get(place, 0) + count
            assert _is_there(told, fleet, place)
    needs_home = {id for id, type in told.types.items() if type.returns is ReturnRule.HOME_STATION}
    for row, each in enumerate(told.vehicles):
        is_free = _waits(told, each) and not _is_counted(told, each) and not _is_kept(told, each)
        is_near = each.lat < AT[0].lat + 0.005
        if is_free and is_near and each.type_id not in needs_home and told.types.get(each.type_id):
            assert -1 - row in offered
    for row, each in enumerate(told.stations):
        assert offered.get(row, 0) <= 3 * (each.available or 0)


def _is_there(told: System, fleet: Fleet, place: int) -> bool:
    if place < 0:
        one = told.vehicles[-1 - place]
        is_free = not _is_counted(told, one) and not _is_kept(told, one)
        return _waits(told, one) and is_free and _is_of(told, one, fleet)
    at = told.stations[place]
    is_known = told.told.stations_until is not None and told.told.stations_until > NOW
    rents = at.is_installed and at.is_renting is not False and bool(at.available)
    by_type = [each.count for each in at.by_type if fleet.type.id in each.type_ids]
    return is_known and rents and (not at.by_type or sum(by_type) > 0)


def _is_of(told: System, one: RentalVehicle, fleet: Fleet) -> bool:
    is_only = not one.type_id and len(told.types) == 1
    return fleet.type.id == one.type_id or (is_only and fleet.type.id in told.types)


def _waits(told: System, one: RentalVehicle) -> bool:
    is_known = told.told.vehicles_until is not None and told.told.vehicles_until > NOW
    return is_known and not one.is_reserved and (one.until is None or one.until > NOW)


def _is_counted(told: System, one: RentalVehicle) -> bool:
    is_known = told.told.stations_until is not None and told.told.stations_until > NOW
    counting = {each.id for each in told.stations if each.available is not None}
    return is_known and one.station_id in counting


def _is_kept(told: System, one: RentalVehicle) -> bool:
    keeping = {s.id for s in told.stations if not s.is_installed or s.is_renting is False}
    return one.station_id in keeping


@pytest.mark.parametrize("seed", SEEDS)
def test_what_was_before_changes_nothing(seed: int) -> None:
    fresh = laid(TOWN.router, *message(seed))
    before: Rentals | None = None
    for earlier in (seed + 100, seed + 200):
        before = laid(TOWN.router, *message(earlier), previous=before)
    after = laid(TOWN.router, *message(seed), previous=before)
    assert len(fresh.fleets) == len(after.fleets)
    for one, other in zip(fresh.fleets, after.fleets, strict=True):
        assert _plain(one) == _plain(other)
    assert (fresh.until, fresh.findings) == (after.until, after.findings)


@pytest.mark.parametrize("seed", SEEDS)
def test_nothing_changes_before_it_is_said_to(seed: int) -> None:
    rentals = laid(TOWN.router, *message(seed))
    later = NOW + 5 if rentals.until is None else rentals.until - 1
    same = laid(TOWN.router, *message(seed), now=later)
    assert [_plain(fleet) for fleet in rentals.fleets] == [_plain(fleet) for fleet in same.fleets]


def _plain(value: object) -> object:
    """A fleet with lists in place of arrays."""
    if isinstance(value, np.ndarray):
        return value.tolist()
    if is_dataclass(value):
        return {each.name: _plain(getattr(value, each.name)) for each in fields(value)}
    return value
