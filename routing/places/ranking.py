"""Candidates in order: which typed words each explains, by its name, its street, its areas."""

from dataclasses import dataclass

import numpy as np
from rapidfuzz import fuzz

from maas.arrays import Bools, Float32s, Float64s, Int32s
from routing.places.folding import folded
from routing.places.tables import EntryKind, PlaceIndex
from routing.places.typed import TypedWord

BY_WORDS, BY_COVER, BY_LOOKS = 1.0, 0.25, 0.2
BY_CONTEXT, BY_AREA = 0.9, 0.85
"""What a word is worth that stands not in the name but in the street, or in an area around."""

EXPLAINED = 0.6
"""A typed word is used where it is at least this much like one of the entry's."""

LEAST_WORDS = 0.4
"""Share of what was typed (by weight) that an entry must explain."""


@dataclass(frozen=True, slots=True)
class Ranked:
    """A candidate with its score, 0 to about 1."""

    entry: int
    name: int
    house: int
    """Row of Houses, -1 where no house was asked for or found."""
    score: float
    used: Bools
    """[n_typed] Which typed words it explains."""


class Ranking:
    """Ranks candidates of one index."""

    def __init__(self, index: PlaceIndex) -> None:
        self._index = index
        counts = np.diff(index.words.first_area)
        self._area_word = np.repeat(np.arange(counts.size), counts)

    def rank(self, typed: list[TypedWord], names: Int32s, static: Float64s) -> list[Ranked]:
        """All candidates that explain enough, the best first."""
        like = np.zeros((len(typed), self._index.words.weight.size), np.float32)
        for row, each in enumerate(typed):
            like[row, each.alike] = each.likeness
        by_area = self.areas_like(like)
        weights = np.array([each.weight for each in typed])
        text = " ".join(each.word.text for each in typed)
        ranked = []
        for name, own in zip(names.tolist(), static.tolist(), strict=True):
            found = self._ranked(typed, like, by_area, name)
            told = float(weights @ found.explained) / float(weights.sum())
            if told >= LEAST_WORDS:
                looks = _looks(text, folded(self._index.names.text[name]))
                score = BY_WORDS * told + BY_COVER * found.cover + BY_LOOKS * looks + own
                entry, used = int(self._index.names.entry[name]), found.explained >= EXPLAINED
                ranked.append(Ranked(entry, name, found.house, score / 1.95, used))
        return sorted(ranked, key=lambda each: -each.score)

    def areas_like(self, like: Float32s) -> Float32s:
        """[n_typed, n_areas] How much each area's name is like each typed word."""
        found = np.zeros((like.shape[0], self._index.areas.level.size), np.float32)
        for row in range(like.shape[0]):
            np.maximum.at(found[row], self._index.words.area, like[row, self._area_word])
        return found

    def _ranked(
        self, typed: list[TypedWord], like: Float32s, by_area: Float32s, name: int
    ) -> "_Explained":
        index, entry = self._index, int(self._index.names.entry[name])
        words = index.names.word[index.names.first_word[name] : index.names.first_word[name + 1]]
        by_name = like[:, words]
        explained = by_name.max(axis=1, initial=0.0).astype(np.float64)
        weight = index.words.weight[words]
        cover = float(by_name.max(axis=0) @ weight) / float(weight.sum())
        house = -1
        if explained.min() < BY_CONTEXT:
            explained = np.maximum(explained, self._around(like, by_area, entry))
            house = self._house(typed, explained, entry)
        return _Explained(explained, cover, house)

    def _around(self, like: Float32s, by_area: Float32s, entry: int) -> Float64s:
        """[n_typed] What the street and the areas of an entry explain."""
        index, entries = self._index, self._index.entries
        context = index.context[entries.first_context[entry] : entries.first_context[entry + 1]]
        areas = index.area_of[entries.first_area[entry] : entries.first_area[entry + 1]]
        by_street = BY_CONTEXT * like[:, context].max(axis=1, initial=0.0)
        found: Float64s = np.maximum(by_street, BY_AREA * by_area[:, areas].max(axis=1, initial=0))
        return found

    def _house(self, typed: list[TypedWord], explained: Float64s, entry: int) -> int:
        """The house of a street that a typed number means, -1 if none; notes what it explains."""
        index, entries = self._index, self._index.entries
        for row, each in enumerate(typed):
            if not each.is_number or explained[row] >= 1:
                continue
            if entries.kind[entry] == EntryKind.PLACE:
                if folded(entries.number[entry]) == each.word.text:
                    explained[row] = 1.0
                continue
            for house in range(entries.first_house[entry], entries.first_house[entry + 1]):
                if folded(index.houses.number[house]).replace(" ", "") == each.word.text:
                    explained[row] = 1.0
                    return house
        return -1


@dataclass(frozen=True, slots=True)
class _Explained:
    explained: Float64s
    """[n_typed] 0 to 1."""
    cover: float
    """Share of the name that was typed."""
    house: int


def _looks(text: str, name: str) -> float:
    """How much a name, or its beginning, looks like what was typed: order counts here."""
    whole, beginning = fuzz.ratio(text, name), fuzz.ratio(text, name[: len(text)])
    return float(max(whole, beginning)) / 100
