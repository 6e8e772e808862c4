"""One record of a table, to a facility."""

from enum import StrEnum
from typing import TypeVar

from msgspec.structs import replace

from feeds.parking_rules import held, plausible
from feeds.parking_table.counts import Reading, counts_of
from feeds.parking_table.hours import opening_hours
from feeds.parking_table.paths import Row, tell
from feeds.parking_table.tariffs import tariff
from feeds.parking_table.times import counted_at
from feeds.parking_table.values import flag, identifier, link, number, osm_id, text, word
from feeds.positions import LatLon
from maas.live.parking import OpeningStatus, ParkingFacility, ParkingKind, Purpose, Users

Word = TypeVar("Word", bound=StrEnum)

HIGHEST_M = 20.0
_LETTERS = 3
"""Of a currency."""


def build(row: Row, at: LatLon | None, reading: Reading) -> ParkingFacility:
    """The facility that a record tells of.

    Raises:
        Unusable: it has no id.
    """
    table, notices = reading.table, reading.notices
    local = identifier(row, table.texts["id"])
    lat, lon = at or table.position.by_id.get(local) or (None, None)
    counts = counts_of(row, reading)
    facility = ParkingFacility(
        id=local,
        name=text(row, table.texts.get("name"), notices),
        lat=lat,
        lon=lon,
        purpose=_word(row, reading, "purpose", Purpose.CAR),
        kind=_word(row, reading, "kind", ParkingKind.OTHER),
        capacity=counts.capacity,
        free=counts.free,
        status=_word(row, reading, "status", OpeningStatus.UNKNOWN),
        is_live=counts.is_live,
        counted_at=_counted_at(row, reading),
        bays=counts.bays,
    )
    sound = held(plausible(facility, notices, counts.beside), reading.now, reading.hold_s)
    return _with_texts(_with_terms(sound, row, reading), row, reading)


def _with_terms(facility: ParkingFacility, row: Row, reading: Reading) -> ParkingFacility:
    """Who may park there when, for how long and how much."""
    table, notices = reading.table, reading.notices
    stay_s = _size(row, reading, "max_stay")
    return replace(
        facility,
        opening_hours=opening_hours(row, table.opening_hours, notices),
        max_height_m=_height_m(row, reading),
        max_stay_s=None if stay_s is None else int(stay_s),
        has_fee=flag(row, table.choices.get("has_fee", ()), notices),
        tariff=tariff(row, table, notices),
        currency=_currency(row, reading),
        is_park_and_ride=flag(row, table.choices.get("is_park_and_ride", ()), notices),
        users=_word(row, reading, "users", Users.ALL),
    )


def _with_texts(facility: ParkingFacility, row: Row, reading: Reading) -> ParkingFacility:
    texts, notices = reading.table.texts, reading.notices
    return replace(
        facility,
        fee_text=text(row, texts.get("fee_text"), notices),
        operator=text(row, texts.get("operator"), notices),
        address=text(row, texts.get("address"), notices),
        url=link(row, texts.get("public_url"), notices),
        description=text(row, texts.get("description"), notices),
        osm_id=osm_id(row, texts.get("osm_id"), notices),
    )


def _word(row: Row, reading: Reading, key: str, usual: Word) -> Word:
    choices = reading.table.choices.get(key)
    meant = word(row, choices, reading.notices) if choices else ""
    return type(usual)[meant.upper()] if meant else usual


def _size(row: Row, reading: Reading, key: str) -> float | None:
    """A size in our unit; 0 is not said."""
    table = reading.table
    told = number(row, table.numbers.get(key), table.decimal, reading.notices)
    return told * table.units[key] if told is not None and told > 0 else None


def _height_m(row: Row, reading: Reading) -> float | None:
    found = _size(row, reading, "max_height")
    if found is not None and found > HIGHEST_M:
        reading.notices.note("invalid_height", found)
        return None
    return None if found is None else round(found, 2)


def _counted_at(row: Row, reading: Reading) -> int | None:
    told = reading.table.counted_at
    value = None if told is None else tell(row, told)
    return counted_at(value, reading.table, reading.now, reading.notices)


def _currency(row: Row, reading: Reading) -> str:
    found = text(row, reading.table.texts.get("currency"), reading.notices).upper()
    if found and not (len(found) == _LETTERS and found.isascii() and found.isalpha()):
        reading.notices.note("invalid_text", found)
        return ""
    return found
