"""What a leg by car says of zones: which it goes round, and which it passes."""

from collections.abc import Iterator
from dataclasses import replace

from maas.parked import PolicyOnLeg
from routing.streets import StreetPath


def policies_on(path: StreetPath, departure: int, vehicle_class: str) -> tuple[PolicyOnLeg, ...]:
    """The rules that concern a car on a way it sets out on (Unix s): first those it goes round.

    Args:
        vehicle_class: in a word of the territory's policies; "": nothing is known of it.
    """
    return (*_avoided(path, departure, vehicle_class), *_passed(path, departure, vehicle_class))


def _avoided(path: StreetPath, departure: int, vehicle_class: str) -> Iterator[PolicyOnLeg]:
    around = path.around
    for passage in around.zones if around else ():
        if around and passage.binds(vehicle_class, departure):
            yield replace(passage.zone.told, is_avoided=True, delay_s=around.longer_s)


def _passed(path: StreetPath, departure: int, vehicle_class: str) -> Iterator[PolicyOnLeg]:
    """Of a car of a known class, none that it may not enter is passed: then it is led elsewhere."""
    for passage in path.zones:
        if passage.binds(vehicle_class, departure):
            is_through = passage.zone.policy.is_through
            is_forbidden = passage.is_through if is_through else bool(vehicle_class)
            yield replace(passage.zone.told, is_forbidden=is_forbidden)
