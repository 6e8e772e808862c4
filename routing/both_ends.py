"""Both ends of a question with the stops they reach, and the places between to be passed."""

from maas.model import Mode
from routing.assemble import Way
from routing.ends import Ends, Located
from routing.question import End, Question
from routing.transit import Via


def ways_between(
    ends: Ends, origin: Located, destination: Located, question: Question
) -> tuple[Way, Way]:
    """Both ends with the stops they reach by all modes asked for."""
    return _way(ends, origin, question, egress=False), _way(
        ends, destination, question, egress=True
    )


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
