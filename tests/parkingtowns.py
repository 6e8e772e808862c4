"""Records of car parks made by hand, and overlays of them."""

from collections.abc import Mapping
from zoneinfo import ZoneInfo

import msgspec

from maas.facilities import Facilities, Mapped, Position, join_facilities
from maas.live import ParkingFacility
from maas.live.parking import Purpose
from maas.model import SourceId
from maas.snapshot import Batch
from routing.overlays.parking.applying import apply_parking
from routing.parking.sites import Parking
from routing.streets import StreetRouter

NOW = 1_695_193_200
"""2023-09-20T07:00:00Z, a Wednesday: nine in the morning in Berlin."""
ZONE = ZoneInfo("Europe/Berlin")
METRE_DEG = 1 / 111_195
MAP = SourceId("map")


def north_m(metres: float) -> Position:
    """A position so far north of null island."""
    return metres * METRE_DEG, 0.0


def facility(
    id: str, name: str = "", at: Position | None = (0.0, 0.0), **told: object
) -> ParkingFacility:
    """What a source says of a car park."""
    lat, lon = at or (None, None)
    return ParkingFacility(id, name, lat, lon, **told)  # type: ignore[arg-type]


def counted(
    id: str, free: int | None, name: str = "", at: Position | None = (0.0, 0.0), **told: object
) -> ParkingFacility:
    """The same of one that was counted now, which holds for five minutes."""
    counts = {"free": free, "is_live": True, "counted_at": NOW, "counts_until": NOW + 300}
    return facility(id, name, at, **(counts | told))


def mapped(*found: ParkingFacility, entrances: Mapping[str, Position] | None = None) -> Facilities:
    """A map that has these."""
    ways_in = entrances or {}
    all_found = [
        Mapped(
            msgspec.structs.replace(each, osm_id=each.id),
            (ways_in[each.id],) if each.id in ways_in else (),
        )
        for each in found
    ]
    return join_facilities([(MAP, Facilities.of(all_found))])


def batches(**sources: list[ParkingFacility]) -> dict[SourceId, Batch]:
    """The newest batch of each source."""
    return {
        SourceId(id): Batch(SourceId(id), NOW, tuple(records)) for id, records in sources.items()
    }


def laid(
    news: Mapping[SourceId, Batch],
    facilities: Facilities | None = None,
    now: int = NOW,
    previous: Parking | None = None,
    streets: StreetRouter | None = None,
) -> Parking:
    """The overlay of some batches."""
    return apply_parking(streets, news, facilities, now, ZONE, previous)


def places(parking: Parking) -> list[set[str]]:
    """Which ids are of one place."""
    return [set(site.ids) for site in parking.sites]


def bike_park(id: str, at: Position = (0.0, 0.0), **told: object) -> ParkingFacility:
    """What a source says of a bike park."""
    return facility(id, "", at, purpose=Purpose.BIKE, **told)
