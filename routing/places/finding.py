"""From typed text to places: candidates by words, then ranked by all that is known of them."""

from dataclasses import dataclass

import numpy as np

from maas.arrays import Bools, Float64s, Int32s
from maas.model import TRANSIT_MODES, LatLon
from maas.units import EARTH_RADIUS_M
from routing.kernels.words import spread
from routing.places.match import Match, MatchType, PlaceQuery
from routing.places.ranking import Ranked, Ranker, Ranking
from routing.places.rendering import Renderer
from routing.places.tables import EntryKind, PlaceIndex
from routing.places.typed import Dictionary, TypedWord

MOST_CANDIDATES = 128
LONGEST_TEXT = 200
NEAR_M = 1500.0
"""How far away nearness counts half."""

BY_WORDS, BY_COVER, BY_IMPORTANCE, BY_NEARNESS = 1.0, 0.25, 0.2, 0.3
M_PER_DEGREE = EARTH_RADIUS_M * np.pi / 180

TYPE_OF = {
    EntryKind.STOP: MatchType.STOP,
    EntryKind.STREET: MatchType.ADDRESS,
    EntryKind.PLACE: MatchType.PLACE,
}


@dataclass(frozen=True, slots=True)
class Candidates:
    """Names that share words with what was typed."""

    name: Int32s
    static: Float64s
    """What they are worth beside the words: importance, nearness."""


class Finder:
    """Finds places by name. Thread-safe."""

    def __init__(self, index: PlaceIndex, renderer: Renderer) -> None:
        self._index = index
        self._words = Dictionary(index.words, len(index.names.text))
        self._ranker = Ranker(index)
        self._renderer = renderer

    def find(self, query: PlaceQuery) -> tuple[Match, ...]:
        """The places a text may mean, best first. About a millisecond for a city."""
        typed = self._words.read(query.text[:LONGEST_TEXT])
        if not typed or not self._index.entries.kind.size:
            return ()
        candidates = self._candidates(typed, query)
        ranking = self._ranker.rank(typed, candidates.name, candidates.static)
        return self._renderer.matches(_best(ranking, query.n), typed, query)

    def _candidates(self, typed: list[TypedWord], query: PlaceQuery) -> Candidates:
        n_names = len(self._index.names.text)
        met, touched = np.zeros(n_names, np.int32), np.empty(n_names, np.int32)
        score, covered = np.zeros(n_names, np.float32), np.zeros(n_names, np.float32)
        n = 0
        for turn, each in enumerate(typed, 1):
            standing, weight = self._words.standing, each.weight
            n = spread(
                standing, each.alike, each.likeness, weight, turn, met, score, covered, touched, n
            )
        name = touched[:n]
        name = name[self._allowed(self._index.names.entry[name], query)]
        total = sum(each.weight for each in typed)
        cover = np.minimum(1.0, covered[name] / self._index.names.weight[name])
        static = self._static(self._index.names.entry[name], query)
        worth = BY_WORDS * score[name] / total + BY_COVER * cover + static
        best = _largest(worth, MOST_CANDIDATES)
        return Candidates(name[best], static[best])

    def _allowed(self, entry: Int32s, query: PlaceQuery) -> Bools:
        """Which entries the query does not exclude."""
        entries = self._index.entries
        kinds = [kind for kind, kind_type in TYPE_OF.items() if kind_type in query.types]
        allowed: Bools = np.isin(entries.kind[entry], kinds)
        if query.modes is not None:
            bits = sum(1 << i for i, mode in enumerate(TRANSIT_MODES) if mode in query.modes)
            is_stop = entries.kind[entry] == EntryKind.STOP
            allowed &= ~is_stop | (entries.modes[entry] & bits > 0)
        if query.box:
            south_west, north_east = query.box.south_west, query.box.north_east
            lat, lon = entries.lat[entry], entries.lon[entry]
            allowed &= (lat >= south_west.lat) & (lat <= north_east.lat)
            allowed &= (lon >= south_west.lon) & (lon <= north_east.lon)
        return allowed

    def _static(self, entry: Int32s, query: PlaceQuery) -> Float64s:
        """What entries are worth whatever was typed."""
        entries = self._index.entries
        worth = BY_IMPORTANCE * entries.importance[entry].astype(np.float64)
        if query.near is not None:
            metres = distances_m(query.near, entries.lat[entry], entries.lon[entry])
            worth += BY_NEARNESS * query.bias * NEAR_M / (NEAR_M + metres)
        return worth


def _best(ranking: Ranking, n: int) -> Ranking:
    """The first of each entry, at most n."""
    first: dict[tuple[int, int], Ranked] = {}
    for each in ranking.ranked:
        first.setdefault((each.entry, each.house), each)
        if len(first) == n:
            break
    return Ranking(list(first.values()), ranking.areas_met)


def distances_m(at: LatLon, lat: Float64s, lon: Float64s) -> Float64s:
    """How far positions are, on a plane around `at`."""
    east = (lon - at.lon) * np.cos(np.radians(at.lat))
    metres: Float64s = np.hypot(lat - at.lat, east) * M_PER_DEGREE
    return metres


def _largest(worth: Float64s, n: int) -> Int32s:
    """Positions of the n largest values, the largest first; of equals the first."""
    if worth.size > n:
        some = np.sort(np.argpartition(-worth, n)[:n])
    else:
        some = np.arange(worth.size)
    return some[np.argsort(-worth[some], kind="stable")].astype(np.int32)
