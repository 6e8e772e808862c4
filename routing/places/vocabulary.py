"""The words of all names, and where each of them stands."""

from collections.abc import Iterable, Sequence
from math import log

import numpy as np

from maas.arrays import Float32s, Ids, Int32s, Int64s, Texts
from routing.places.entry import Entry
from routing.places.folding import cut, folded
from routing.places.tables import EntryNames, Words

BITS = 63
"""Of a signature: an int64 has no unsigned troubles."""


class Vocabulary:
    """Numbers for words, in the order in which they were first met."""

    def __init__(self) -> None:
        self.numbers: dict[str, int] = {}

    def rows(self, texts: Iterable[str]) -> tuple[Int32s, Int32s]:
        """(first, word) of many texts."""
        words, sizes = [], [0]
        for text in texts:
            own = [self.numbers.setdefault(w.text, len(self.numbers)) for w in cut(text)]
            words += own
            sizes.append(len(own))
        return np.cumsum(sizes).astype(np.int32), np.array(words, np.int32)


def letters_of(word: str) -> Int32s:
    """A word as code points."""
    return np.frombuffer(word.encode("utf-32-le"), np.int32)


def signature_of(letters: Int32s) -> int:
    """Bit (code point % 63) of each letter."""
    signature = 0
    for letter in letters.tolist():
        signature |= 1 << (letter % BITS)
    return signature


def names_table(entries: Sequence[Entry], vocabulary: Vocabulary) -> EntryNames:
    """All names of all entries; weights are filled in by `weighed`."""
    texts = [text for entry in entries for text, _ in entry.names]
    languages = [language for entry in entries for _, language in entry.names]
    owner = np.repeat(np.arange(len(entries)), [len(entry.names) for entry in entries])
    first, word = vocabulary.rows(texts)
    return EntryNames(
        Texts.of(texts),
        Texts.of(map(folded, texts)),
        Texts.of(languages),
        owner.astype(np.int32),
        first,
        word,
        np.zeros(len(texts), np.float32),
    )


def words_table(vocabulary: Vocabulary, names: EntryNames) -> Words:
    """Every word with its letters, its weight and the names it stands in."""
    texts = list(vocabulary.numbers)
    letters = [letters_of(text) for text in texts]
    n_names = max(1, len(names.text))
    first_name, name = _where(names.first_word, names.word, len(texts))
    return Words(
        Ids.of(texts),
        np.cumsum([0, *(each.size for each in letters)]).astype(np.int32),
        np.concatenate([np.empty(0, np.int32), *letters]),
        np.array([signature_of(each) for each in letters], np.int64),
        weights(np.diff(first_name), n_names),
        first_name,
        name,
    )


def weights(count: Int32s | Int64s, n_names: int) -> Float32s:
    """0 to 1: what a word tells that stands in `count` of the names."""
    told = np.log1p(n_names / np.maximum(count, 1)) / log(1 + n_names)
    return told.astype(np.float32)


def weighed(names: EntryNames, words: Words) -> Float32s:
    """[n_names] Sum of the weights of the words of each name."""
    total = np.concatenate([[0.0], np.cumsum(words.weight[names.word], dtype=np.float64)])
    return np.diff(total[names.first_word]).astype(np.float32)


def _where(first: Int32s, word: Int32s, n_words: int) -> tuple[Int32s, Int32s]:
    """From "words of a text" to "texts of a word", each text once per word."""
    text = np.repeat(np.arange(first.size - 1, dtype=np.int64), np.diff(first))
    pairs = np.unique(word.astype(np.int64) * max(1, first.size) + text)
    words, texts = np.divmod(pairs, max(1, first.size))
    offsets = np.searchsorted(words, np.arange(n_words + 1))
    return offsets.astype(np.int32), texts.astype(np.int32)
