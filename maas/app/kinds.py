"""Which kinds of live sources speak of what."""

from maas.live import CarpoolPlace, Incident, ParkingFacility, PublicReport, RideOffer
from maas.live.incidents import REPORTS
from maas.settings import CARPOOL_KINDS, PARKING_KINDS, ROAD_KINDS, Territory
from maas.snapshot import Batch, Snapshot
from maas.sources import Condition

TRIP_KINDS = frozenset({"gtfs-rt"})
"""Of trips of a timetable."""
RENTAL_KINDS = frozenset({"gbfs"})
"""Of vehicles to rent."""
LASTING_KINDS = PARKING_KINDS | CARPOOL_KINDS | ROAD_KINDS
"""Of what stands though nobody speaks of it any more: each record says how long it holds."""
STANDING_KINDS = frozenset({"cifs", "datex2"})
"""Documents that stay as they are until something changes: being old is no sign of silence."""

__all__ = [
    "CARPOOL_KINDS",
    "LASTING_KINDS",
    "PARKING_KINDS",
    "RENTAL_KINDS",
    "STANDING_KINDS",
    "TRIP_KINDS",
    "has_rentals",
    "is_lost",
    "public_reports",
]


def has_rentals(territory: Territory) -> bool:
    """Whether a source of a territory may tell of vehicles to rent."""
    return any(source.kind in RENTAL_KINDS for source in territory.live_sources)


def is_lost(batch: Batch, now: int) -> bool:
    """Whether what a batch says is too old to be used; car parks still stand when nobody counts,
    drivers go as long as they said, and of incidents each ends in its own time."""
    lasting = ParkingFacility | RideOffer | CarpoolPlace | PublicReport | Incident
    if not batch.records or isinstance(batch.records[0], lasting):
        return False
    return Condition.of_age(now - batch.made_at) is Condition.LOST


def public_reports(snapshot: Snapshot) -> tuple[PublicReport, ...]:
    """What people report, as far as a snapshot knows."""
    batch = snapshot.batches.get(REPORTS)
    records = batch.records if batch else ()
    return tuple(each for each in records if isinstance(each, PublicReport))
