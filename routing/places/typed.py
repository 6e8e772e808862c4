"""What was typed, word by word, and which words of the index each may mean."""

from dataclasses import dataclass

import numpy as np

from maas.arrays import Float32s, Int32s
from routing.kernels.words import LONGEST, Spelling, Standing, alike
from routing.places.abbreviations import EQUIVALENTS
from routing.places.folding import Word, cut
from routing.places.tables import Words
from routing.places.vocabulary import letters_of, signature_of

MOST_WORDS = 12
SHORTEST_JOINED = 6
"""Letters of a word that may be two without the blank between them."""
EQUIVALENT = np.float32(0.96)
"""How alike a word and its short form are."""

NUMBER_WEIGHT = 0.5
"""A number tells less than a word nobody knows: it may be a house that is not on the map."""

AS_GOOD = 0.1
"""Words that are less alike than the best by this count as meant, too."""


@dataclass(frozen=True, slots=True)
class TypedWord:
    """One typed word and the words that are like it, the most alike first."""

    word: Word
    alike: Int32s
    likeness: Float32s
    weight: float

    @property
    def is_number(self) -> bool:
        """Whether it may be a house number."""
        return self.word.text[0].isdigit()


class Dictionary:
    """The words of an index, ready for the kernels."""

    def __init__(self, words: Words, n_names: int) -> None:
        self._words = words
        self._n_names = max(1, n_names)
        self._spelling = Spelling(words.first_letter, words.letter, words.signature)
        self.standing = Standing(words.first_name, words.name, words.weight)
        self._count = np.diff(words.first_name)

    def read(self, text: str) -> list[TypedWord]:
        """The words of a text with what each may mean; the last may be unfinished."""
        words = [part for word in cut(text) for part in self._apart(word)][:MOST_WORDS]
        open_end = not text[-1:].isspace()
        return [
            self._typed(word, unfinished=open_end and i == len(words) - 1)
            for i, word in enumerate(words)
        ]

    def _apart(self, word: Word) -> list[Word]:
        """A word nobody knows as the two known ones it was run together of, if it was."""
        if not SHORTEST_JOINED <= len(word.text) <= LONGEST or self._knows(word.text):
            return [word]
        for at in range(2, len(word.text) - 1):
            if self._knows(word.text[:at]) and self._knows(word.text[at:]):
                middle = min(word.begin + at, word.end)
                return [
                    Word(word.text[:at], word.begin, middle),
                    Word(word.text[at:], middle, word.end),
                ]
        return [word]

    def _knows(self, text: str) -> bool:
        return self._words.text.find(text) >= 0

    def _typed(self, word: Word, *, unfinished: bool) -> TypedWord:
        letters = letters_of(word.text[:LONGEST])
        number = np.empty(self._count.size, np.int32)
        likeness = np.empty(self._count.size, np.float32)
        n = alike(
            self._spelling,
            letters,
            signature_of(letters),
            slips_allowed(word.text, unfinished=unfinished),
            unfinished,
            number,
            likeness,
        )
        number, likeness = self._with_equivalents(word.text, number[:n], likeness[:n])
        order = np.argsort(-likeness, kind="stable")
        number, likeness = number[order], likeness[order]
        return TypedWord(word, number, likeness, self._weight(word, number, likeness))

    def _with_equivalents(
        self, text: str, number: Int32s, likeness: Float32s
    ) -> tuple[Int32s, Float32s]:
        found = (self._words.text.find(other) for other in EQUIVALENTS.get(text, ()))
        others = np.array(sorted(each for each in found if each >= 0), np.int32)
        if not others.size:
            return number, likeness
        kept = ~np.isin(number, others)
        grades = np.full(others.size, EQUIVALENT)
        return np.append(number[kept], others), np.append(likeness[kept], grades)

    def _weight(self, word: Word, number: Int32s, likeness: Float32s) -> float:
        """What a typed word tells: the rarer the words are that it may be, the more."""
        if word.text[0].isdigit():
            return NUMBER_WEIGHT
        if not number.size:
            return 1.0
        meant = number[likeness >= likeness[0] - AS_GOOD]
        count = max(1, int(self._count[meant].sum()))
        return float(np.log1p(self._n_names / count) / np.log(1 + self._n_names))


def slips_allowed(text: str, *, unfinished: bool) -> int:
    """How many letters of a word may be wrong."""
    if len(text) < 3 or text[0].isdigit() or (unfinished and len(text) < 4):
        return 0
    return 1 if len(text) < 6 else 2
