"""What travellers are told of where their vehicle stands."""

from collections.abc import Iterable

from maas.live.parking import BayKind, OpeningStatus, ParkingFacility
from maas.model import LatLon
from maas.parked import ParkingOnLeg
from routing.parking.pricing import fee
from routing.parking.sites import Site

UNNAMED = "Parking"
"""People understand it in most languages."""


def parking_told(
    site: Site, at: LatLon, status: OpeningStatus, stay: tuple[int, int]
) -> ParkingOnLeg:
    """A site as a leg tells it; stay: when one gets there (Unix s), and for how long (s)."""
    told, (arrival, stay_s) = site.told, stay
    disabled, disabled_free = _disabled(told)
    return ParkingOnLeg(
        id=site.id,
        name=told.name or told.address or UNNAMED,
        at=at,
        source=str(site.source_id),
        purpose=told.purpose,
        capacity=told.capacity,
        free=told.free,
        status=status,
        known_at=site.known_at,
        disabled=disabled,
        disabled_free=disabled_free,
        max_height_m=told.max_height_m,
        fee=fee(site, stay_s, arrival),
    )


def _disabled(told: ParkingFacility) -> tuple[int | None, int | None]:
    """Bays for disabled people and how many are free, None where nobody says."""
    bays = [each for each in told.bays if each.kind is BayKind.DISABLED]
    return _sum(each.capacity for each in bays), _sum(each.free for each in bays)


def _sum(counts: Iterable[int | None]) -> int | None:
    known = [count for count in counts if count is not None]
    return sum(known) if known else None
