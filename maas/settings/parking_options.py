"""The options `[source.parking-table]`, to what they mean; docs/parking.md explains each."""

import re
from collections.abc import Collection, Mapping
from importlib import import_module
from operator import itemgetter
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from maas.live.parking import BayKind
from maas.options import Table
from maas.settings.mapping import (
    Choice,
    Path,
    Told,
    folded,
    read_choices,
    read_conditions,
    read_path,
    read_told,
)
from maas.settings.parking_table import (
    COUNTS,
    FORMATS,
    SIZES,
    TEXTS,
    WORDS,
    BayTable,
    HoursTable,
    ParkingTable,
    PositionTable,
    TariffTable,
)

_POSITION = {"lat", "lon", "point", "order", "crs", "positions"}
_OPTIONS = {
    *("format", "encoding", "delimiter", "decimal", "records", "where", "where_not", "faulty"),
    *("newest", "counted_at", "time_format", "timezone", "bays", "opening_hours", "tariff"),
    *(*_POSITION, *TEXTS, *COUNTS, *SIZES, *(f"{size}_unit" for size in SIZES), *WORDS),
}
_BESIDE = {"static", "static_url", "match"}

_DAY = "(Mo|Tu|We|Th|Fr|Sa|Su|PH|SH)"
_DAYS = re.compile(rf"{_DAY}([-,]{_DAY})*")
_CRS = re.compile(r"EPSG:[0-9]{4,6}")
_STAY = re.compile(r"([1-9][0-9]{0,3})(min|h|d)")
_SECONDS = {"min": 60, "h": 3600, "d": 86_400}


def read_parking_table(table: Table, zone: ZoneInfo) -> ParkingTable:
    """The sub-table `[source.parking-table]`, without what is read where the sources are.

    Args:
        zone: the territory's.

    Raises:
        BadSettings: an option is unknown, missing or senseless.
    """
    table.only(_OPTIONS | _BESIDE)
    static = table.table("static")
    if bool(static.values) != ("static_url" in table.values):
        raise table.wrong("static_url", "is missing" if static.values else "needs a table static")
    match = _one_of(table, "match", ("id", "name"), "id")
    if not static.values:
        return _table(table, zone, match, None)
    static.only(_OPTIONS)
    return _table(table, zone, match, _table(static, zone, match, None))


def _table(table: Table, zone: ZoneInfo, match: str, static: ParkingTable | None) -> ParkingTable:
    _must(table, "id")
    return ParkingTable(
        zone=_zone(table, zone),
        format=_one_of(table, "format", FORMATS, ""),
        encoding=_encoding(table),
        delimiter=_one_of(table, "delimiter", (",", ";", "\t", "|"), ""),
        decimal=_one_of(table, "decimal", (".", ","), ""),
        records=_path(table, "records"),
        where=read_conditions(table, "where"),
        where_not=read_conditions(table, "where_not"),
        faulty=read_conditions(table, "faulty"),
        newest=table.flag("newest", False),
        texts=_all(table, TEXTS),
        numbers=_all(table, (*COUNTS, *SIZES)),
        units={size: _unit(table, size, units) for size, units in SIZES.items()},
        choices=_choices(table),
        position=_position(table),
        counted_at=read_told(table, "counted_at"),
        time_format=table.text("time_format", ""),
        bays=_bays(table.table("bays")),
        opening_hours=_hours(table),
        tariff=_tariff(table.table("tariff")),
        match=match,
        static=static,
    )


def _one_of(table: Table, key: str, known: Collection[str], default: str) -> str:
    value = table.text(key, default)
    if value != default and value not in known:
        raise table.wrong(key, f"{value!r} is none of {', '.join(map(repr, known))}")
    return value


def _path(table: Table, key: str) -> Path | None:
    text = table.text(key, "")
    return read_path(table, key, text) if text else None


def _all(table: Table, keys: Collection[str]) -> Mapping[str, Told]:
    found = {key: read_told(table, key) for key in keys}
    return {key: told for key, told in found.items() if told is not None}


def _choices(table: Table) -> Mapping[str, tuple[Choice, ...]]:
    found = {
        key: read_choices(table, key, frozenset(usual.values()), usual)
        for key, usual in WORDS.items()
    }
    return {key: choices for key, choices in found.items() if choices}


def _unit(table: Table, size: str, units: Mapping[str, float]) -> float:
    key = f"{size}_unit"
    if key in table.values and size not in table.values:
        raise table.wrong(key, f"there is no {size}")
    return units[_one_of(table, key, units, next(iter(units)))]


def _zone(table: Table, usual: ZoneInfo) -> ZoneInfo:
    name = table.text("timezone", "")
    try:
        return ZoneInfo(name) if name else usual
    except (ZoneInfoNotFoundError, ValueError, OSError) as problem:
        raise table.wrong("timezone", f"no time zone is called {name!r}") from problem


