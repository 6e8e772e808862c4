"""Zones in which rules of an operator's own hold, and the rules."""

from collections.abc import Iterable, Iterator

from msgspec import UNSET

from api.rentals.wire import RentalZoneRestrictions
from maas.live import RentalZone
from maas.live.rentals import ZoneRule
from routing.rentals.fleets import System


def zones_in_force(system: System, now: int) -> Iterator[tuple[RentalZone, int]]:
    """The zones that hold at `now` (Unix s), each with its precedence (MOTIS's `z`)."""
    for i, zone in enumerate(system.zones):
        has_begun = zone.start is None or zone.start <= now
        if has_begun and (zone.end is None or now < zone.end) and zone.area:
            yield zone, len(system.zones) - 1 - i


def render_rules(
    rules: Iterable[ZoneRule], types: Iterable[str]
) -> tuple[RentalZoneRestrictions, ...]:
    """Rules in their order; one on unknown types only is on no vehicle, not on all.

    Args:
        types: ids in the order in which the provider lists them.
    """
    rank = {id: i for i, id in enumerate(types)}
    concerned = ((rule, [rank[id] for id in rule.type_ids if id in rank]) for rule in rules)
    return tuple(
        RentalZoneRestrictions(
            vehicle_type_idxs=tuple(idxs),
            ride_start_allowed=rule.may_start,
            ride_end_allowed=rule.may_end,
            ride_through_allowed=rule.may_pass,
            station_parking=rule.stations_only or UNSET,
            max_speed_kmh=UNSET if rule.max_kmh is None else rule.max_kmh,
        )
        for rule, idxs in concerned
        if idxs or not rule.type_ids
    )
