"""Text as it is compared: lower case, no accents, cut into words that know where they stood."""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i"}
)
"""Letters that Unicode does not take apart."""


@dataclass(frozen=True, slots=True)
class Word:
    """A folded word and its place in the text it was cut from: characters [begin, end)."""

    text: str
    begin: int
    end: int


def cut(text: str) -> Iterator[Word]:
    """The words of a text: runs of letters and digits."""
    folded, begin = "", 0
    for i, character in enumerate(text):
        if unicodedata.combining(character) and folded:
            continue
        bare = _bare(character)
        if bare:
            begin = begin if folded else i
            folded += bare
        elif folded:
            yield Word(folded, begin, i)
            folded = ""
    if folded:
        yield Word(folded, begin, len(text))


def folded(text: str) -> str:
    """Lower case without accents, words separated by single blanks."""
    return " ".join(word.text for word in cut(text))


def _bare(character: str) -> str:
    """A character without accent and case; empty where it separates words."""
    if character.isascii():
        return character.lower() if character.isalnum() else ""
    decomposed = unicodedata.normalize("NFKD", character).casefold().translate(LETTERS)
    return "".join(c for c in decomposed if c.isalnum() and not unicodedata.combining(c))