def _encoding(table: Table) -> str:
    name = table.text("encoding", "")
    try:
        "".encode(name or "utf-8")
    except (LookupError, UnicodeError) as problem:
        raise table.wrong("encoding", f"no encoding is called {name!r}") from problem
    return name


def _position(table: Table) -> PositionTable:
    lat, lon, point = (read_told(table, key) for key in ("lat", "lon", "point"))
    if (lat is None) != (lon is None):
        raise table.wrong("lon" if lon is None else "lat", "is missing")
    if point and lat:
        raise table.wrong("point", "either point or lat and lon")
    order = _one_of(table, "order", ("lat,lon", "lon,lat"), "")
    return PositionTable(
        lat, lon, point, order, read_crs(table), _positions(table.table("positions"))
    )


def read_crs(table: Table) -> str:
    """The system of coordinates that an option `crs` names; "" if missing.

    Raises:
        BadSettings: nobody knows it.
    """
    name = table.text("crs", "").upper()
    if not name:
        return ""
    if not _CRS.fullmatch(name):
        raise table.wrong("crs", f"needs a code such as EPSG:25832, not {name!r}")
    pyproj = import_module("pyproj")  # a large library that few territories need
    try:
        pyproj.CRS.from_user_input(name)
    except pyproj.exceptions.CRSError as problem:
        raise table.wrong("crs", f"no system of coordinates is called {name}") from problem
    return name


def _positions(table: Table) -> Mapping[str, tuple[float, float]]:
    return {key: _lat_lon(table, key) for key in table.values}


def _lat_lon(table: Table, key: str) -> tuple[float, float]:
    value = table.values[key]
    if isinstance(value, list) and [type(each) in (int, float) for each in value] == [True, True]:
        lat, lon = value
        if abs(lat) <= 90 and abs(lon) <= 180:
            return float(lat), float(lon)
    raise table.wrong(key, f"needs [latitude, longitude], not {value!r}")


def _bays(table: Table) -> tuple[BayTable, ...]:
    """`{ disabled = "path" }`, or with a table of `capacity`, `free` and `yes` for each kind."""
    kinds = {kind.name.lower(): kind for kind in BayKind}
    table.only(kinds)
    return tuple(_bay_table(table, key, kinds[key]) for key in table.values)


def _bay_table(table: Table, key: str, kind: BayKind) -> BayTable:
    if not isinstance(table.values[key], dict):
        return BayTable(kind, read_told(table, key))
    bays = table.table(key)
    bays.only({"capacity", "free", "occupied", "yes"})
    yes = frozenset(folded(each) for each in bays.texts("yes"))
    capacity, free, occupied = (read_told(bays, each) for each in ("capacity", "free", "occupied"))
    if capacity is None and (free is None or yes):
        raise bays.wrong("capacity", "is missing")
    return BayTable(kind, capacity, free, occupied, yes)


def _hours(table: Table) -> HoursTable | Told | None:
    key = "opening_hours"
    if not isinstance(table.values.get(key), dict):
        return read_told(table, key)
    hours = table.table(key)
    days = [each for each in hours.values if each not in ("always", "never")]
    for each in days:
        if not _DAYS.fullmatch(each):
            raise hours.wrong(each, "needs days such as Mo-Fr, as OpenStreetMap writes them")
    if not days:
        raise table.wrong(key, "names no days")
    told = tuple((each, _must(hours, each)) for each in days)
    return HoursTable(told, *(_folded(hours, word) for word in ("always", "never")))


def _folded(table: Table, key: str) -> tuple[str, ...]:
    return tuple(folded(each) for each in table.texts(key))


def _tariff(table: Table) -> TariffTable | None:
    """`{ 1h = "path", 2h = "path" }`, or of a list `{ list = "path", minutes, price, where }`."""
    if not table.values:
        return None
    if "list" in table.values:
        table.only({"list", "minutes", "price", "where"})
        listed = read_path(table, "list", table.text("list"))
        minutes, price = (_must(table, key) for key in ("minutes", "price"))
        return TariffTable((), listed, minutes, price, read_conditions(table, "where"))
    steps = ((_stay(table, key), _must(table, key)) for key in table.values)
    return TariffTable(tuple(sorted(steps, key=itemgetter(0))))


def _must(table: Table, key: str) -> Told:
    told = read_told(table, key)
    if told is None:
        raise table.wrong(key, "is missing")
    return told


def _stay(table: Table, key: str) -> int:
    match = _STAY.fullmatch(key)
    if match is None:
        raise table.wrong(key, "needs how long one stays: 30min, 2h, 1d")
    return int(match[1]) * _SECONDS[match[2]]
