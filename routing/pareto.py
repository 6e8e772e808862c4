"""Which answers to keep: none that another beats in departure, arrival and boardings at once."""

from collections.abc import Iterable
from typing import Protocol, TypeVar


class Timed(Protocol):
    """What is compared: leave late, arrive early, board seldom."""

    @property
    def departure(self) -> int: ...
    @property
    def arrival(self) -> int: ...
    @property
    def boardings(self) -> int: ...


T = TypeVar("T", bound=Timed)


def beats(a: Timed, b: Timed) -> bool:
    """Whether a is at least as good as b in everything."""
    return a.departure >= b.departure and a.arrival <= b.arrival and a.boardings <= b.boardings


def pareto(candidates: Iterable[T]) -> list[T]:
    """The candidates no other beats, each value once, by departure, arrival and boardings.

    O(n times size of the answer); n is some dozens.
    """
    ranked = sorted(candidates, key=lambda c: (-c.departure, c.arrival, c.boardings))
    kept: list[T] = []
    for candidate in ranked:
        if not any(beats(other, candidate) for other in kept):
            kept.append(candidate)
    return sorted(kept, key=lambda c: (c.departure, c.arrival, c.boardings))


def unbeaten(candidates: Iterable[T], others: Iterable[Timed]) -> list[T]:
    """The candidates that none of `others` beats; equals stay."""
    rivals = [(o.departure, o.arrival, o.boardings) for o in others]
    return [c for c in candidates if not any(_strictly(rival, c) for rival in rivals)]


def _strictly(rival: tuple[int, int, int], c: Timed) -> bool:
    departure, arrival, boardings = rival
    as_good = departure >= c.departure and arrival <= c.arrival and boardings <= c.boardings
    return as_good and rival != (c.departure, c.arrival, c.boardings)
