"""House numbers between two that are known (`addr:interpolation`)."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from feeds.osm.access import Tags
from maas.units import great_circle_m

STEPS = {"odd": 2, "even": 2, "all": 1}
MOST_NUMBERS = 400
"""Between two ends; more is a slip of the pen."""

Position = tuple[float, float]


def is_interpolation(tags: Tags) -> bool:
    """Whether a way stands for the numbers between its ends."""
    return tags.get("addr:interpolation") in STEPS


def between(
    first: int, last: int, step: int, line: Sequence[Position]
) -> Iterator[tuple[int, Position]]:
    """The numbers strictly between two, evenly along the line from one to the other."""
    if abs(last - first) > MOST_NUMBERS or len(line) < 2:
        return
    sign = step if last > first else -step
    for number in range(first + sign, last, sign):
        yield number, _along(line, (number - first) / (last - first))


def _along(line: Sequence[Position], share: float) -> Position:
    """The position at a share of a line's length."""
    lengths = [great_circle_m(*a, *b) for a, b in pairwise(line)]
    left = share * sum(lengths)
    for (a, b), length in zip(pairwise(line), lengths, strict=True):
        if left <= length and length > 0:
            part = left / length
            return a[0] + part * (b[0] - a[0]), a[1] + part * (b[1] - a[1])
        left -= length
    return line[-1]
