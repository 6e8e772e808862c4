"""Places to park made by hand, joined to streets where there are any."""

from collections.abc import Iterable

import numpy as np

from maas.live.parking import OpeningStatus, ParkingFacility, Purpose, Users
from maas.model import LatLon, Profile, SourceId
from routing.parking.sites import Parking, Room, Site
from routing.streets import Snap, StreetRouter
from routing.streets.on_edges import OnEdges

NOW = 1_695_193_200
"""2023-09-20T07:00:00Z, a Wednesday."""

CARS = SourceId("cars")
RIDERS = {Purpose.CAR: Profile.CAR, Purpose.BIKE: Profile.BIKE}


def site(id: str, at: LatLon, free: int | None = 10, **told: object) -> Site:
    """A car park `cars:<id>` of 100 bays that is open, counted a minute ago."""
    source, known_at = SourceId(str(told.pop("source", CARS))), told.pop("known_at", NOW - 60)
    status = told.pop("status", OpeningStatus.OPEN)
    assert isinstance(status, OpeningStatus)
    known = {"name": f"Park {id}", "capacity": 100, "is_live": free is not None} | told
    return Site(
        f"{source}:{id}",
        source,
        ParkingFacility(id, lat=at.lat, lon=at.lon, free=free, status=status, **known),  # type: ignore[arg-type]
        (f"{source}:{id}",),
        status,
        None if free is None or not isinstance(known_at, int) else known_at,
    )


def parking(streets: StreetRouter | None, *sites: Site) -> Parking:
    """All there is to park at."""
    at = np.array([[each.told.lat, each.told.lon] for each in sites], np.float64).reshape(-1, 2)
    free = [-1 if each.told.free is None else each.told.free for each in sites]
    return Parking(
        sites=sites,
        row={id: row for row, each in enumerate(sites) for id in each.ids},
        at=at,
        room=np.array([room_of(each) for each in sites], np.uint8),
        free=np.array(free, np.int32),
        ride=streets and _joined(streets, sites, [RIDERS[each.told.purpose] for each in sites]),
        foot=streets and _joined(streets, sites, [Profile.WALK for _ in sites]),
        since=NOW,
    )


def room_of(site: Site) -> Room:
    """Whether there is a place for everyone."""
    if site.status is OpeningStatus.CLOSED or site.told.users is not Users.ALL:
        return Room.NONE
    if site.told.free is None:
        return Room.UNKNOWN
    return Room.FREE if site.told.free else Room.NONE


def _joined(streets: StreetRouter, sites: Iterable[Site], profiles: list[Profile]) -> OnEdges:
    found = [
        streets.snap(_at(each), profile, 100.0)
        for each, profile in zip(sites, profiles, strict=True)
    ]
    snaps = [snap or _off(each) for snap, each in zip(found, sites, strict=True)]
    first = np.cumsum([0, *(snap.edge.size for snap in snaps)]).astype(np.int32)
    return OnEdges(
        first,
        np.concatenate([np.empty(0, np.int32), *(snap.edge for snap in snaps)]),
        np.concatenate([np.empty(0), *(snap.share for snap in snaps)]),
        np.concatenate([np.empty(0), *(snap.metres for snap in snaps)]).astype(np.float32),
    )


def _at(site: Site) -> LatLon:
    assert site.told.lat is not None and site.told.lon is not None
    return LatLon(site.told.lat, site.told.lon)


def _off(site: Site) -> Snap:
    return Snap(_at(site), np.empty(0, np.int32), np.empty(0), np.empty(0))
