"""Candidates in order: which typed words each explains, by its name, its street, its areas."""

from dataclasses import dataclass

import numpy as np
from rapidfuzz import fuzz

from maas.arrays import Bools, Float32s, Float64s, Int32s
from routing.kernels.words import most_alike, share_typed
from routing.places.house_numbers import HouseNumbers
from routing.places.tables import PlaceIndex
from routing.places.typed import TypedWord

BY_WORDS, BY_COVER, BY_LOOKS = 1.0, 0.25, 0.2
BY_CONTEXT, BY_AREA = 0.9, 0.85
"""What a word is worth that stands not in the name but in the street, or in an area around."""

EXPLAINED = 0.6
"""A typed word is used where it is at least this much like one of the entry's."""

LEAST_WORDS = 0.4
"""Share of what was typed (by weight) that an entry must explain."""

AREA_MET = 0.75
"""An area is meant where a typed word is at least this much like one of its name."""


@dataclass(frozen=True, slots=True)
class Ranked:
    """A candidate with its score; the best there can be is about 2."""

    entry: int
    house: int
    """Row of Houses, -1 where no house was asked for or found."""
    score: float
    used: Bools
    """[n_typed] Which typed words it explains."""


@dataclass(frozen=True, slots=True)
class Ranking:
    """Candidates that explain enough, the best first."""

    ranked: list[Ranked]
    areas_met: frozenset[int]
    """Areas that the text names."""


@dataclass(frozen=True, slots=True)
class _Found:
    """What is known of each candidate."""

    name: Int32s
    explained: Float32s
    """[n_typed, n]"""
    worth: Float64s
    """Whatever was typed, and by how much of the name was."""
    house: list[int]


class Ranker:
    """Ranks candidates of one index."""

    def __init__(self, index: PlaceIndex) -> None:
        self._index = index
        self._areas = np.arange(index.areas.level.size, dtype=np.int32)
        self._numbers = HouseNumbers(index)

    def rank(self, typed: list[TypedWord], name: Int32s, static: Float64s) -> Ranking:
        """Put names in order; static is what each is worth whatever was typed."""
        like = np.zeros((len(typed), self._index.words.weight.size), np.float32)
        for row, each in enumerate(typed):
            like[row, each.alike] = each.likeness
        areas, names = self._index.areas, self._index.names
        by_area = explained_by(like, areas.first_word, areas.word, self._areas)
        met = np.flatnonzero(by_area.max(axis=0, initial=0) >= AREA_MET)
        entry = names.entry[name]
        explained = explained_by(like, names.first_word, names.word, name)
        explained = np.maximum(explained, self._around(like, by_area, entry))
        cover = np.empty(name.size, np.float32)
        share_typed(like, names.first_word, names.word, name, self._index.words.weight, cover)
        house = self._numbers.find(typed, explained, entry)
        found = _Found(name, explained, static + BY_COVER * cover, house)
        return Ranking(self._sorted(typed, found), frozenset(met.tolist()))

    def _sorted(self, typed: list[TypedWord], found: _Found) -> list[Ranked]:
        """Those that explain enough, the best first."""
        weights = np.array([each.weight for each in typed])
        told = weights @ found.explained / weights.sum()
        text = " ".join(each.word.text for each in typed)
        ranked = []
        for i in np.flatnonzero(told >= LEAST_WORDS).tolist():
            looks = _looks(text, self._index.names.folded[int(found.name[i])])
            score = float(BY_WORDS * told[i] + BY_LOOKS * looks + found.worth[i])
            entry = int(self._index.names.entry[found.name[i]])
            used = found.explained[:, i] >= EXPLAINED
            ranked.append(Ranked(entry, found.house[i], score, used))
        return sorted(ranked, key=lambda each: -each.score)

    def _around(self, like: Float32s, by_area: Float32s, entry: Int32s) -> Float32s:
        """[n_typed, n] What the streets and the areas of entries explain."""
        index, entries = self._index, self._index.entries
        by_street = explained_by(like, entries.first_context, index.context, entry)
        around = explained_by(by_area, entries.first_area, index.area_of, entry)
        found: Float32s = np.maximum(
            np.float32(BY_CONTEXT) * by_street, np.float32(BY_AREA) * around
        )
        return found


def explained_by(like: Float32s, first: Int32s, word: Int32s, row: Int32s) -> Float32s:
    """[n_typed, n] What the words of some rows (`first[r] : first[r + 1]`) explain at best."""
    best = np.empty((like.shape[0], row.size), np.float32)
    most_alike(like, first, word, row, best)
    return best


def _looks(text: str, name: str) -> float:
    """How much a name, or its beginning, looks like what was typed: order counts here."""
    whole, beginning = fuzz.ratio(text, name), fuzz.ratio(text, name[: len(text)])
    return float(max(whole, beginning)) / 100
