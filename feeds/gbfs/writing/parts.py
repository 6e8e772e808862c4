"""The records of one system, sorted by what they are and closed in themselves.

Whatever names something that is not there is left out, so that no reader looks for it in vain.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from feeds.gbfs.writing.values import UNDETERMINED, Json, language, texts
from maas.live import (
    PricingPlan,
    Record,
    RentalAlert,
    RentalStation,
    RentalSystem,
    RentalVehicle,
    RentalZone,
    VehicleType,
)
from maas.live.alerts import Text
from maas.live.rentals import Links, Propulsion

T = TypeVar("T")

UNTOLD_RANGE_M = 30_000.0
"""GBFS demands a range of whatever has a motor: this, where nobody tells one."""

Region = tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Parts:
    """One system."""

    system: RentalSystem
    types: Mapping[str, VehicleType]
    plans: Mapping[str, PricingPlan]
    stations: tuple[RentalStation, ...]
    vehicles: tuple[RentalVehicle, ...]
    zones: tuple[RentalZone, ...]
    alerts: tuple[RentalAlert, ...]

    @classmethod
    def of(cls, records: Iterable[Record]) -> "Parts":
        """Sort the records of a system, which is one of them."""
        found: dict[type, list[Any]] = {}
        for record in records:
            found.setdefault(type(record), []).append(record)
        [system] = found[RentalSystem]
        return cls(
            system,
            {each.id: each for each in found.get(VehicleType, ())},
            {each.id: each for each in found.get(PricingPlan, ())},
            tuple(found.get(RentalStation, ())),
            tuple(found.get(RentalVehicle, ())),
            tuple(found.get(RentalZone, ())),
            tuple(found.get(RentalAlert, ())),
        )

    @property
    def languages(self) -> tuple[str, ...]:
        """Of the system, its own first; at least one."""
        told = (*self.system.name, *self.system.operator)
        return tuple(dict.fromkeys(language(each.language) for each in told)) or (UNDETERMINED,)

    def texts(self, text: str) -> list[Json]:
        """A text of which nobody tells the language ("": none): it is the system's own."""
        return texts((Text(text, self.languages[0]),)) if text else []

    @property
    def regions(self) -> Mapping[Region, str]:
        """Ids of the regions of stations."""
        distinct = dict.fromkeys(each.region for each in self.stations if each.region)
        return {region: f"{self.system.id}:region-{i}" for i, region in enumerate(distinct, 1)}

    def known_types(self, ids: Iterable[str]) -> list[str]:
        """The types of a list that are told."""
        return [id for id in ids if id in self.types]

    def links(self, told: Links) -> Links:
        """Deep links into apps that the system says where to get; GBFS wants no others."""
        stores, apps = self.system.app_stores, self.system.app_links
        return Links(
            told.android if stores.android and apps.android else "",
            told.ios if stores.ios and apps.ios else "",
            told.web,
        )

    def range_m(self, type: VehicleType) -> float | None:
        """How far a type goes at most; None: as far as legs do."""
        if type.max_range_m is not None or type.propulsion is Propulsion.HUMAN:
            return type.max_range_m
        ranges = (each.range_m or 0.0 for each in self.vehicles if each.type_id == type.id)
        return max(ranges, default=0.0) or UNTOLD_RANGE_M

    def range_of(self, vehicle: RentalVehicle) -> float | None:
        """How far a vehicle goes as charged as it is; None: as far as legs do."""
        type = self.types.get(vehicle.type_id)
        has_motor = type is not None and type.propulsion is not Propulsion.HUMAN
        if type is None or not has_motor or vehicle.range_m is not None:
            return vehicle.range_m
        most = self.range_m(type) or UNTOLD_RANGE_M
        if vehicle.charge_percent is None:
            return most
        return most * vehicle.charge_percent / 100
