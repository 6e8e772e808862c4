"""Car parks and bike parks as a map has them. Made by feeds.osm, read by whoever lays them out.

The border type of places to park that no live source has to tell. All arrays are read-only; -1 is
"unknown" of numbers, and "" of texts.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache
from typing import NamedTuple, TypeVar

import numpy as np

from maas.arrays import Bytes, Int16s, Int32s, Texts
from maas.live.parking import BayKind, Bays, ParkingFacility, ParkingKind, Purpose, Users
from maas.model import SourceId

Position = tuple[float, float]
"""Latitude, longitude."""
Word = TypeVar("Word", bound=StrEnum)

UNKNOWN = -1
ANSWERS = (None, True, False)
"""By the numbers of `Access`."""


class Mapped(NamedTuple):
    """One place to park that is drawn on a map."""

    told: ParkingFacility
    """Its `osm_id` is its id, too."""
    entrances: tuple[Position, ...] = ()


@dataclass(frozen=True, slots=True)
class Entrances:
    """Where one drives in: `first[i] : first[i + 1]` are those of facility i, where drawn."""

    first: Int32s
    lat_e7: Int32s
    lon_e7: Int32s


@dataclass(frozen=True, slots=True)
class KeptBays:
    """Bays kept for some: `first[i] : first[i + 1]` are those of facility i."""

    first: Int32s
    kind: Bytes
    """BayKind"""
    capacity: Int32s


@dataclass(frozen=True, slots=True)
class Facilities:
    """Places to park of all maps. Numbers of words are their positions in the enumeration."""

    source: Int16s
    """Row of `sources`."""
    sources: Texts
    """Source ids; "" until it is known which file this is."""
    osm_id: Texts
    """`node/1`, `way/2`"""
    lat_e7: Int32s
    lon_e7: Int32s
    """Of its middle."""
    purpose: Bytes
    kind: Bytes
    users: Bytes
    capacity: Int32s
    max_height_cm: Int32s
    max_stay_s: Int32s
    has_fee: Bytes
    """Access"""
    is_park_and_ride: Bytes
    """Access"""
    name: Texts
    operator: Texts
    address: Texts
    opening_hours: Texts
    fee_text: Texts
    url: Texts
    description: Texts
    bays: KeptBays
    entrances: Entrances

    @classmethod
    def of(cls, found: Sequence[Mapped], source: str = "") -> "Facilities":
        """Pack what one map has."""
        told = [each.told for each in found]
        return cls(
            source=np.zeros(len(told), np.int16),
            sources=Texts.of([source]),
            osm_id=Texts.of(each.osm_id for each in told),
            lat_e7=_e7(each.lat or 0.0 for each in told),
            lon_e7=_e7(each.lon or 0.0 for each in told),
            purpose=_numbers(Purpose, (each.purpose for each in told)),
            kind=_numbers(ParkingKind, (each.kind for each in told)),
            users=_numbers(Users, (each.users for each in told)),
            capacity=_known(each.capacity for each in told),
            max_height_cm=_known(_cm(each.max_height_m) for each in told),
            max_stay_s=_known(each.max_stay_s for each in told),
            has_fee=_access(each.has_fee for each in told),
            is_park_and_ride=_access(each.is_park_and_ride for each in told),
            name=Texts.of(each.name for each in told),
            operator=Texts.of(each.operator for each in told),
            address=Texts.of(each.address for each in told),
            opening_hours=Texts.of(each.opening_hours for each in told),
            fee_text=Texts.of(each.fee_text for each in told),
            url=Texts.of(each.url for each in told),
            description=Texts.of(each.description for each in told),
            bays=_bays(told),
            entrances=_entrances(found),
        )

    def __len__(self) -> int:
        return self.source.size

    def source_of(self, row: int) -> SourceId:
        """The source whose map a facility is on."""
        return SourceId(self.sources[int(self.source[row])])

    def told(self, row: int) -> ParkingFacility:
        """A facility as a record of its source."""
        first, last = self.bays.first[row : row + 2].tolist()
        kinds, capacities = self.bays.kind[first:last], self.bays.capacity[first:last]
        height_cm = _or_none(self.max_height_cm[row])
        return ParkingFacility(
            self.osm_id[row],
            self.name[row],
            round(float(self.lat_e7[row]) * 1e-7, 7),
            round(float(self.lon_e7[row]) * 1e-7, 7),
            purpose=_word(Purpose, self.purpose[row]),
            kind=_word(ParkingKind, self.kind[row]),
            capacity=_or_none(self.capacity[row]),
            bays=tuple(
                Bays(_word(BayKind, kind), _or_none(capacity))
                for kind, capacity in zip(kinds, capacities, strict=True)
            ),
            opening_hours=self.opening_hours[row],
            max_height_m=None if height_cm is None else height_cm / 100,
            max_stay_s=_or_none(self.max_stay_s[row]),
            has_fee=_is(self.has_fee[row]),
            fee_text=self.fee_text[row],
            is_park_and_ride=_is(self.is_park_and_ride[row]),
            users=_word(Users, self.users[row]),
            operator=self.operator[row],
            address=self.address[row],
            url=self.url[row],
            description=self.description[row],
            osm_id=self.osm_id[row],
        )

    def entrances_of(self, row: int) -> tuple[Position, ...]:
        """Where one drives in; empty where that is not drawn."""
        first, last = self.entrances.first[row : row + 2].tolist()
        lat, lon = self.entrances.lat_e7[first:last], self.entrances.lon_e7[first:last]
        return tuple(zip((lat * 1e-7).tolist(), (lon * 1e-7).tolist(), strict=True))


def join_facilities(maps: Sequence[tuple[SourceId, Facilities]]) -> Facilities:
    """The places to park of several maps; of one that is on two of them, the first map's."""
    kept, seen = [], set[str]()
    for source, facilities in maps:
        rows = [row for row, id in enumerate(facilities.osm_id) if id not in seen]
        seen.update(facilities.osm_id[row] for row in rows)
        found = [Mapped(facilities.told(row), facilities.entrances_of(row)) for row in rows]
        kept.append((source, found))
    joined = Facilities.of([each for _, found in kept for each in found])
    sizes = [len(found) for _, found in kept]
    numbers = np.repeat(np.arange(len(kept), dtype=np.int16), sizes)
    return replace(joined, source=numbers, sources=Texts.of(source for source, _ in kept))


