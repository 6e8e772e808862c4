"""What is asked of the transit search, and how it reads in the terms of a window."""

from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np

from maas.arrays import Int32s
from maas.model import TRANSIT_MODES, Mode, Profile, TimeMeaning
from routing.kernels.subjects import FAR, Ask, Ends, Hierarchy
from routing.vias import Via
from routing.window import Window

DAY_S = 86_400
MAX_BOARDINGS = 15
MODE_BITS = {mode: 1 << number for number, mode in enumerate(TRANSIT_MODES)}


@dataclass(frozen=True, slots=True, eq=False)
class Offsets:
    """Stops an end is connected to, with the seconds it takes (walk, change of mode: all)."""

    stop: Int32s
    seconds: Int32s


@dataclass(frozen=True, slots=True, eq=False)
class TransitQuestion:
    """What is asked of the transit search."""

    access: Offsets
    egress: Offsets
    time: int
    """Unix s: departure, or arrival when `meaning` is ARRIVE_BY."""
    window_s: int = 0
    """0: the earliest arrivals (latest departures) only. Else, of all journeys that leave at `time`
    or later (arrive by `time`), the Pareto-optimal ones that leave in [time, time + window_s]
    (arrive in [time - window_s, time]); at most a day."""
    meaning: TimeMeaning = TimeMeaning.DEPART_AT
    profile: Profile = Profile.WALK
    max_transfers: int = 14
    max_travel_s: int = DAY_S
    """From leaving the origin (`time`, where only one departure is asked for) to the end."""
    min_transfer_s: int = 0
    additional_transfer_s: int = 0
    transfer_factor: float = 1.0
    modes: frozenset[Mode] = frozenset(TRANSIT_MODES)
    with_bike: bool = False
    """Only in trips that are known to take bikes."""
    vias: tuple[Via, ...] = ()
    """Visited in this order."""
    live: bool = True
    """Search runs as they are known to run; else as scheduled."""


@dataclass(frozen=True, slots=True, eq=False)
class Aim:
    """All that lower bounds depend on. The searches of one question share their bounds."""

    hierarchy: Hierarchy
    goal: Offsets
    limits: tuple[int, float]
    """Longest travel, factor on changes."""

    def is_same(self, other: "Aim") -> bool:
        """Whether these very objects make it up: nobody compares arrays to save a search."""
        return (
            self.hierarchy is other.hierarchy
            and self.goal is other.goal
            and self.limits == other.limits
        )


def adjusted(window: Window, question: TransitQuestion) -> Window:
    """The window with the question's own idea of how long a change takes."""
    asked = lengthening(question)
    if asked == (0, 0, 1.0):
        return window
    seconds = _lengthened(window.walks.seconds, *asked)
    change = _lengthened(window.walks.change, *asked)
    return replace(window, walks=window.walks._replace(seconds=seconds, change=change))


def lengthening(question: TransitQuestion) -> tuple[int, int, float]:
    """What a question says of changes: the least s, more s, a factor."""
    return question.min_transfer_s, question.additional_transfer_s, question.transfer_factor


def _lengthened(seconds: Int32s, least: int, more: int, factor: float) -> Int32s:
    """max(least, factor x seconds + more), whole seconds; FAR stays FAR."""
    longer = np.maximum(np.ceil(seconds * factor) + more, least)
    return np.where(seconds < FAR, np.minimum(longer, FAR - 1), FAR).astype(np.int32)


def ask_of(window: Window, question: TransitQuestion) -> Ask:
    """What the kernels are asked."""
    since = question.time - window.base
    return Ask(
        -since if window.mirrored else since,
        min(question.window_s, DAY_S),
        min(question.max_transfers + 1, MAX_BOARDINGS),
        min(question.max_travel_s, DAY_S),
        _bits(question.modes),
        question.transfer_factor,
        window.mirrored,
    )


@lru_cache(64)
def _bits(modes: frozenset[Mode]) -> int:
    return sum(MODE_BITS[mode] for mode in modes)


def both_ends(window: Window, question: TransitQuestion) -> tuple[Ends, Ends]:
    """Where the search begins and where it ends."""
    access, egress = _ends(window, question.access), _ends(window, question.egress)
    return (egress, access) if window.mirrored else (access, egress)


def _ends(window: Window, offsets: Offsets) -> Ends:
    """In the window's stops; those nothing calls at are left out."""
    stop = window.number_of[offsets.stop]
    known = stop >= 0
    if known.all():
        return Ends(stop, offsets.seconds.astype(np.int32))
    return Ends(stop[known], offsets.seconds[known].astype(np.int32))


def aim_of(window: Window, question: TransitQuestion, ask: Ask) -> Aim:
    """What the bounds of a question depend on."""
    goal = question.access if window.mirrored else question.egress
    return Aim(window.hierarchy, goal, (ask.max_travel, ask.factor))
