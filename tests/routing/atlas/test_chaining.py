"""Pieces of line joined end to end."""

from itertools import pairwise

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from routing.atlas.chaining import chained

Piece = tuple[int, int, int, bool]
"""(what is said of it, tail, head, directed)."""


def chains(*pieces: Piece) -> list[list[int]]:
    same, tail, head, directed = np.array(pieces, np.int32).reshape(-1, 4).T
    return chained(same, tail, head, directed.astype(np.bool_))


def test_pieces_in_a_row_are_one() -> None:
    assert chains((0, 1, 2, False), (0, 3, 2, False), (0, 3, 4, False)) == [[0, 3, 4]]


def test_a_fork_parts_them() -> None:
    assert len(chains((0, 1, 2, False), (0, 2, 3, False), (0, 2, 4, False))) == 3


def test_only_what_says_the_same_is_joined() -> None:
    assert chains((0, 1, 2, False), (1, 2, 3, False)) == [[0], [2]]


def test_one_way_streets_keep_their_direction() -> None:
    assert chains((0, 2, 3, True), (0, 1, 2, True)) == [[2, 0]]
    assert chains((0, 1, 2, True), (0, 3, 2, True)) == [[0], [2]]


def test_a_ring_is_walked_once() -> None:
    assert chains((0, 1, 2, False), (0, 2, 3, False), (0, 3, 1, False)) == [[0, 2, 4]]
    assert chains((0, 1, 1, False)) == [[0]]


pieces = st.lists(
    st.tuples(st.integers(0, 1), st.integers(0, 5), st.integers(0, 5), st.booleans()), max_size=20
)


@settings(derandomize=True, deadline=None)
@given(pieces)
def test_every_piece_is_walked_once_and_they_hang_together(many: list[Piece]) -> None:
    many = [(same + 2 * directed, *rest, directed) for same, *rest, directed in many]
    found = chains(*many)
    assert sorted(end >> 1 for chain in found for end in chain) == list(range(len(many)))
    for chain in found:
        assert len({many[end >> 1][0] for end in chain}) == 1
        assert all(end % 2 == 0 for end in chain if many[end >> 1][3])
        for a, b in pairwise(chain):
            arrives = many[a >> 1][2 - a % 2]
            leaves = many[b >> 1][1 + b % 2]
            assert arrives == leaves
