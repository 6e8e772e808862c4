"""Which fleets are wanted, how fast they go, and how many vehicles a party needs."""

import numpy as np
import pytest

from maas.live.rentals import FormFactor, Propulsion, RentalSystem, VehicleType
from maas.model import Profile, SourceId
from routing.rentals.fleets import Fleet, Rentals, Spots, System
from routing.rentals.wanted import Wanted
from routing.streets.on_edges import OnEdges

NONE = np.empty(0, np.int32)
ON_NOTHING = OnEdges(np.zeros(1, np.int32), NONE, np.empty(0), np.empty(0, np.float32))
NOWHERE = Spots(NONE, np.empty((0, 2)), NONE, np.empty(0, np.float32), NONE, ON_NOTHING, ON_NOTHING)
TOLD = RentalSystem("velib")
RENTALS = Rentals((System(SourceId("paris"), "paris:velib", TOLD, {}, {}, (), (), (), ()),))


def fleet(propulsion: Propulsion = Propulsion.HUMAN, riders: int | None = None) -> Fleet:
    told = VehicleType("velib", "bike", FormFactor.BICYCLE, propulsion, riders=riders)
    return Fleet(0, told, Profile.BIKE, 5.0, NOWHERE, NOWHERE, anywhere=False)


@pytest.mark.parametrize(
    ("wanted", "is_taken"),
    [
        (Wanted(), True),
        (Wanted(forms=frozenset({FormFactor.BICYCLE})), True),
        (Wanted(forms=frozenset({FormFactor.CAR})), False),
        (Wanted(propulsions=frozenset({Propulsion.ELECTRIC})), False),
        (Wanted(providers=frozenset({"paris:velib"})), True),
        (Wanted(providers=frozenset({"velib"})), False),
        (Wanted(groups=frozenset({"paris"})), True),
        (Wanted(groups=frozenset({"lyon"})), False),
        (Wanted(groups=frozenset({"paris"}), forms=frozenset({FormFactor.CAR})), False),
    ],
)
def test_a_fleet_is_wanted_if_all_conditions_are_met(wanted: Wanted, is_taken: bool) -> None:
    assert wanted.takes(RENTALS, fleet()) is is_taken


def test_only_who_pedals_alone_sets_the_pace() -> None:
    wanted = Wanted(bike_speed_m_s=3.0)
    assert wanted.speed_m_s(fleet()) == 3.0
    assert wanted.speed_m_s(fleet(Propulsion.ELECTRIC_ASSIST)) == 5.0
    assert Wanted().speed_m_s(fleet()) == 5.0


@pytest.mark.parametrize(("riders", "vehicles"), [(None, 5), (1, 5), (2, 3), (5, 1)])
def test_a_party_needs_as_many_vehicles_as_carry_it(riders: int | None, vehicles: int) -> None:
    assert Wanted(passengers=5).vehicles(fleet(riders=riders)) == vehicles
