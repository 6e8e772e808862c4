"""Places to park as they are passed on: ids with their source, and nothing that is too old."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from msgspec.structs import replace

from maas.live.parking import ParkingFacility
from maas.model import SourceId
from routing.parking.counting import REMEMBERED
from routing.parking.sites import Parking


@dataclass(frozen=True, slots=True, eq=False)
class Published:
    """What one source counts, and tells of more than any other."""

    source_id: SourceId
    read_at: int | None
    """Unix s; None: it is no live source."""
    facilities: tuple[ParkingFacility, ...]


@lru_cache(REMEMBERED)
def published(parking: Parking) -> Sequence[Published]:
    """All places to park by source, each once."""
    found: dict[SourceId, list[ParkingFacility]] = {}
    for site in parking.sites:
        told = replace(site.told, id=site.id, status=site.status, counted_at=site.known_at)
        found.setdefault(site.source_id, []).append(told)
    batches = parking.batches
    return tuple(
        Published(source, batches[source].read_at if source in batches else None, tuple(told))
        for source, told in found.items()
    )
