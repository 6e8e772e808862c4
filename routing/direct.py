"""Ways without lines: on foot, by bike, by car, from door to door."""

from maas.itinerary import Itinerary
from maas.model import Mode, TimeMeaning
from maas.units import STRAIGHT_LINE_FACTOR
from routing.assemble import Way
from routing.moving import profile_of, speed_of, walker_of
from routing.question import Question
from routing.walks import Bout, Walks, street_leg


def direct_way(
    walks: Walks, question: Question, mode: Mode, ends: tuple[Way, Way], *, straight: bool
) -> Itinerary | None:
    """The quickest way by one street mode at the asked time, None beyond `max_direct_s`.

    Args:
        straight: no streets are known: walk as the crow flies, somewhat longer.
    """
    origin, destination = ends
    limit_s = question.max_direct_s
    speed = speed_of(mode, question)
    path = walks.way(
        origin.doorways[mode],
        destination.doorways[mode],
        (profile_of(mode, question), speed),
        walker_of(question),
        limit_s,
    )
    if path is not None:
        seconds = path.seconds
    elif straight and _is_open(ends, mode) and mode is Mode.WALK and speed is not None:
        metres = origin.located.place.at.distance_m(destination.located.place.at)
        seconds = int(metres * STRAIGHT_LINE_FACTOR / speed) + 1
    else:
        return None
    if seconds > limit_s:
        return None
    departs = question.meaning is TimeMeaning.DEPART_AT
    departure = question.time if departs else question.time - seconds
    bout = Bout(mode, departure, departure + seconds, path)
    leg = street_leg(origin.located.place, destination.located.place, bout, question)
    return Itinerary((leg,))


def _is_open(ends: tuple[Way, Way], mode: Mode) -> bool:
    """Whether both ends have a door at all."""
    return all(way.doorways[mode] for way in ends)
