"""Which records of different sources tell of one place to park.

Pairs are taken the best reason first; no place has two records of one source but of a map.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from math import ceil, cos, radians

from maas.model import LatLon, SourceId
from maas.units import great_circle_m
from routing.overlays.parking.likeness import NEAR_M, Reason, Told, reason
from routing.overlays.parking.names import sign_of, words_of

TILE_DEG = NEAR_M / 111_195
TELLING_ID = 6
"""Characters; shorter ids are those of other towns' car parks, too."""
Tile = tuple[int, int]
Pair = tuple[Reason, float, int, int]
"""Why, how far apart (m), and rows of the records: sorted, the best pair comes first."""
Key = tuple[str, ...]
Group = list[int]
"""Rows of records."""


def group(told: Sequence[Told]) -> tuple[list[Group], list[int]]:
    """The records of each place in the order of `told`, and records of which nobody knows where.

    Args:
        told: what maps have comes last: it is compared with what others say, not with itself.
    """
    placed = [row for row, each in enumerate(told) if each.record.lat is not None]
    groups = _Groups(told, placed)
    for why, _, one, other in sorted(_pairs(told, placed)):
        groups.join(one, other, why)
    lost = [row for row, each in enumerate(told) if each.record.lat is None]
    unplaced = [row for row in lost if not groups.add(row)]
    return groups.all(), unplaced


class _Groups:
    """Records that were put together so far."""

    def __init__(self, told: Sequence[Told], placed: Iterable[int]) -> None:
        self._told = told
        self._of: dict[int, Group] = {row: [row] for row in placed}
        self._by_key: dict[Key, list[int]] = {}

    def join(self, one: int, other: int, why: Reason) -> None:
        """Put two groups together unless a source speaks in both.

        Maps draw what has one name as a point, as a building or piece by piece: all of it may be
        one place of whoever runs it.
        """
        a, b = self._of[one], self._of[other]
        with_maps = why is not Reason.SAME_NAME
        if a is not b and not self._sources(a, with_maps) & self._sources(b, with_maps):
            a += b
            for row in b:
                self._of[row] = a

    def add(self, row: int) -> bool:
        """Put a record without a position to the only place it may be of; whether there is one."""
        found = {id(each): each for each in self._candidates(row)}
        if len(found) != 1:
            return False
        (only,) = found.values()
        only.append(row)
        self._of[row] = only
        return True

    def all(self) -> list[Group]:
        """Every group, each in the order of the records."""
        groups = {id(each): each for each in self._of.values()}
        return sorted(sorted(each) for each in groups.values())

    def _candidates(self, row: int) -> list[Group]:
        """The places that are most surely those of a record."""
        counts = self._told[row]
        for key in _keys(counts):
            groups = [self._of[at] for at in self._keyed().get(key, ())]
            if free := [each for each in groups if self._takes(each, counts)]:
                return free
        return []

    def _keyed(self) -> Mapping[Key, list[int]]:
        """Rows of records with a position by what is looked for."""
        if not self._by_key:
            for row, told in enumerate(self._told):
                for key in _keys(told) if told.record.lat is not None else ():
                    self._by_key.setdefault(key, []).append(row)
        return self._by_key

    def _takes(self, group: Group, counts: Told) -> bool:
        """Whether nobody else of that source counts there."""
        own = (self._told[row] for row in group if self._told[row].source_id == counts.source_id)
        return not any(each.record.is_live or each.record.lat is None for each in own)

    def _sources(self, group: Group, with_maps: bool) -> set[SourceId]:
        told = (self._told[row] for row in group)
        return {each.source_id for each in told if with_maps or not each.is_mapped}


def _keys(told: Told) -> list[Key]:
    """By what a record without a position finds its place, the surest first."""
    record = told.record
    keys: list[Key] = [("osm", record.osm_id)] if record.osm_id else []
    if len(record.id) >= TELLING_ID:
        keys.append(("id", record.purpose, record.id))
    if words := words_of(record.name):
        keys.append(("name", record.purpose, sign_of(record.name), *sorted(words)))
    return keys


def _pairs(told: Sequence[Told], placed: Sequence[int]) -> Iterator[Pair]:
    """Records of different sources that may be of one place."""
    yield from _same_objects(told, placed)
    tiles: defaultdict[Tile, list[int]] = defaultdict(list)
    for row in placed:
        tiles[_tile(told[row])].append(row)
    for one in placed:
        if told[one].is_mapped:
            continue
        for other in _around(told[one], tiles):
            if (told[other].is_mapped or one < other) and (
                told[one].source_id != told[other].source_id
            ):
                yield from _pair(told, one, other)


def _pair(told: Sequence[Told], one: int, other: int) -> Iterator[Pair]:
    a, b = told[one].record, told[other].record
    metres = great_circle_m(a.lat or 0.0, a.lon or 0.0, b.lat or 0.0, b.lon or 0.0)
    why = reason(told[one], told[other], metres)
    if why is not None:
        yield why, metres, one, other


def _same_objects(told: Sequence[Told], placed: Sequence[int]) -> Iterator[Pair]:
    """Those that name one object of the map, however far they say it is."""
    by_object: dict[str, int] = {}
    for row in placed:
        osm_id = told[row].record.osm_id
        if osm_id and by_object.setdefault(osm_id, row) != row:
            yield Reason.SAME_OBJECT, 0.0, by_object[osm_id], row


def _tile(told: Told) -> Tile:
    at = LatLon(told.record.lat or 0.0, told.record.lon or 0.0)
    return int(at.lat // TILE_DEG), int(at.lon // TILE_DEG)


def _around(told: Told, tiles: defaultdict[Tile, list[int]]) -> Iterator[int]:
    """The records in the tiles that NEAR_M reaches."""
    y, x = _tile(told)
    reach = ceil(1 / max(cos(radians(told.record.lat or 0.0)), 0.01))
    for row in range(y - 1, y + 2):
        for column in range(x - reach, x + reach + 1):
            yield from tiles.get((row, column), ())
