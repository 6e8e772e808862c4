"""What the transit search answers."""

from dataclasses import dataclass
from typing import NamedTuple

from maas.arrays import Int32s
from routing.journeys import Journey, journeys_of
from routing.kernels.subjects import Ends, Scratch, Walks
from routing.window import Window


class Counters(NamedTuple):
    """What a search did."""

    labels: int
    starts: int
    visits: int


@dataclass(frozen=True, slots=True)
class TransitResult:
    """Journeys by departure, then arrival; not `complete` when the search was ended early."""

    journeys: tuple[Journey, ...]
    complete: bool
    counters: Counters


@dataclass(frozen=True, slots=True, eq=False)
class Reached:
    """Stops that can be reached (from which one can come), each once."""

    stop: Int32s
    seconds: Int32s
    boardings: Int32s
    """The fewest with which it takes no longer."""
    complete: bool


@dataclass(frozen=True, slots=True, eq=False)
class Laid:
    """The window of a question, and where in it a search begins and ends."""

    window: Window
    access: Ends
    egress: Ends
    walks: Walks
    """Between the stops of one stage, without stays."""


def result_of(window: Window, scratch: Scratch, complete: bool) -> TransitResult:
    """What a search that ended left in its memory."""
    labels, found, _, starts, visits = scratch.counters.tolist()
    journeys = journeys_of(window, scratch, found)
    return TransitResult(journeys, complete, Counters(labels, starts, visits))
