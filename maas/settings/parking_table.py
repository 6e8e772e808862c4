"""How a town's own table of car parks is read: what stands where in it, by what is meant by it.

Made of the options `[source.parking-table]`, which docs/parking.md explains.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

from maas.live.parking import BayKind, OpeningStatus, ParkingKind, Purpose, Users
from maas.settings.mapping import Choice, Condition, Path, Told, folded

FORMATS = ("json", "geojson", "csv", "xml")
TEXTS = (
    *("id", "name", "operator", "address", "public_url", "description", "fee_text"),
    *("currency", "osm_id"),
)
COUNTS = ("capacity", "free", "occupied", "free_percent", "occupied_percent")
LIVE = COUNTS[1:]
"""What of it changes from minute to minute."""
SIZES: Mapping[str, Mapping[str, float]] = {
    "max_height": {"m": 1.0, "cm": 0.01},
    "max_stay": {"s": 1.0, "min": 60.0, "h": 3600.0},
}
"""Sizes, and how much of our unit is one of each they may be told in."""
FLAGS = ("has_fee", "is_live", "is_park_and_ride")
YES, NO = "yes", "no"

_FLAG_WORDS = {
    YES: ("true", "1", "yes", "y", "t", "ja", "j", "oui", "o"),
    NO: ("false", "0", "no", "n", "f", "nein", "non"),
}
_MEANT = {said: word for word, many in _FLAG_WORDS.items() for said in many}


def _words(kinds: type[Purpose | ParkingKind | OpeningStatus | Users]) -> dict[str, str]:
    """What is meant where a record says one of our own words or ParkAPI's."""
    names = ((kind.name.lower(), folded(kind.value)) for kind in kinds)
    return {said: name for name, value in names for said in (name, value)}


WORDS: Mapping[str, Mapping[str, str]] = {
    "purpose": _words(Purpose),
    "kind": _words(ParkingKind),
    "status": _words(OpeningStatus),
    "users": _words(Users),
    **dict.fromkeys(FLAGS, _MEANT),
}
"""Of each option that is one of some words: what records say, to the word that is meant."""


@dataclass(frozen=True, slots=True)
class PositionTable:
    """Where it is told where a facility is."""

    lat: Told | None = None
    """Or, of a projected `crs`, northing."""
    lon: Told | None = None
    """Or easting."""
    point: Told | None = None
    """Both in one."""
    order: str = ""
    """ "lat,lon" or "lon,lat" of a point; "": as is usual for what is found."""
    crs: str = ""
    """`EPSG:25832`; "": degrees."""
    by_id: Mapping[str, tuple[float, float]] = field(default_factory=dict)
    """Latitude and longitude, of tables that tell none."""


@dataclass(frozen=True, slots=True)
class BayTable:
    """Where bays kept for some are told of."""

    kind: BayKind
    capacity: Told | None = None
    free: Told | None = None
    occupied: Told | None = None
    yes: frozenset[str] = frozenset()
    """What `capacity` says where there are some, nobody says how many; folded."""


@dataclass(frozen=True, slots=True)
class HoursTable:
    """Where it is told when a facility is open, by days."""

    days: tuple[tuple[str, Told], ...]
    """Days as OpenStreetMap writes them, and where their hours are."""
    always: tuple[str, ...] = ()
    """Words for all day long, folded."""
    never: tuple[str, ...] = ()
    """Words for closed, folded."""


@dataclass(frozen=True, slots=True)
class TariffTable:
    """Where it is told what staying costs."""

    steps: tuple[tuple[int, Told], ...] = ()
    """Seconds, and where the price of staying so long is."""
    listed: Path | None = None
    """A list of steps, of which each tells …"""
    minutes: Told | None = None
    price: Told | None = None
    where: tuple[Condition, ...] = ()


@dataclass(frozen=True, slots=True)
class ParkingTable:
    """Where in a table all that a facility is stands."""

    zone: ZoneInfo
    """Of times that do not say theirs."""
    format: str = ""
    """One of FORMATS; "": as it looks."""
    encoding: str = ""
    delimiter: str = ""
    decimal: str = ""
    """The mark between whole and parts; "": either."""
    records: Path | None = None
    where: tuple[Condition, ...] = ()
    """All of these hold for each record that is meant …"""
    where_not: tuple[Condition, ...] = ()
    """… and none of these."""
    faulty: tuple[Condition, ...] = ()
    """Where one of these holds, counts mean nothing."""
    newest: bool = False
    """Of records with one id the last counted one is meant: a table of times."""
    texts: Mapping[str, Told] = field(default_factory=dict)
    """By TEXTS."""
    numbers: Mapping[str, Told] = field(default_factory=dict)
    """By COUNTS and SIZES."""
    units: Mapping[str, float] = field(default_factory=dict)
    """How much of our unit one of theirs is, by SIZES."""
    choices: Mapping[str, tuple[Choice, ...]] = field(default_factory=dict)
    """By WORDS."""
    position: PositionTable = PositionTable()
    counted_at: Told | None = None
    time_format: str = ""
    bays: tuple[BayTable, ...] = ()
    opening_hours: HoursTable | Told | None = None
    tariff: TariffTable | None = None
    match: str = "id"
    """By what a record of the static table is the same: "id" or "name"."""
    static: "ParkingTable | None" = None
    """The table beside it that tells what does not change."""

    @property
    def sought(self) -> Iterator[tuple[str, Told]]:
        """Whatever is looked for in each record, with its option."""
        yield from self.texts.items()
        yield from self.numbers.items()
        yield from ((key, each.told) for key, many in self.choices.items() for each in many)
        yield from (
            (f"bays.{each.kind.name.lower()}", told)
            for each in self.bays
            for told in (each.capacity, each.free, each.occupied)
            if told
        )
        alone = {"lat": self.position.lat, "lon": self.position.lon, "point": self.position.point}
        yield from ((key, told) for key, told in alone.items() if told)
        if self.counted_at:
            yield "counted_at", self.counted_at
        if isinstance(self.opening_hours, Told):
            yield "opening_hours", self.opening_hours
        elif self.opening_hours:
            yield from (("opening_hours", told) for _, told in self.opening_hours.days)
        if self.tariff:
            yield from (("tariff", told) for _, told in self.tariff.steps)
