"""Both ends of a question with the stops they reach, and the places between to be passed."""

from dataclasses import replace

from maas.model import CAR_MODES, Mode
from routing.assemble import Way
from routing.ends import Ends, Located
from routing.lines import other_modes
from routing.question import End, Question
from routing.transit import Via

ON_FOOT = (Mode.WALK,)


def ways_between(
    ends: Ends, origin: Located, destination: Located, question: Question
) -> tuple[Way, Way]:
    """Both ends with the stops they reach by all modes asked for."""
    return _way(ends, origin, question, egress=False), _way(
        ends, destination, question, egress=True
    )


def variants_of(
    ends: Ends, ways: tuple[Way, Way], question: Question
) -> tuple[tuple[Way, Way], ...]:
    """Both ends as they are searched between: on foot alone, and by the modes asked for. Where
    some of those are cars: by car before lines, by car after them, and (last) without any. So a
    car, which is nearly always there first, hides nothing; and nobody needs two.

    Args:
        ways: the ends with the stops they reach by all modes asked for.
    """
    if not other_modes(question):
        return (ways,)
    on_foot = (
        _on_foot(ends, ways[0], question, egress=False),
        _on_foot(ends, ways[1], question, egress=True),
    )
    drives = [
        not CAR_MODES.isdisjoint(modes) for modes in (question.access_modes, question.egress_modes)
    ]
    if not any(drives):
        return on_foot, ways
    access = _without_cars(ends, ways[0], question, on_foot[0], egress=False)
    egress = _without_cars(ends, ways[1], question, on_foot[1], egress=True)
    by_car = ((ways[0], egress), (access, ways[1]))
    variants = (on_foot, *(pair for pair, drive in zip(by_car, drives, strict=True) if drive))
    has_others = access is not on_foot[0] or egress is not on_foot[1]
    return (*variants, (access, egress)) if has_others else variants


def _without_cars(ends: Ends, way: Way, question: Question, on_foot: Way, *, egress: bool) -> Way:
    """An end by the modes asked for that are no cars; itself where none is one."""
    modes = question.egress_modes if egress else question.access_modes
    left = tuple(mode for mode in modes if mode not in CAR_MODES) or ON_FOOT
    if left == ON_FOOT:
        return on_foot
    return way if left == modes else _way(ends, way.located, _by(question, left), egress=egress)


def _by(question: Question, modes: tuple[Mode, ...]) -> Question:
    """The question, with the same modes at both ends."""
    return replace(question, access_modes=modes, egress_modes=modes)


def _way(ends: Ends, located: Located, question: Question, *, egress: bool) -> Way:
    modes = question.egress_modes if egress else question.access_modes
    needed = dict.fromkeys((*modes, *question.direct_modes, Mode.WALK))
    doorways = ends.doorways_of(located, needed, question, egress=egress)
    reached = ends.reached(located, question, egress=egress, doorways=doorways)
    return Way(located, reached, doorways)


def _on_foot(ends: Ends, way: Way, question: Question, *, egress: bool) -> Way:
    """An end with the stops it reaches on foot."""
    on_foot = _by(question, ON_FOOT)
    reached = ends.reached(way.located, on_foot, egress=egress, doorways=way.doorways)
    return replace(way, reached=reached)


def vias_of(ends: Ends, question: Question) -> tuple[Via, ...]:
    """The stops of each via.

    Raises:
        NotFound: no stop has the id.
    """
    return tuple(
        Via(ends.locate(End(via.stop_id), "via").own_stops, via.stay_s) for via in question.vias
    )
