"""Kinds of vehicles: vehicle_types, and what has to be guessed where it says nothing."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

import msgspec

from feeds import fields
from feeds.fields import Json
from feeds.gbfs.files import Files
from feeds.gbfs.notices import Notices
from feeds.gbfs.subject import Subject
from feeds.notices import Unusable
from maas.live.rentals import (
    FormFactor,
    Propulsion,
    RentalStation,
    RentalVehicle,
    ReturnRule,
    TypeCount,
    VehicleType,
)

TYPES = "vehicle_types"

MOST_TYPES = 100
"""Of a system; each is searched for itself."""

UNTOLD = "bike"
"""The id of the one type of a system that does not tell any."""

OLD_FORMS: Mapping[str, FormFactor] = {"scooter": FormFactor.SCOOTER_STANDING}
"""Of GBFS 2."""

LIKELY: Mapping[FormFactor, Propulsion] = {
    FormFactor.CAR: Propulsion.COMBUSTION,
    FormFactor.MOPED: Propulsion.ELECTRIC,
    FormFactor.SCOOTER_STANDING: Propulsion.ELECTRIC,
    FormFactor.SCOOTER_SEATED: Propulsion.ELECTRIC,
}
"""What moves a vehicle of which only the form is told; others: people."""


def vehicle_types(files: Files, subject: Subject) -> dict[str, VehicleType]:
    """All types that are told, by id."""
    found: dict[str, VehicleType] = {}
    if TYPES not in files:
        return found
    notices = subject.notices
    for record in files[TYPES].records(notices):
        try:
            told = _type(record, subject)
        except Unusable as problem:
            notices.note(problem.rule, problem.example)
            continue
        if told.id in found:
            notices.note("duplicate_id", told.id)
        else:
            found[told.id] = told
    return found


def _type(record: Json, subject: Subject) -> VehicleType:
    notices = subject.notices
    form = _form(record, notices)
    returns = _returns(record, notices)
    plans = subject.references(record, "pricing_plan_ids")
    default = subject.reference(record, "default_pricing_plan_id")
    return VehicleType(
        system=subject.id,
        id=subject.id_of(record, "vehicle_type_id"),
        form=form,
        propulsion=_propulsion(record, form, notices),
        returns=returns or ReturnRule.ANY_STATION,
        is_return_guessed=returns is None,
        name=subject.texts(record, "name"),
        max_range_m=_range(record, notices),
        max_kmh=fields.number(record, "max_permitted_speed", notices) or None,
        riders=fields.count(record, "rider_capacity", notices) or None,
        ghg_g_per_km=fields.number(record, "g_CO2_km", notices),
        plan_ids=plans,
        default_plan_id=default,
        image=fields.address(record, "vehicle_image", notices),
    )


def _form(record: Json, notices: Notices) -> FormFactor:
    told = record.get("form_factor")
    text = told.strip().lower() if isinstance(told, str) else ""
    if text in OLD_FORMS:
        return OLD_FORMS[text]
    if text.upper() in FormFactor.__members__:
        return FormFactor(text.upper())
    notices.note("unknown_value", f"form_factor: {told}")
    return FormFactor.OTHER


def _propulsion(record: Json, form: FormFactor, notices: Notices) -> Propulsion:
    told = record.get("propulsion_type")
    text = told.strip().upper() if isinstance(told, str) else ""
    if text in Propulsion.__members__:
        return Propulsion(text)
    notices.note("unknown_value", f"propulsion_type: {told}")
    return LIKELY.get(form, Propulsion.HUMAN)


def _returns(record: Json, notices: Notices) -> ReturnRule | None:
    told = record.get("return_constraint")
    if told is None:
        return None
    for rule in ReturnRule:
        if isinstance(told, str) and told.strip().lower() == rule.value:
            return rule
    notices.note("unknown_value", f"return_constraint: {told}")
    return None


def _range(record: Json, notices: Notices) -> float | None:
    told = fields.number(record, "max_range_meters", notices)
    if told == 0:
        notices.note("range_of_zero")
        return None
    return told


WORDS: Mapping[str, FormFactor] = {
    "cargo": FormFactor.CARGO_BICYCLE,
    "scooter": FormFactor.SCOOTER_STANDING,
    "trottinette": FormFactor.SCOOTER_STANDING,
    "moped": FormFactor.MOPED,
}
"""What ids of types say they are; others: bikes."""


@dataclass(frozen=True, slots=True)
class Fleet:
    """What stands where, from which rules of return are guessed."""

    stations: Sequence[RentalStation]
    vehicles: Sequence[RentalVehicle]

    @property
    def type_ids(self) -> Iterator[str]:
        """The types that are spoken of, in order."""
        for station in self.stations:
            for told in (*station.by_type, *station.free_by_type):
                yield from told.type_ids
        for vehicle in self.vehicles:
            yield vehicle.type_id

    def of(self, type_ids: Collection[str], other: str) -> "Fleet":
        """The same with vehicles of these types; all others are of one, and not told apart."""
        stations = (
            msgspec.structs.replace(
                each,
                by_type=tuple(_among(each.by_type, type_ids)),
                free_by_type=tuple(_among(each.free_by_type, type_ids)),
            )
            for each in self.stations
        )
        vehicles = (
            each if each.type_id in type_ids else msgspec.structs.replace(each, type_id=other)
            for each in self.vehicles
        )
        return Fleet(tuple(stations), tuple(vehicles))


def _among(counts: Iterable[TypeCount], type_ids: Collection[str]) -> Iterator[TypeCount]:
    for each in counts:
        known = tuple(id for id in each.type_ids if id in type_ids)
        if known:
            yield TypeCount(known, each.count)


def completed(
    told: Mapping[str, VehicleType], fleet: Fleet, subject: Subject, *, has_file: bool
) -> tuple[tuple[VehicleType, ...], Fleet]:
    """The types told and those that are only spoken of, and the fleet that is of them.

    Where no return rule is said it is guessed. Without stations a vehicle is left anywhere. With
    stations it goes back to any of them, but anywhere if more of its type stand elsewhere than at
    stations.
    """
    untold = dict.fromkeys(each for each in fleet.type_ids if each and each not in told)
    subject.notices.at(f"{subject.prefix}{TYPES}.json")
    if has_file:
        for id in untold:
            subject.notices.note("unknown_vehicle_type", id)
    else:
        subject.notices.note("untold_vehicle_types")
    types = {**told, **{id: _likely(id, subject) for id in untold}}
    other = subject.prefix + UNTOLD
    if len(types) > MOST_TYPES:
        subject.notices.note("too_many_types", count=len(types) - MOST_TYPES)
        types = dict(islice(types.items(), MOST_TYPES))
        fleet = fleet.of(types.keys(), other)
        types.setdefault(other, _likely(other, subject))
    if not types:
        types = {other: _likely(other, subject)}
    return tuple(_guessed(types.values(), fleet)), fleet


def _likely(id: str, subject: Subject) -> VehicleType:
    """A type of which only the id is known; most say in it what they are."""
    words = id.removeprefix(subject.prefix).lower()
    form = next((form for word, form in WORDS.items() if word in words), FormFactor.BICYCLE)
    propulsion = LIKELY.get(form, Propulsion.HUMAN)
    return VehicleType(subject.id, id, form, propulsion, is_return_guessed=True)


def _guessed(types: Iterable[VehicleType], fleet: Fleet) -> Iterator[VehicleType]:
    elsewhere = Counter(each.type_id for each in fleet.vehicles if not each.station_id)
    at_stations: Counter[str] = Counter()
    of_any = 0
    for station in fleet.stations:
        for told in station.by_type:
            at_stations.update(dict.fromkeys(told.type_ids, told.count))
        of_any += 0 if station.by_type else station.available or 0
    for each in types:
        rule = each.returns
        if each.is_return_guessed and not fleet.stations:
            rule = ReturnRule.ANYWHERE
        elif each.is_return_guessed and elsewhere[each.id] > at_stations[each.id] + of_any:
            rule = ReturnRule.HYBRID
        yield each if rule is each.returns else _with(each, rule)


def _with(told: VehicleType, rule: ReturnRule) -> VehicleType:
    return msgspec.structs.replace(told, returns=rule)
