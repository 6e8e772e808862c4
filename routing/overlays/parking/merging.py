"""What all sources together say of one place to park, but how full it is."""

from collections.abc import Iterable, Sequence
from operator import attrgetter
from typing import Any

import msgspec

from maas.live import ParkingFacility
from maas.live.parking import Bays, OpeningStatus, ParkingKind, Users
from routing.overlays.parking.likeness import Told
from routing.parking.plots import Lasting, Plot

LASTING = (
    *("id", "name", "lat", "lon", "purpose", "kind", "capacity", "is_live", "opening_hours"),
    *("max_height_m", "max_stay_s", "has_fee", "tariff", "currency", "fee_text", "users"),
    *("is_park_and_ride", "operator", "address", "url", "description", "osm_id"),
)
"""What of a record does not change by the hour."""
FIRST_KNOWN = (
    *("opening_hours", "max_height_m", "max_stay_s", "is_park_and_ride", "operator"),
    *("address", "url", "description", "osm_id"),
)
"""What whoever tells most of the place says, else the next one."""
TELLING = (*FIRST_KNOWN, "name", "capacity", "tariff")
"""What whoever knows a place can say of it."""
UNKNOWN = (None, "", ())

_lasting = attrgetter(*LASTING)


def lasting_of(records: Iterable[ParkingFacility]) -> Lasting:
    """What of the records of a source does not change by the hour."""
    return tuple(
        (*_lasting(each), [(bays.kind, bays.capacity) for bays in each.bays])
        if each.bays
        else _lasting(each)
        for each in records
    )


def plot_of(members: Sequence[Told]) -> Plot:
    """One place to park; members in the order of the territory's sources, maps last."""
    live = [each for each in members if each.record.is_live]
    others = [each for each in members if not each.record.is_live and not each.is_mapped]
    own = next(iter(live), members[0])
    counters = tuple((each.source_id, each.record.id) for each in (*live, *others))
    if len(members) == 1:
        source = own.source_id
        return Plot(own.id, (own.id,), source, source, uncounted(own.record), counters)
    fullest = sorted(members, key=_completeness)
    ids = tuple(dict.fromkeys((own.id, *(each.id for each in members))))
    told, priced = _merged(own.record, fullest, live), _priced(fullest).source_id
    return Plot(own.id, ids, fullest[0].source_id, priced, told, counters)


def uncounted(record: ParkingFacility) -> ParkingFacility:
    """A record without what changes by the hour."""
    if not record.is_live and record.free is None and record.status is OpeningStatus.UNKNOWN:
        return record
    return msgspec.structs.replace(
        record, free=None, status=OpeningStatus.UNKNOWN, bays=bays_without_counts(record.bays)
    )


def bays_without_counts(bays: tuple[Bays, ...]) -> tuple[Bays, ...]:
    """Bays of which it is not known how many are free."""
    if all(each.free is None for each in bays):
        return bays
    return tuple(Bays(each.kind, each.capacity) for each in bays)


def bays_of_both(first: tuple[Bays, ...], second: tuple[Bays, ...]) -> tuple[Bays, ...]:
    """The bays that one source tells, and those of kinds that only the other knows."""
    if not first or not second:
        return first or second
    kinds = [each.kind for each in first]
    others = [each for each in second if each.kind not in kinds]
    return (*first, *others) if others else first


def _completeness(told: Told) -> tuple[int, bool]:
    """Whoever tells most comes first; of two those who count."""
    record = told.record
    known = sum(getattr(record, name) not in UNKNOWN for name in TELLING)
    return -known, not record.is_live


def _merged(
    own: ParkingFacility, told: Sequence[Told], counting: Sequence[Told]
) -> ParkingFacility:
    """All that members say; `told` by how much each tells, `counting` the most believed first."""
    fullest, live = ([each.record for each in members] for members in (told, counting))
    known = {name: _first(getattr(each, name) for each in fullest) for name in FIRST_KNOWN}
    placed = next(each for each in fullest if each.lat is not None)
    paid = _priced(told).record
    bays: tuple[Bays, ...] = ()
    for each in (*live, *fullest):
        bays = bays_of_both(bays, bays_without_counts(each.bays))
    return msgspec.structs.replace(
        uncounted(own),
        **{name: value for name, value in known.items() if value is not None},
        name=_first(each.name for each in (*live, *fullest)) or "",
        lat=placed.lat,
        lon=placed.lon,
        kind=next((each.kind for each in fullest if each.kind is not ParkingKind.OTHER), own.kind),
        capacity=_first(each.capacity for each in (*live, *fullest)),
        is_live=bool(live),
        bays=bays,
        has_fee=paid.has_fee,
        tariff=paid.tariff,
        currency=paid.currency,
        fee_text=paid.fee_text,
        users=_users(fullest, live),
    )


def _first(values: Iterable[Any]) -> Any:
    """The first that is known; None: none is."""
    return next((value for value in values if value not in UNKNOWN), None)


def _priced(fullest: Sequence[Told]) -> Told:
    """Who says what it costs: a tariff before whether it costs anything, before mere words."""
    by_tariff = (each for each in fullest if each.record.tariff)
    by_fee = (each for each in fullest if each.record.has_fee is not None)
    by_text = (each for each in fullest if each.record.fee_text)
    return next((found for all in (by_tariff, by_fee, by_text) for found in all), fullest[0])


def _users(fullest: Sequence[ParkingFacility], live: Sequence[ParkingFacility]) -> Users:
    """For whom it is: who counts knows; else whoever keeps most people out."""
    said = [each.users for each in live] or [each.users for each in fullest]
    return max(said[:1] if live else said, key=list(Users).index)
