"""Numbers in what was typed, and the houses of streets they may mean."""

from collections.abc import Iterator

import numpy as np

from maas.arrays import Float32s, Int32s
from routing.places.houses import house_key, leading_digits
from routing.places.tables import EntryKind, PlaceIndex
from routing.places.typed import TypedWord

NEXT_DOOR = np.float32(0.7)
"""What a house explains that has the digits, but not the letter behind them."""

LONGEST_ADDITION = 3
"""Letters of a word that may belong to the number before it: 12 b, 4 bis is written 4bis."""


class HouseNumbers:
    """Finds the houses of one index."""

    def __init__(self, index: PlaceIndex) -> None:
        self._index = index

    def find(self, typed: list[TypedWord], explained: Float32s, entry: Int32s) -> list[int]:
        """The house of each entry that a number means, -1 if none.

        explained: [n_typed, n] in/out; a number that no name explains is one of a house.
        """
        found = [-1] * entry.size
        for words, text in _numbers(typed):
            for i in np.flatnonzero(explained[words[0]] < NEXT_DOOR).tolist():
                house, worth = self._house(int(entry[i]), text)
                found[i] = max(found[i], house)
                explained[words, i] = np.maximum(explained[words, i], worth)
        return found

    def _house(self, entry: int, number: str) -> tuple[int, np.float32]:
        """(row of the house or -1, what it explains)."""
        entries, houses = self._index.entries, self._index.houses
        if entries.kind[entry] == EntryKind.PLACE:
            same = house_key(entries.number[entry]) == house_key(number)
            return -1, np.float32(same)
        first, last = entries.first_house[entry : entry + 2]
        if first == last:
            return -1, np.float32(0)
        exact = np.flatnonzero(houses.key[first:last] == house_key(number))
        if exact.size:
            return int(first + exact[0]), np.float32(1)
        near = np.flatnonzero(houses.leading[first:last] == leading_digits(number))
        return (int(first + near[0]), NEXT_DOOR) if near.size else (-1, np.float32(0))


def _numbers(typed: list[TypedWord]) -> Iterator[tuple[list[int], str]]:
    """(rows of typed words, number) of everything that may be a house number: 12 b before 12."""
    for row, each in enumerate(typed):
        if not each.is_number:
            continue
        after = typed[row + 1].word.text if row + 1 < len(typed) else ""
        if 0 < len(after) <= LONGEST_ADDITION:
            yield [row, row + 1], each.word.text + after
        yield [row], each.word.text