def _bays(told: Sequence[ParkingFacility]) -> KeptBays:
    all_bays = [bays for each in told for bays in each.bays]
    return KeptBays(
        _first(len(each.bays) for each in told),
        _numbers(BayKind, (bays.kind for bays in all_bays)),
        _known(bays.capacity for bays in all_bays),
    )


def _entrances(found: Sequence[Mapped]) -> Entrances:
    everywhere = [at for each in found for at in each.entrances]
    return Entrances(
        _first(len(each.entrances) for each in found),
        _e7(lat for lat, _ in everywhere),
        _e7(lon for _, lon in everywhere),
    )


def _first(sizes: Iterable[int]) -> Int32s:
    return np.cumsum([0, *sizes]).astype(np.int32)


def _e7(degrees: Iterable[float]) -> Int32s:
    return np.rint(np.array(list(degrees), np.float64) * 1e7).astype(np.int32)


def _known(numbers: Iterable[int | None]) -> Int32s:
    return np.array([UNKNOWN if each is None else each for each in numbers], np.int32)


def _or_none(number: np.int32) -> int | None:
    return None if number == UNKNOWN else int(number)


def _cm(metres: float | None) -> int | None:
    return None if metres is None else round(metres * 100)


def _access(answers: Iterable[bool | None]) -> Bytes:
    return np.array([ANSWERS.index(each) for each in answers], np.uint8)


def _is(answer: np.uint8) -> bool | None:
    return ANSWERS[int(answer)]


def _numbers(words: type[Word], used: Iterable[Word]) -> Bytes:
    number = {word: i for i, word in enumerate(words)}
    return np.array([number[each] for each in used], np.uint8)


@cache
def _words(words: type[Word]) -> tuple[Word, ...]:
    return tuple(words)


def _word(words: type[Word], number: np.uint8) -> Word:
    found: Word = _words(words)[int(number)]
    return found
