"""Grams and milligrams, and where the method is explained."""

from msgspec import UNSET, UnsetType

from api import wire
from maas.emissions import Emissions

METHOD_URL = "/v1/about/emissions"


def render_emissions(
    emissions: Emissions | None, *, with_method: bool = True
) -> wire.Emissions | UnsetType:
    """What a way or leg gives off; absent where it is not known, which is not nothing."""
    if emissions is None:
        return UNSET
    return wire.Emissions(
        ghg=round(emissions.ghg_g, 1),
        nox=round(emissions.nox_mg, 1),
        pm10=round(emissions.pm10_mg, 1),
        method_url=METHOD_URL if with_method else UNSET,
    )
