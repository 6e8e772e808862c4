"""How far it is worth driving to a line: never nearly all the way.

The search of lines looks at times alone, and who drives on past one station after another is there
first. So one leaves the car (or is set down) where at least a quarter of the drive all the way is
left, and drives home no farther: of what is quickest then every way gives off less, and costs less
to drive, than driving all the way.
"""

from collections.abc import Iterable
from dataclasses import replace

from maas.itinerary import Itinerary
from maas.model import Mode, Profile
from routing.ends import Ends, Located
from routing.question import Question
from routing.streets import StreetRouter
from routing.streets.ends import ends_of, pace_of

MOST_SHARE = 0.75
"""Of the time that driving all the way takes."""

LONGEST_S = 3 * 3600
"""Who drives farther than this all the way may drive as far as there is time."""

BY_CAR = frozenset({Mode.CAR_PARKING, Mode.CAR_DROPOFF})


def without_long_drives(
    itineraries: Iterable[Itinerary], question: Question
) -> tuple[Itinerary, ...]:
    """The itineraries but those on which one drives longer than that in all, at both ends."""
    most_s = question.most_driven_s
    return tuple(each for each in itineraries if most_s is None or _driven_s(each) <= most_s)


def _driven_s(itinerary: Itinerary) -> int:
    """Seconds at the wheel before the first line and after the last."""
    drives = [leg for leg in itinerary.legs if leg.mode is Mode.CAR]
    return sum(leg.duration for leg in drives) if len(drives) > 1 else 0


def sparing_drives(
    question: Question, streets: StreetRouter | None, ends: Ends, between: tuple[Located, Located]
) -> Question:
    """The question, with how long a car is driven at most to lines and from them."""
    if streets is None or BY_CAR.isdisjoint((*question.access_modes, *question.egress_modes)):
        return question
    a, b = (ends.snap(located, Mode.CAR, question) for located in between)
    if a is None or b is None:
        return question
    pace = pace_of(Profile.CAR, None)
    both = ends_of(a, Profile.CAR, pace), ends_of(b, Profile.CAR, pace)
    whole = streets.search.fastest(Profile.CAR, both, pace, LONGEST_S, streets.aim(b.at))
    if whole is None:
        return question
    return replace(question, most_driven_s=int(MOST_SHARE * whole.seconds))
