"""What passengers read, in the language they ask for, as far as a feed's translations.txt has it.

A translation of a record goes before one of a value (GTFS reference). Where a feed has nothing in
a language, what it says itself is left as it is.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Self

from maas.itinerary import Answer, Call, Itinerary, Leg, Place, TripOnLeg
from maas.timetable import Timetable

Column = tuple[str, str, str, str]
"""Source, table, field, language."""


@dataclass(frozen=True, slots=True)
class Translations:
    """All translations of a timetable, to be asked for a language."""

    by_record: Mapping[Column, Mapping[str, str]]
    by_value: Mapping[Column, Mapping[str, str]]
    known: Mapping[str, frozenset[str]]
    """By source the languages it is translated to."""
    own: Mapping[str, str]
    """By source the language it is written in."""

    @classmethod
    def of(cls, timetable: Timetable | None) -> Self:
        """The translations of a timetable."""
        by_record: dict[Column, dict[str, str]] = defaultdict(dict)
        by_value: dict[Column, dict[str, str]] = defaultdict(dict)
        known: dict[str, set[str]] = defaultdict(set)
        if timetable is None:
            return cls({}, {}, {}, {})
        t = timetable.translations
        columns = (t.source, t.table, t.field, t.language, t.record, t.value, t.translation)
        for source, table, name, language, record, value, text in zip(*columns, strict=True):
            rows, key = (by_record, record) if record else (by_value, value)
            rows[source, table, name, language].setdefault(key, text)
            known[source].add(language)
        feeds = zip(timetable.feeds.source, timetable.feeds.language, strict=True)
        return cls(
            by_record,
            by_value,
            {source: frozenset(languages) for source, languages in known.items()},
            {source: language.lower() for source, language in feeds},
        )

    def every(self, table: str, column: str, id_: str, text: str) -> dict[str, str]:
        """By language what a cell of a record is called."""
        source = id_.partition(":")[0]
        known = sorted(self.known.get(source, ()))
        told = {
            each: Translator(self, {source: each}).text(table, column, id_, text) for each in known
        }
        return {language: other for language, other in told.items() if other != text}

    def into(self, languages: Sequence[str]) -> "Translator | None":
        """Who translates to the best of some languages (BCP 47, best first), if anyone can."""
        chosen = {
            source: language
            for source, known in self.known.items()
            if (language := _best(languages, known, self.own.get(source, "")))
        }
        return Translator(self, chosen) if chosen else None


def _best(languages: Sequence[str], known: frozenset[str], own: str) -> str:
    """The first language asked for that there is; "" for the feed's own, or for want of any."""
    for asked in languages:
        tag = asked.lower()
        main = tag.partition("-")[0]
        for candidate in (tag, main):
            if candidate in known:
                return candidate
        if main == own.partition("-")[0]:
            return ""
        if near := sorted(each for each in known if each.partition("-")[0] == main):
            return near[0]
    return ""


@dataclass(frozen=True, slots=True)
class Translator:
    """Translates to one language per source."""

    translations: Translations
    language: Mapping[str, str]
    _places: dict[Place, Place] = field(default_factory=dict)

    def answer(self, answer: Answer) -> Answer:
        """An answer with everything in it translated."""
        return replace(
            answer,
            origin=self.place(answer.origin),
            destination=self.place(answer.destination),
            direct=tuple(self.itinerary(way) for way in answer.direct),
            itineraries=tuple(self.itinerary(way) for way in answer.itineraries),
        )

    def itinerary(self, itinerary: Itinerary) -> Itinerary:
        """An itinerary whose places, lines and headsigns are translated."""
        return replace(itinerary, legs=tuple(self._leg(leg) for leg in itinerary.legs))

    def place(self, place: Place) -> Place:
        """A place with its name and description translated."""
        if place.stop_id is None:
            return place
        if place not in self._places:
            name = self.text("stops", "stop_name", place.stop_id, place.name)
            told = place.description
            if told is not None:
                told = self.text("stops", "stop_desc", place.stop_id, told)
            self._places[place] = replace(place, name=name, description=told)
        return self._places[place]

    def trip(self, trip: TripOnLeg) -> TripOnLeg:
        """What is read on a vehicle, translated."""
        route, agency = trip.route_id, trip.agency_id
        short = self.text("routes", "route_short_name", route, trip.route_short_name)
        long = self.text("routes", "route_long_name", route, trip.route_long_name)
        named = {trip.route_long_name: long, trip.route_short_name: short}
        return replace(
            trip,
            origin=self.place(trip.origin),
            destination=self.place(trip.destination),
            headsign=self._headsign(trip),
            route_short_name=short,
            route_long_name=long,
            display_name=named.get(trip.display_name, trip.display_name),
            route_url=self.text("routes", "route_url", route, trip.route_url),
            agency_name=self.text("agency", "agency_name", agency, trip.agency_name),
            agency_url=self.text("agency", "agency_url", agency, trip.agency_url),
            agency_fare_url=self.text("agency", "agency_fare_url", agency, trip.agency_fare_url),
        )

    def _headsign(self, trip: TripOnLeg) -> str:
        """The headsign of the stop or trip; one that is the last stop's name is that name."""
        own = f"{trip.data_source}:"
        if not trip.has_live_headsign:
            own += trip.trip_id.partition(f"_{trip.data_source}:")[2]
        for table, column, record in (
            ("stop_times", "stop_headsign", f"{trip.data_source}:"),
            ("trips", "trip_headsign", own),
        ):
            found = self.text(table, column, record, trip.headsign)
            if found != trip.headsign:
                return found
        if trip.headsign == trip.destination.name:
            return self.place(trip.destination).name
        return trip.headsign

    def _leg(self, leg: Leg) -> Leg:
        if leg.alternatives:
            others = tuple(tuple(map(self._leg, legs)) for legs in leg.alternatives)
            leg = replace(leg, alternatives=others)
        return replace(
            leg,
            origin=self.call(leg.origin),
            destination=self.call(leg.destination),
            intermediate=tuple(self.call(call) for call in leg.intermediate),
            trip=self.trip(leg.trip) if leg.trip else None,
        )

    def call(self, call: Call) -> Call:
        """A call at a place with its name translated."""
        return replace(call, place=self.place(call.place))

    def text(self, table: str, column: str, id_: str, text: str) -> str:
        """A cell of a record in the language, itself where there is no translation."""
        source, _, record = id_.partition(":")
        key = source, table, column, self.language.get(source, "")
        by_record = self.translations.by_record.get(key, {})
        return by_record.get(record) or self.translations.by_value.get(key, {}).get(text) or text
