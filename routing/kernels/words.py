"""What was typed, compared with every word of the index: beginnings, and slips of the finger."""

from typing import NamedTuple

import numpy as np
from numba import njit

LONGEST = 32
"""Letters compared; the rest of longer words is not looked at."""


class Spelling(NamedTuple):
    """The words: `first[w] : first[w + 1]` slices letter."""

    first: np.ndarray  # int32[n_words + 1]
    letter: np.ndarray  # int32[n_letters]  code points
    signature: np.ndarray  # int64[n_words]  bit (code point % 63) of each letter


class Standing(NamedTuple):
    """Where words stand: `first[w] : first[w + 1]` slices text."""

    first: np.ndarray  # int32[n_words + 1]
    text: np.ndarray  # int32[n_postings]  names or areas
    weight: np.ndarray  # float32[n_words]


@njit(cache=True, nogil=True)
def lacks(signature, other, most):
    """Whether more than `most` bits of a signature are missing in another."""
    missing = signature & ~other
    for _ in range(most + 1):
        if missing == 0:
            return False
        missing &= missing - 1
    return True


@njit(cache=True, nogil=True)
def slips(asked, letter, begin, n, most, rows):
    """(edits to the whole word, edits to its best beginning), most + 1 where there are more.

    Optimal string alignment: insert, leave out, replace, swap two neighbours. rows: int32[3, ≥ n+1]
    """
    m = asked.size
    width = min(n, m + most)
    before, last, row = rows[0], rows[1], rows[2]
    for j in range(width + 1):
        last[j] = j
    for i in range(1, m + 1):
        row[0] = i
        least = i
        for j in range(1, width + 1):
            other = letter[begin + j - 1]
            same = 0 if asked[i - 1] == other else 1
            edits = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + same)
            swapped = i > 1 and j > 1 and asked[i - 2] == other
            if swapped and asked[i - 1] == letter[begin + j - 2]:
                edits = min(edits, before[j - 2] + 1)
            row[j] = edits
            least = min(least, edits)
        if least > most:
            return most + 1, most + 1
        before, last, row = last, row, before
    beginning = last[0]
    for j in range(1, width + 1):
        beginning = min(beginning, last[j])
    return last[width] if n == width else most + 1, beginning


@njit(cache=True, nogil=True)
def alike(
    spelling,
    asked,       # int32[m]  code points of a folded word
    signature,   # int64  its signature
    most,        # int  slips allowed
    unfinished,  # bool  whether the word may still be being typed
    word,        # int32[n_words]  out: the words that are alike, ascending
    likeness,    # float32[n_words]  out: 1 is the same, 0 nothing in common
):  # fmt: skip
    """Find the words like one that was typed; returns how many there are."""
    rows = np.empty((3, LONGEST + 8), np.int32)
    m, found = asked.size, 0
    for w in range(spelling.signature.size):
        if lacks(signature, spelling.signature[w], most):
            continue
        begin = spelling.first[w]
        n = min(LONGEST, spelling.first[w + 1] - begin)
        if n < m - most:
            continue
        same = 0
        while same < m and same < n and asked[same] == spelling.letter[begin + same]:
            same += 1
        if same == m:
            share = m / n
            base = 0.88 if unfinished else 0.72
            value = 1.0 if n == m else base + 0.1 * share
        elif most == 0:
            continue
        else:
            whole, beginning = slips(asked, spelling.letter, begin, n, most, rows)
            value = 0.0
            if whole <= most:
                value = 0.9 - 0.7 * whole / m
            if unfinished and beginning <= most and m > 3:
                value = max(value, 0.78 - 0.7 * beginning / m + 0.05 * m / max(m, n))
            if asked[0] != spelling.letter[begin]:
                value -= 0.08
        if value > 0.3:
            word[found], likeness[found] = w, value
            found += 1
    return found


@njit(cache=True, nogil=True)
def spread(
    standing,
    word,       # int32[n]  words like one that was typed, the most alike first
    likeness,   # float32[n]
    weight,     # float  of what was typed
    turn,       # int  1, 2, … for each typed word
    met,        # int32[n_texts]  in/out: the turn in which a text was met last
    score,      # float32[n_texts]  in/out: likeness x weight of what was typed
    covered,    # float32[n_texts]  in/out: likeness x weight of the words met
    touched,    # int32[n_texts]  in/out: texts met in any turn
    n_touched,  # int
):  # fmt: skip
    """Add what one typed word is worth to every text that one like it stands in.

    Returns how many texts were met in any turn so far.
    """
    for i in range(word.size):
        for k in range(standing.first[word[i]], standing.first[word[i] + 1]):
            text = standing.text[k]
            if met[text] == turn:
                continue
            if met[text] == 0:
                touched[n_touched] = text
                n_touched += 1
            met[text] = turn
            score[text] += likeness[i] * weight
            covered[text] += likeness[i] * standing.weight[word[i]]
    return n_touched


@njit(cache=True, nogil=True)
def most_alike(like, first, word, row, best):
    """What the words of rows explain of what was typed: best[t, r] = max like[t, word of row r].

    like: float32[n_typed, n_words], `first[r] : first[r + 1]` slices word, row: int32[n],
    best: float32[n_typed, n] out.
    """
    for t in range(like.shape[0]):
        for i in range(row.size):
            found = np.float32(0.0)
            for k in range(first[row[i]], first[row[i] + 1]):
                found = max(found, like[t, word[k]])
            best[t, i] = found


@njit(cache=True, nogil=True)
def share_typed(like, first, word, row, weight, share):
    """Which share of rows was typed, by weight: float32[n] out; other arguments as above."""
    for i in range(row.size):
        typed, total = 0.0, 0.0
        for k in range(first[row[i]], first[row[i] + 1]):
            found = np.float32(0.0)
            for t in range(like.shape[0]):
                found = max(found, like[t, word[k]])
            typed += found * weight[word[k]]
            total += weight[word[k]]
        share[i] = typed / total if total > 0.0 else 0.0
