"""Which places to park of ParkAPI 3 are asked for: its own parameters, as it calls them."""

from collections.abc import Iterator
from functools import lru_cache
from typing import Annotated
from urllib.parse import urlencode

import msgspec
from msgspec import Meta
from multidict import MultiMapping

from api.exchange.parking import published
from api.limits import MAX_PARKING
from api.wire_parked import PurposeName
from feeds.parkapi.writing import v3
from maas.errors import BadQuery
from maas.units import great_circle_m
from routing.parking.counting import REMEMBERED
from routing.parking.sites import Parking

Latitude = Annotated[float, Meta(ge=-90, le=90)]
Longitude = Annotated[float, Meta(ge=-180, le=180)]


class SitesQuery(msgspec.Struct, frozen=True, kw_only=True):
    """All that is given must hold."""

    source_uid: str | None = None
    source_uids: tuple[str, ...] = ()
    purpose: PurposeName | None = None
    lat: Latitude | None = None
    lon: Longitude | None = None
    radius: Annotated[float, Meta(ge=0, description="m around `lat`, `lon`")] | None = None
    lat_min: Latitude | None = None
    lat_max: Latitude | None = None
    lon_min: Longitude | None = None
    lon_max: Longitude | None = None
    limit: Annotated[int, Meta(ge=1, le=MAX_PARKING)] = MAX_PARKING
    start: Annotated[int, Meta(ge=0)] = 0


def asked_for(
    parking: Parking, query: SitesQuery, given: MultiMapping[str], path: str
) -> v3.ParkApiSites:
    """A page of what is asked for.

    Args:
        given: the query as it came.
        path: where it came.

    Raises:
        BadQuery: half a circle.
    """
    circle = (("lat", query.lat), ("lon", query.lon), ("radius", query.radius))
    missing = [name for name, value in circle if value is None]
    if 0 < len(missing) < len(circle):
        raise BadQuery(missing[0], "is missing")
    found = [each for each in written(parking) if _is_asked(each, query)]
    others = [(name, value) for name, value in given.items() if name != "start"]
    next_query = urlencode([*others, ("start", str(query.start + query.limit))])
    return v3.page(found, query.start, query.limit, f"{path}?{next_query}")


@lru_cache(REMEMBERED)
def written(parking: Parking) -> tuple[v3.ParkApiSite, ...]:
    """Every place to park, as it is told."""
    return tuple(_written(parking))


def _written(parking: Parking) -> Iterator[v3.ParkApiSite]:
    for told in published(parking):
        for facility in told.facilities:
            yield v3.write_site(facility, told.source_id, told.read_at)


def _is_asked(site: v3.ParkApiSite, query: SitesQuery) -> bool:
    is_whose = query.source_uid in (None, site.source_uid) and (
        not query.source_uids or site.source_uid in query.source_uids
    )
    return is_whose and query.purpose in (None, site.purpose) and _is_inside(site, query)


def _is_inside(site: v3.ParkApiSite, query: SitesQuery) -> bool:
    sides = (
        (query.lat_min, site.lat),
        (site.lat, query.lat_max),
        (query.lon_min, site.lon),
        (site.lon, query.lon_max),
    )
    if any(low is not None and high is not None and low > high for low, high in sides):
        return False
    if query.lat is None or query.lon is None or query.radius is None:
        return True
    return great_circle_m(query.lat, query.lon, site.lat, site.lon) <= query.radius
