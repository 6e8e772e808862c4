"""Car parks as ParkAPI 1 writes them: a list of cities, and the lots of each.

It knows no null: what is not known is 0, and the lot's state says `nodata`.
Source: https://github.com/offenesdresden/ParkAPI, `schema/`.
"""

from collections.abc import Iterable, Sequence
from typing import Literal

import msgspec

from feeds.parkapi.writing.times import zoneless
from maas.live.parking import OpeningStatus, ParkingFacility, ParkingKind

API_VERSION = "1.0"
REFERENCE = "https://github.com/offenesdresden/ParkAPI"

State = Literal["open", "closed", "nodata"]
LOT_TYPES = {
    ParkingKind.ON_STREET: "Straße",
    ParkingKind.GROUND: "Parkplatz",
    ParkingKind.UNDERGROUND: "Tiefgarage",
    ParkingKind.CAR_PARK: "Parkhaus",
    ParkingKind.OTHER: "unbekannt",
}


class Coords(msgspec.Struct, frozen=True):
    """A position."""

    lat: float
    lng: float


class Attribution(msgspec.Struct, frozen=True):
    """Whose data it is."""

    contributor: str
    license: str
    url: str | None


class City(msgspec.Struct, frozen=True, kw_only=True):
    """One source."""

    name: str
    coords: Coords
    source: str
    """Where its lots are."""
    url: str
    active_support: bool
    """Whether it counts."""
    attribution: Attribution


class Cities(msgspec.Struct, frozen=True, kw_only=True):
    """All sources."""

    api_version: str
    server_version: str
    reference: str
    cities: dict[str, City]


class Lot(msgspec.Struct, frozen=True, kw_only=True):
    """One car park."""

    id: str
    name: str
    address: str | None
    coords: Coords
    total: int
    """0: not known."""
    free: int
    """0 also where it is not known: see `state`."""
    state: State
    """nodata: it is not known how much is free."""
    lot_type: str
    forecast: bool
    region: str | None
    opening_hours: str | None
    url: str | None


class Lots(msgspec.Struct, frozen=True, kw_only=True):
    """The car parks of a city."""

    last_updated: str
    """UTC: when the oldest of the counts was so; without any when all was read."""
    last_downloaded: str
    data_source: str
    lots: tuple[Lot, ...]


def write_lots(told: Sequence[ParkingFacility], address: str, read_at: int) -> Lots:
    """The car parks of a city.

    Args:
        told: ids as they are to be told.
        address: where these lots are.
        read_at: when all of it was read (Unix s).
    """
    counted = [each.counted_at for each in told if each.counted_at is not None]
    return Lots(
        last_updated=zoneless(min(counted, default=read_at)),
        last_downloaded=zoneless(read_at),
        data_source=address,
        lots=tuple(map(_lot, told)),
    )


def middle_of(told: Iterable[ParkingFacility]) -> Coords:
    """The middle of some car parks."""
    at = [(each.lat, each.lon) for each in told if each.lat is not None and each.lon is not None]
    lat, lon = (sorted(column) for column in zip(*at, strict=True))
    return Coords(round((lat[0] + lat[-1]) / 2, 6), round((lon[0] + lon[-1]) / 2, 6))


def _lot(told: ParkingFacility) -> Lot:
    assert told.lat is not None and told.lon is not None  # what nobody places is not told
    return Lot(
        id=told.id,
        name=told.name or told.address or told.id,
        address=told.address or None,
        coords=Coords(told.lat, told.lon),
        total=told.capacity or 0,
        free=told.free or 0,
        state=_state(told),
        lot_type=LOT_TYPES[told.kind],
        forecast=False,
        region=None,
        opening_hours=told.opening_hours or None,
        url=told.url or None,
    )


def _state(told: ParkingFacility) -> State:
    """What counts and is not known to be closed is open: with any other word nobody would look at
    its count."""
    if told.status is OpeningStatus.CLOSED:
        return "closed"
    return "nodata" if told.free is None else "open"
