"""Whom a rule of DATEX II concerns, and how large a vehicle may be."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from msgspec.structs import replace

from feeds.nodes import Node
from feeds.notices import Notes
from feeds.text_values import number
from maas.live import Incident
from maas.live.incidents import Traveller

EVERYONE = frozenset({"anyVehicle"})
TRAVELLERS: Mapping[str, Traveller] = {
    **dict.fromkeys(
        (
            *("car", "passengerCar", "smallCar", "largeCar", "carOrLightVehicle", "fourWheelDrive"),
            *("carWithTrailer", "carWithCaravan", "motorhome", "vehicleWithCaravan"),
        ),
        Traveller.CAR,
    ),
    **dict.fromkeys(
        (
            *("lorry", "heavyGoodsVehicle", "heavyGoodsVehicleWithTrailer", "heavyVehicle"),
            *("heavyDutyTransporter", "articulatedVehicle", "largeGoodsVehicle", "tanker"),
            *("longHeavyLorry", "highSidedVehicle"),
        ),
        Traveller.TRUCK,
    ),
    **dict.fromkeys(
        ("bus", "articulatedBus", "minibus", "trolleyBus", "articulatedTrolleyBus"), Traveller.BUS
    ),
    "bicycle": Traveller.BIKE,
    "pedestrians": Traveller.WALK,
}
"""What vehicles and those without one are called."""

SIZES: Mapping[str, tuple[str, str]] = {
    "heightCharacteristic": ("vehicleHeight", "max_height_m"),
    "widthCharacteristic": ("vehicleWidth", "max_width_m"),
    "lengthCharacteristic": ("vehicleLength", "max_length_m"),
    "grossWeightCharacteristic": ("grossVehicleWeight", "max_weight_t"),
}
"""A characteristic of vehicles: how it is told, and what of an incident says it."""
MOST = 1000.0

TYPES = ("vehicleType", "nonVehicularRoadUser")


@dataclass(frozen=True, slots=True)
class Vehicles:
    """Whom a rule concerns; with `is_special` only some that are not told apart here."""

    concerns: tuple[Traveller, ...] = ()
    exempt: tuple[Traveller, ...] = ()
    sizes: Mapping[str, float] = field(default_factory=dict)
    """The largest that may pass, by what of an incident says it."""
    is_special: bool = False

    @property
    def are_told_apart(self) -> bool:
        """Whether we know them from others: not by their size alone, nor by what is special."""
        return not self.is_special and (bool(self.concerns) or not self.sizes)


ALL_VEHICLES = Vehicles()


def vehicles_of(told: Sequence[tuple[Node, bool]], notices: Notes) -> Vehicles:
    """What conditions about vehicles say together.

    Some publishers write vehicles above a size as those up to it that are not exempt, others as
    those up to it: nobody forbids low, short or light ones, so that a size is always the largest.

    Args:
        told: each condition, and whether it is negated.
    """
    concerns: list[Traveller] = []
    exempt: list[Traveller] = []
    sizes: dict[str, float] = {}
    is_for_all, is_told = False, False
    for node, is_negated in told:
        names = [each.text for each in node.walk() if each.name in TYPES]
        found = [TRAVELLERS[name] for name in names if name in TRAVELLERS]
        sized = _sizes(node, notices)
        sizes = {**sizes, **{key: min(most, sizes.get(key, most)) for key, most in sized.items()}}
        (exempt if is_negated and not sized else concerns).extend(found)
        is_for_all |= not is_negated and any(name in EVERYONE for name in names)
        is_told |= bool(sized) or not is_negated
    is_special = is_told and not (concerns or sizes or is_for_all)
    if is_special:
        notices.note("unknown_vehicles")
    every = () if is_for_all else tuple(dict.fromkeys(concerns))
    return Vehicles(every, tuple(dict.fromkeys(exempt)), sizes, is_special)


def concerning(incident: Incident, vehicles: Vehicles) -> Incident:
    """The incident, for those alone."""
    return replace(incident, concerns=vehicles.concerns, exempt=vehicles.exempt, **vehicles.sizes)


def _sizes(node: Node, notices: Notes) -> Mapping[str, float]:
    """The largest that may pass, by what of an incident says it."""
    found: dict[str, float] = {}
    for each in (node, *node.walk()):
        if each.name in SIZES:
            name, key = SIZES[each.name]
            most = number(each.say(name), notices)
            if most is not None and 0 < most <= MOST:
                found[key] = min(most, found.get(key, most))
            elif most is not None:
                notices.note("invalid_number", f"{name}: {most}")
    return found
