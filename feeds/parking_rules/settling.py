"""Mistakes of car parks that only all of a message show: ids told twice, places far from all."""

from collections.abc import Iterable

from msgspec.structs import replace

from feeds.notices import Notes
from feeds.positions import swapped
from feeds.records import each_once
from maas.live.parking import ParkingFacility


def settled(told: Iterable[ParkingFacility], notices: Notes) -> tuple[ParkingFacility, ...]:
    """Each id once, the first that has it; positions swapped back that lie among the rest so."""
    found = {each.id: each for each in each_once(told, notices)}
    placed = [each for each in found.values() if each.lat is not None and each.lon is not None]
    for i in swapped([(each.lat or 0.0, each.lon or 0.0) for each in placed]):
        wrong = placed[i]
        notices.note("swapped_position", f"{wrong.id}: {wrong.lat}, {wrong.lon}")
        found[wrong.id] = replace(wrong, lat=wrong.lon, lon=wrong.lat)
    for facility in found.values():
        if facility.lat is None:
            notices.note("missing_position", facility.name or facility.id)
    return tuple(found.values())
