"""Whether two names of places to park are names of one."""

import re
from enum import Enum
from functools import lru_cache

from rapidfuzz import fuzz

from routing.places.folding import cut

GENERIC = frozenset(
    {
        *("parkhaus", "tiefgarage", "garage", "parkgarage", "hochgarage", "parkplatz", "parkdeck"),
        *(
            "parking",
            "parkings",
            "parc",
            "parque",
            "estacionamento",
            "aparcamiento",
            "stationnement",
        ),
        *(
            "parcheggio",
            "autosilo",
            "park",
            "car",
            "carpark",
            "lot",
            "relais",
            "ride",
            "bike",
            "und",
        ),
        *("p", "r", "pr", "fahrradparkhaus", "velostation", "abri", "velo", "velos"),
        *("am", "an", "der", "die", "das", "im", "in", "zum", "zur", "de", "du", "des", "la", "le"),
        *(
            "les",
            "l",
            "d",
            "do",
            "da",
            "dos",
            "das",
            "del",
            "di",
            "the",
            "of",
            "at",
            "and",
            "et",
            "e",
        ),
    }
)
"""Words that tell no place to park from another."""
ENDINGS = ("tiefgarage", "parkhaus", "parkplatz", "parkgarage", "garage")
"""The same at the end of a longer word: Turmgarage."""
SHORTEST_STEM = 3

SIGN = re.compile(r"(?<![\w+])P ?0*([0-9]{1,3})(?![\w])", re.ASCII)
"""What stands on the signs to it: P3."""
SIGN_IN_ID = re.compile(r"(?:^|[^A-Za-z0-9])[Pp]0*([0-9]{1,3})$", re.ASCII)

SHARED = 0.6
"""So much of the shorter name's words stand in the other, too."""
ALMOST = 85.0
"""Percent of letters in the same order."""
REMEMBERED = 1 << 14


class Likeness(Enum):
    """How two names compare."""

    SAME = "same"
    ALIKE = "alike"
    UNKNOWN = "unknown"
    """One says nothing."""
    UNLIKE = "unlike"


@lru_cache(REMEMBERED)
def words_of(name: str) -> frozenset[str]:
    """The words that tell a place to park from others around it."""
    words = (word.text for word in cut(SIGN.sub(" ", name)))
    stems = (_stem(word) for word in words if word not in GENERIC)
    return frozenset(stem for stem in stems if stem not in GENERIC)


@lru_cache(REMEMBERED)
def compare(one: str, other: str) -> Likeness:
    """How two names compare; what stands on signs goes before words."""
    signs = (sign_of(one), sign_of(other))
    mine, others = words_of(one), words_of(other)
    if all(signs) and signs[0] != signs[1]:
        return Likeness.UNLIKE
    if all(signs) or (mine and mine == others):
        return Likeness.SAME
    if not mine or not others:
        return Likeness.UNKNOWN
    share = len(mine & others) / min(len(mine), len(others))
    letters = fuzz.ratio(" ".join(sorted(mine)), " ".join(sorted(others)))
    return Likeness.ALIKE if share >= SHARED or letters >= ALMOST else Likeness.UNLIKE


@lru_cache(REMEMBERED)
def sign_of(name: str) -> str:
    """The number on the signs to a place to park; "" if its name tells none."""
    found = SIGN.search(name)
    return found[1] if found else ""


def sign_in(id: str) -> str:
    """The same, told by the end of an id."""
    found = SIGN_IN_ID.search(id)
    return found[1] if found else ""


def _stem(word: str) -> str:
    for ending in ENDINGS:
        stem = word.removesuffix(ending)
        if stem != word and len(stem) >= SHORTEST_STEM:
            return stem
    return word
