"""The files of one system, and those that list files and systems."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from urllib.parse import quote

import msgspec

from feeds.gbfs.writing import fleet, notes, system
from feeds.gbfs.writing.parts import Parts
from feeds.gbfs.writing.values import Json, rfc3339
from maas.live import Record

VERSION = "3.0"

GBFS = "gbfs"
"""The name of the file that lists the others."""


@dataclass(frozen=True, slots=True)
class File:
    """One file but for its `ttl`, which runs out while the rest stays true."""

    made_at: int
    """When what it says was so (Unix s)."""
    body: bytes
    """Its member `data`."""

    @property
    def tag(self) -> str:
        """A name of what it says."""
        return sha256(b"%d %s" % (self.made_at, self.body)).hexdigest()[:24]

    def whole(self, ttl_s: int) -> bytes:
        """The file as it is published: true for so many seconds yet."""
        head = f'{{"last_updated":"{rfc3339(self.made_at)}","ttl":{ttl_s},"version":"{VERSION}"'
        return b'%s,"data":%s}' % (head.encode(), self.body)


@dataclass(frozen=True, slots=True)
class About:
    """What files say that no record says."""

    base: str
    """The address under which systems are published: `https://example.org/exchange/gbfs`."""
    zone: str
    """The time zone of systems that do not say theirs (IANA)."""
    now: int
    """Unix s; when that was so of which nobody says when."""

    def address(self, system_id: str, name: str) -> str:
        """Where a file of a system is."""
        return f"{self.base}/{quote(system_id, safe=':')}/{name}.json"

    @property
    def manifest(self) -> str:
        """Where the list of all systems is."""
        return f"{self.base}/manifest.json"


def write(records: Iterable[Record], about: About) -> dict[str, File]:
    """The files of one system by name, `gbfs` that lists them the first.

    Args:
        records: all records of the system, itself among them; ids as they are to be told.
    """
    parts = Parts.of(records)
    bodies = list(_bodies(parts, about))
    feeds = [{"name": name, "url": about.address(parts.system.id, name)} for name, _, _ in bodies]
    known = bodies[0][2]
    return {name: _file(body, at) for name, body, at in ((GBFS, {"feeds": feeds}, known), *bodies)}


def manifest(system_ids: Iterable[str], about: About) -> File:
    """The file that lists all systems (`manifest.json`)."""
    datasets = [
        {"system_id": id, "versions": [{"version": VERSION, "url": about.address(id, GBFS)}]}
        for id in system_ids
    ]
    return _file({"datasets": datasets}, about.now)


def _bodies(parts: Parts, about: About) -> Iterator[tuple[str, Json, int]]:
    """(name, what it says, when that was so) of each file the system has."""
    counted, seen = parts.system.stations_made_at, parts.system.vehicles_made_at
    known = max((at for at in (counted, seen) if at is not None), default=about.now)
    counted, seen = (about.now if at is None else at for at in (counted, seen))
    yield "system_information", system.system_information(parts, about.zone, about.manifest), known
    if parts.types:
        yield "vehicle_types", system.vehicle_types(parts), known
    if parts.stations:
        yield "station_information", fleet.station_information(parts), known
        yield "station_status", fleet.station_status(parts, counted), counted
    if _has_vehicles(parts):
        yield "vehicle_status", fleet.vehicle_status(parts), seen
    if parts.regions:
        yield "system_regions", notes.system_regions(parts), known
    if parts.plans:
        yield "system_pricing_plans", system.pricing_plans(parts), known
    if parts.alerts:
        yield "system_alerts", notes.system_alerts(parts), known
    if parts.zones or parts.system.rules:
        yield "geofencing_zones", notes.geofencing_zones(parts), known


def _has_vehicles(parts: Parts) -> bool:
    """Whether the system tells vehicles one by one, be there none just now."""
    is_told = parts.system.vehicles_made_at is not None
    return bool(parts.vehicles) or is_told or not parts.stations


def _file(body: Json, made_at: int) -> File:
    return File(made_at, msgspec.json.encode(body))
