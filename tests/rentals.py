"""Records of rental systems as a test needs them, and what is made of them on drawn streets."""

from maas.live import Record, RentalStation, RentalSystem, RentalVehicle
from maas.model import LatLon, SourceId
from maas.snapshot import Batch
from routing.overlays.rentals.applying import apply_rentals
from routing.rentals.fleets import Area, Fleet, Rentals, Spots
from routing.streets import StreetRouter

BIKES = SourceId("bikes")
NOW = 1_695_193_200
"""2023-09-20T07:00:00Z, a Wednesday."""


def system(id: str = "velo", **told: object) -> RentalSystem:
    """A system whose counts are known for ten minutes."""
    known = {"stations_until": NOW + 600, "vehicles_until": NOW + 600} | told
    return RentalSystem(id, **known)  # type: ignore[arg-type]


def station(
    id: str, at: LatLon, available: int | None = 3, free: int | None = 3, **told: object
) -> RentalStation:
    """A station that rents and takes back."""
    known = {"system": "velo", "is_renting": True, "is_returning": True} | told
    return RentalStation(
        id=id, lat=at.lat, lon=at.lon, available=available, free=free, **known  # type: ignore[arg-type]
    )  # fmt: skip


def vehicle(id: str, at: LatLon, **told: object) -> RentalVehicle:
    """A vehicle on the street, for whoever comes."""
    return RentalVehicle(**({"system": "velo", "id": id, "lat": at.lat, "lon": at.lon} | told))  # type: ignore[arg-type]


def batch(*records: Record, source: SourceId = BIKES) -> Batch:
    """One reading of a source."""
    return Batch(source, NOW, records)


def laid(
    streets: StreetRouter | None,
    *records: Record,
    now: int = NOW,
    previous: Rentals | None = None,
) -> Rentals:
    """What is made of the records of one source."""
    return apply_rentals(streets, {BIKES: batch(*records)}, now, previous)


def only(rentals: Rentals) -> Fleet:
    """The one fleet there is."""
    (fleet,) = rentals.fleets
    return fleet


def named(rentals: Rentals, fleet: Fleet, spots: Spots) -> dict[str, int]:
    """How many vehicles can be taken (or left) at each station and vehicle, by id."""
    told = rentals.systems[fleet.system]
    ids = (
        told.stations[place].id if place >= 0 else told.vehicles[-1 - place].id
        for place in spots.place.tolist()
    )
    return dict(zip(ids, spots.count.tolist(), strict=True))


def taken(rentals: Rentals) -> dict[str, int]:
    """Where the one fleet can be taken, and how many; nothing if there is no fleet."""
    return named(rentals, only(rentals), only(rentals).taking) if rentals.fleets else {}


def left(rentals: Rentals) -> dict[str, int]:
    """Where the one fleet can be left."""
    return named(rentals, only(rentals), only(rentals).leaving)


def box(one: LatLon, other: LatLon, margin: float = 0.0) -> Area:
    """The box around two positions, and so many degrees around them."""
    south, north = min(one.lat, other.lat) - margin, max(one.lat, other.lat) + margin
    west, east = min(one.lon, other.lon) - margin, max(one.lon, other.lon) + margin
    ring = ((west, south), (east, south), (east, north), (west, north), (west, south))
    return ((ring,),)
