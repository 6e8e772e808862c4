"""The records of a batch, put together by system."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any, TypeVar

from maas.live import (
    PricingPlan,
    RentalAlert,
    RentalStation,
    RentalSystem,
    RentalVehicle,
    RentalZone,
    VehicleType,
)
from maas.snapshot import Batch
from routing.rentals.fleets import System

T = TypeVar("T")
Parts = Mapping[type, list[Any]]
"""The records of one system by what they are."""

OF_A_SYSTEM = (RentalStation, RentalVehicle, VehicleType, PricingPlan, RentalZone, RentalAlert)


def systems_of(batch: Batch) -> tuple[System, ...]:
    """The systems of a batch in the order of the message.

    Records whose system says nothing of itself make one that has an id alone.
    """
    by_system: dict[str, dict[type, list[Any]]] = {}
    for record in batch.records:
        if isinstance(record, OF_A_SYSTEM):
            id = record.system
        elif isinstance(record, RentalSystem):
            id = record.id
        else:
            continue
        by_system.setdefault(id, defaultdict(list))[type(record)].append(record)
    is_alone = len(by_system) == 1
    return tuple(_system(batch, id, parts, is_alone) for id, parts in by_system.items())


def _system(batch: Batch, id: str, parts: Parts, is_alone: bool) -> System:
    told = next(_all(RentalSystem, parts), RentalSystem(id))
    has_prefix = told.is_of_manifest or not is_alone
    return System(
        batch.source_id,
        f"{batch.source_id}:{id}" if has_prefix else str(batch.source_id),
        told,
        {each.id: each for each in _all(VehicleType, parts)},
        {each.id: each for each in _all(PricingPlan, parts)},
        tuple(_all(RentalStation, parts)),
        tuple(_all(RentalVehicle, parts)),
        tuple(_all(RentalZone, parts)),
        tuple(_all(RentalAlert, parts)),
    )


def _all(kind: type[T], parts: Parts) -> Iterator[T]:
    return iter(parts.get(kind, ()))
