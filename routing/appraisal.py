"""The last step of the planner: what each way costs, the air and the rider, and their order."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from math import inf
from typing import Self

from maas.emissions import Factors
from maas.itinerary import Answer, Itinerary, Leg
from maas.model import Mode
from maas.settings import DrivingSettings
from maas.settings.driving import USUAL_DRIVING
from maas.timetable import Timetable
from routing.fares import FareBooks
from routing.question import Question, Sort
from routing.translations import Translations

NEGLIGIBLE_G = 0.05
"""Ways whose greenhouse gases differ by less emit the same."""


@dataclass(frozen=True, slots=True)
class Appraiser:
    """Tells of itineraries what the search does not look at."""

    factors: Factors
    fares: FareBooks
    translations: Translations
    driving: DrivingSettings = USUAL_DRIVING

    @classmethod
    def of(
        cls,
        timetable: Timetable | None,
        factors: Factors,
        driving: DrivingSettings = USUAL_DRIVING,
    ) -> Self:
        """Who appraises by a territory's factors, a timetable's fares and what driving costs."""
        return cls(factors, FareBooks.of(timetable), Translations.of(timetable), driving)

    def answer(self, answer: Answer, question: Question) -> Answer:
        """An answer whose ways are appraised, in the order asked for, the least emitting marked."""
        direct = [self.itinerary(way) for way in answer.direct]
        by_lines = [self.itinerary(way) for way in answer.itineraries]
        least_g = min(map(_ghg_g, (*direct, *by_lines)), default=inf)
        told = replace(
            answer,
            direct=ranked(_marked(direct, least_g), question.sort),
            itineraries=ranked(_marked(by_lines, least_g), question.sort),
        )
        translator = self.translations.into(question.languages)
        return translator.answer(told) if translator else told

    def itinerary(self, itinerary: Itinerary, languages: Sequence[str] = ()) -> Itinerary:
        """An itinerary that says what it gives off and costs, in the language asked for."""
        legs = tuple(self._leg(leg) for leg in itinerary.legs)
        told = self.fares.priced(replace(itinerary, legs=legs), self.driving)
        translator = self.translations.into(languages)
        return translator.itinerary(told) if translator else told

    def _leg(self, leg: Leg) -> Leg:
        if leg.alternatives:
            others = tuple(tuple(map(self._leg, legs)) for legs in leg.alternatives)
            leg = replace(leg, alternatives=others)
        if leg.distance_m is None:
            return leg
        if leg.mode is Mode.RENTAL:
            vehicle = leg.rental.type if leg.rental else None
            emitted = self.factors.rented(vehicle, leg.distance_m) if vehicle else None
            return replace(leg, emissions=emitted)
        return replace(leg, emissions=self.factors.emitted(leg.mode, leg.distance_m))


def ranked(ways: Iterable[Itinerary], sort: Sort) -> tuple[Itinerary, ...]:
    """Ways in an order that looks at nothing but what is asked for; equals stay as they are."""
    ways = tuple(ways)
    if sort is Sort.DURATION:
        return tuple(sorted(ways, key=lambda way: way.duration))
    if sort is Sort.GHG:
        return tuple(sorted(ways, key=_ghg_g))
    if sort is Sort.PRICE:
        return tuple(sorted(ways, key=_price))
    if sort is Sort.WALKING:
        return tuple(sorted(ways, key=lambda way: way.walked_m))
    return ways


def _ghg_g(way: Itinerary) -> float:
    return inf if way.emissions is None else way.emissions.ghg_g


def _price(way: Itinerary) -> tuple[bool, float]:
    if way.price is None or way.price.amount is None:
        return True, inf
    return not way.price.complete, float(way.price.amount)


def _marked(ways: Iterable[Itinerary], least_g: float) -> list[Itinerary]:
    return [replace(way, emits_least=_ghg_g(way) < least_g + NEGLIGIBLE_G) for way in ways]
