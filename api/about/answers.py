"""The JSON of `/v1/about/…`."""

from typing import Annotated, Literal

import msgspec
from msgspec import UNSET, Meta, UnsetType

from api.plan_query import FormFactor
from api.wire import Camel


class AboutQuery(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """In which language one wants to read."""

    language: Annotated[
        tuple[Annotated[str, Meta(max_length=35)], ...],
        Meta(description="best first; en and fr are known"),
    ] = ()


class Factor(Camel, frozen=True, omit_defaults=False):
    """What one person gives off per kilometre."""

    mode: str
    propulsion: str
    occupancy: float
    """People in the vehicle on average."""
    ghg: float
    """g CO2e per km"""
    nox: float
    """mg per km"""
    pm10: float
    """mg per km"""
    form_factor: FormFactor | UnsetType = UNSET
    """Of a rented vehicle."""


class AboutEmissions(Camel, frozen=True, omit_defaults=False):
    """How emissions are reckoned, and the factors in force."""

    title: str
    language: Literal["en", "fr"]
    paragraphs: tuple[str, ...]
    electricity: float
    """g CO2e per kWh"""
    factors: tuple[Factor, ...]
    sources: tuple[str, ...]


class Criterion(Camel, frozen=True, omit_defaults=False):
    """One value of `sort`."""

    sort: str
    meaning: str


class AboutRanking(Camel, frozen=True, omit_defaults=False):
    """Which ways are shown, and in which order."""

    title: str
    language: Literal["en", "fr"]
    paragraphs: tuple[str, ...]
    criteria: tuple[Criterion, ...]
