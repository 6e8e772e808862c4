"""What is told of several answers to one question, each found where more is closed."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from maas.itinerary import Answer, Itinerary, Leg
from routing.incidents.closures import Shut

Meet = Callable[[Iterable[Leg]], Shut]
"""What legs lead through although it is closed to who goes there, then."""


def legs_of(answer: Answer) -> Iterable[Leg]:
    """All legs of an answer."""
    ways = (*answer.direct, *answer.itineraries)
    return (leg for way in ways for leg in way.legs)


def chosen(meet: Meet, answers: Sequence[Answer], at_most: int | None) -> Answer:
    """The last answer, with those ways of earlier ones that run into nothing: who passes before a
    street is closed need not go round it because others would come too late."""
    last = _open(meet, answers[-1])
    for answer in reversed(answers[:-1]):
        earlier = _open(meet, answer)
        direct = _with_others(earlier.direct, last.direct)
        itineraries = _with_others(earlier.itineraries, last.itineraries)
        itineraries.sort(key=lambda way: (way.departure, way.arrival))
        last = replace(last, direct=tuple(direct), itineraries=tuple(itineraries[:at_most]))
    return last


def _open(meet: Meet, answer: Answer) -> Answer:
    """An answer without the ways that run into something."""
    direct, itineraries = (
        tuple(way for way in ways if not any(meet(way.legs)))
        for ways in (answer.direct, answer.itineraries)
    )
    return replace(answer, direct=direct, itineraries=itineraries)


def _with_others(earlier: Sequence[Itinerary], later: Sequence[Itinerary]) -> list[Itinerary]:
    """Ways found earlier, and those of the later ones that none of their kind beats."""
    return [*earlier, *(way for way in later if not any(_beats(each, way) for each in earlier))]


def _beats(a: Itinerary, b: Itinerary) -> bool:
    """Whether one has nothing of the other but what is worse."""
    return (
        _kind(a) == _kind(b)
        and a.departure >= b.departure
        and a.arrival <= b.arrival
        and a.boardings <= b.boardings
    )


def _kind(way: Itinerary) -> tuple[object, ...]:
    """By what one moves beside lines, and whose."""
    return tuple(
        (leg.mode, leg.rental.system_id if leg.rental else "", leg.parking is not None)
        for leg in way.legs
        if leg.trip is None
    )
