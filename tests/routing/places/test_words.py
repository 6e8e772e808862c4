"""Folding, short forms, and the kernel that compares words."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from routing.kernels.words import slips
from routing.places.abbreviations import spelled_out
from routing.places.folding import cut, folded
from routing.places.houses import house_key, leading_digits
from routing.places.vocabulary import letters_of

WORDS = st.text("abc", min_size=1, max_size=9)


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("S.Bento  (Metro)", "s bento metro"),
        ("L'Église", "l eglise"),
        ("STRASSE Straße", "strasse strasse"),
        ("Café", "cafe"),
        ("Łódź Ørsted Œuvre", "lodz orsted oeuvre"),
        ("Αθήνα", "αθηνα"),
        ("№5 ½", "no5 12"),
        ("…", ""),
    ],
)
def test_folding(text: str, plain: str) -> None:
    assert folded(text).replace("1⁄2", "12") == plain


@given(st.text(max_size=30))
@settings(derandomize=True, deadline=None)
def test_words_know_where_they_stood(text: str) -> None:
    words = list(cut(text))
    assert all(word.text and folded(text[word.begin : word.end]) == word.text for word in words)
    assert all(a.end <= b.begin for a, b in pairwise(words))
    assert folded(folded(text)) == folded(text)


def test_short_forms_are_one_street() -> None:
    assert spelled_out("av da boavista") == spelled_out("avenida da boavista")


def test_house_numbers_however_written() -> None:
    assert house_key("12 A") == house_key("12-a") == house_key("12a") != house_key("12")
    assert (leading_digits("12a"), leading_digits("a12")) == (12, 0)


@given(WORDS, WORDS, st.integers(0, 3))
@settings(derandomize=True, deadline=None, max_examples=300)
def test_slips_are_those_of_the_textbook(asked: str, word: str, most: int) -> None:
    rows = np.empty((3, 40), np.int32)
    letters = letters_of(word)
    whole, beginning = slips(letters_of(asked), letters, 0, letters.size, most, rows)
    expected = OSA.distance(asked, word)
    assert min(whole, most + 1) == min(expected, most + 1)
    best = min(OSA.distance(asked, word[:n]) for n in range(len(word) + 1))
    assert min(beginning, most + 1) == min(best, most + 1)
