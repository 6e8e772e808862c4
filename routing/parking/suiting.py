"""Whether a place to park suits whoever asks."""

from maas.live.parking import BayKind, OpeningStatus, Users
from routing.parking.asking import ParkingQuestion
from routing.parking.rooms import room_disabled
from routing.parking.sites import Room, Site


def suits(site: Site, asked: ParkingQuestion) -> bool:
    """Whether it is what is asked for, be there room or not."""
    told = site.told
    is_too_low = told.max_height_m is not None and told.max_height_m < asked.height_m
    has_bay = not asked.needs_disabled_bay or _has_disabled_bay(site)
    return told.purpose in asked.purposes and has_bay and not is_too_low


def room_for(site: Site, room: Room, asked: ParkingQuestion) -> Room:
    """Whether whoever asks finds a place.

    Args:
        room: whether anybody does.
    """
    if not asked.needs_disabled_bay:
        return room
    if site.status is OpeningStatus.CLOSED or site.told.users is not Users.ALL:
        return Room.NONE
    return room_disabled(site.told)


def _has_disabled_bay(site: Site) -> bool:
    return any(each.kind is BayKind.DISABLED and each.capacity != 0 for each in site.told.bays)
