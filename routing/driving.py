"""How far it is worth driving to a line: never nearly all the way.

The search of lines looks at times alone, and who drives on past one station after another is there
first. So one leaves the car (or is set down) where a good part of the way is left, and drives home
no farther. Where driving all the way is told, too, ways by car and line that it beats in everything
are left out.
"""

from dataclasses import replace

from maas.itinerary import Answer, Itinerary
from maas.model import Mode, Profile
from routing.ends import Ends, Located
from routing.parking.wanted import Spared
from routing.question import Question
from routing.streets import StreetRouter
from routing.streets.ends import ends_of, pace_of

MOST_SHARE = 0.8
"""Of the time that driving all the way takes, one drives at most."""

LEAST_SHARE = 0.3
"""Of the way, as the crow flies, so much is left where one parks."""

LONGEST_S = 3 * 3600
"""Who drives farther than this all the way may drive as far as there is time."""

BY_CAR = frozenset({Mode.CAR_PARKING, Mode.CAR_DROPOFF})


def sparing_drives(
    question: Question, streets: StreetRouter | None, ends: Ends, between: tuple[Located, Located]
) -> Question:
    """The question, with how far a car is driven at most to lines and from them."""
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
    least_m = LEAST_SHARE * a.at.distance_m(b.at)
    return replace(question, spared=Spared(a.at, b.at, int(MOST_SHARE * whole.seconds), least_m))


def without_beaten(answer: Answer) -> Answer:
    """The answer, appraised, without ways by car and line that one by car alone beats: in time,
    in greenhouse gases and, where both are known, in price."""
    alone = [way for way in answer.direct if _drives(way)]
    kept = [
        way
        for way in answer.itineraries
        if not _drives(way) or not any(_beats(each, way) for each in alone)
    ]
    return replace(answer, itineraries=tuple(kept))


def _drives(way: Itinerary) -> bool:
    return any(leg.mode is Mode.CAR for leg in way.legs)


def _beats(alone: Itinerary, way: Itinerary) -> bool:
    return (
        alone.duration <= way.duration and _gives_off_less(alone, way) and _costs_less(alone, way)
    )


def _gives_off_less(alone: Itinerary, way: Itinerary) -> bool:
    a, b = alone.emissions, way.emissions
    return a is not None and b is not None and a.ghg_g <= b.ghg_g


def _costs_less(alone: Itinerary, way: Itinerary) -> bool:
    """Of what is known."""
    a, b = (each.price.amount if each.price else None for each in (alone, way))
    return a is None or b is None or a <= b
