"""Both ends of a question with the stops they reach, and the places between to be passed."""

from collections.abc import Sequence
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
    """Both ends as they are searched between: on foot alone, by all modes asked for, and without
    cars where some of those are cars: nothing that is slower is to be hidden by what is quicker.

    Args:
        ways: the ends with the stops they reach by all modes asked for.
    """
    if not other_modes(question):
        return (ways,)

    def between(access: Sequence[Mode], egress: Sequence[Mode]) -> tuple[Way, Way]:
        asked = replace(question, access_modes=tuple(access), egress_modes=tuple(egress))
        return ways_between(ends, ways[0].located, ways[1].located, asked)

    on_foot = between(ON_FOOT, ON_FOOT)
    access, egress = _without_cars(question.access_modes), _without_cars(question.egress_modes)
    has_cars = (access, egress) != (question.access_modes, question.egress_modes)
    if not has_cars or {*access, *egress} == {*ON_FOOT}:
        return on_foot, ways
    return on_foot, ways, between(access, egress)


def _without_cars(modes: tuple[Mode, ...]) -> tuple[Mode, ...]:
    return tuple(mode for mode in modes if mode not in CAR_MODES) or ON_FOOT


def _way(ends: Ends, located: Located, question: Question, *, egress: bool) -> Way:
    modes = question.egress_modes if egress else question.access_modes
    doorways = {
        mode: ends.doorways(located, mode, question, egress=egress)
        for mode in dict.fromkeys((*modes, *question.direct_modes, Mode.WALK))
    }
    return Way(located, ends.reached(located, question, egress=egress), doorways)


def vias_of(ends: Ends, question: Question) -> tuple[Via, ...]:
    """The stops of each via.

    Raises:
        NotFound: no stop has the id.
    """
    return tuple(
        Via(ends.locate(End(via.stop_id), "via").own_stops, via.stay_s) for via in question.vias
    )
