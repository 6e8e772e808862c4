"""Ranked entries to matches: names in the asked language, areas, ids."""

from dataclasses import replace
from typing import Protocol

from maas.arrays import Texts
from maas.model import TRANSIT_MODES, LatLon
from maas.places import Element
from maas.timetable import Timetable
from routing.places.match import Match, MatchArea, MatchType, PlaceQuery
from routing.places.ranking import Ranking
from routing.places.tables import EntryKind, PlaceIndex
from routing.places.typed import TypedWord

DEFAULT_LEVEL = 7
BEST_SCORE = 2.0


class Renderer:
    """Makes matches of one index."""

    def __init__(self, index: PlaceIndex, timetable: Timetable | None) -> None:
        self._index = index
        self._timetable = timetable

    def matches(
        self, ranking: Ranking, typed: list[TypedWord], query: PlaceQuery
    ) -> tuple[Match, ...]:
        """Matches in their order, told apart from each other."""
        found = []
        for each in ranking.ranked:
            used = zip(typed, each.used.tolist(), strict=True)
            tokens = [(t.word.begin, t.word.end - t.word.begin) for t, is_used in used if is_used]
            match = self.match(each.entry, each.house, each.score / BEST_SCORE, query.languages)
            placed = self.placed(
                match, (each.entry, each.house), query.languages, ranking.areas_met
            )
            found.append(replace(placed, tokens=tuple(tokens)))
        return told_apart(found)

    def placed(
        self,
        match: Match,
        row: tuple[int, int],
        languages: tuple[str, ...],
        met: frozenset[int] = frozenset(),
    ) -> Match:
        """A match with the areas of its (entry, house); `met` are the rows of areas asked for."""
        return replace(match, areas=self.areas(*row, met, languages))

    def match(self, entry: int, house: int, score: float, languages: tuple[str, ...]) -> Match:
        """An entry, or a house of a street, without its areas."""
        kind = self._index.entries.kind[entry]
        if house >= 0:
            return self._house(entry, house, score, languages)
        if kind == EntryKind.STOP:
            return self._stop(entry, score, languages)
        return self._mapped(entry, score, languages)

    def _stop(self, entry: int, score: float, languages: tuple[str, ...]) -> Match:
        entries, timetable = self._index.entries, self._timetable
        assert timetable is not None
        row, bits = int(entries.row[entry]), int(entries.modes[entry])
        return Match(
            MatchType.STOP,
            self._name(entry, languages),
            timetable.stops.id[row],
            self._at(entry),
            score,
            zone=timetable.zones[int(timetable.stops.zone[row])],
            description=timetable.stops.description[row] or None,
            stop_code=timetable.stops.code[row] or None,
            modes=tuple(mode for i, mode in enumerate(TRANSIT_MODES) if bits >> i & 1),
            importance=float(entries.importance[entry]),
            country=self._country(entry),
        )

    def _mapped(self, entry: int, score: float, languages: tuple[str, ...]) -> Match:
        """A street or a place."""
        entries = self._index.entries
        name = self._name(entry, languages)
        is_street = entries.kind[entry] == EntryKind.STREET
        category = int(entries.category[entry])
        return Match(
            MatchType.ADDRESS if is_street else MatchType.PLACE,
            name,
            element_id(int(entries.element[entry]), int(entries.id[entry])),
            self._at(entry),
            score,
            street=name if is_street else entries.street[entry] or None,
            house_number=None if is_street else entries.number[entry] or None,
            postcode=self._postcode(int(entries.postcode[entry])),
            category=self._index.categories[category] if category >= 0 else None,
            country=self._country(entry),
        )

    def _house(self, entry: int, house: int, score: float, languages: tuple[str, ...]) -> Match:
        houses = self._index.houses
        street, number = self._name(entry, languages), houses.number[house]
        return Match(
            MatchType.ADDRESS,
            f"{street} {number}",
            element_id(int(houses.element[house]), int(houses.id[house])),
            LatLon(float(houses.lat[house]), float(houses.lon[house])),
            score,
            street=street,
            house_number=number,
            postcode=self._postcode(int(houses.postcode[house])),
            country=self._country(entry),
        )

    def areas(
        self, entry: int, house: int, met: frozenset[int], languages: tuple[str, ...]
    ) -> tuple[MatchArea, ...]:
        """The areas around, the widest first; the one nearest to a municipality is the default."""
        index = self._index
        first = index.houses.first_area if house >= 0 else index.entries.first_area
        row = house if house >= 0 else entry
        rows = self._distinct(index.area_of[first[row] : first[row + 1]].tolist())
        levels = [int(index.areas.level[area]) for area in rows]
        default = min(range(len(rows)), key=lambda i: abs(levels[i] - DEFAULT_LEVEL), default=-1)
        return tuple(
            MatchArea(
                self._area_name(area, languages),
                levels[i],
                is_matched=area in met,
                is_default=i == default,
            )
            for i, area in enumerate(rows)
        )

    def _distinct(self, areas: list[int]) -> list[int]:
        """Areas without those called as one before: a town has a border, and a point in it."""
        names = self._index.areas
        first = {names.text[int(names.first_name[area])]: area for area in reversed(areas)}
        return list(reversed(first.values()))

    def _name(self, entry: int, languages: tuple[str, ...]) -> str:
        first, last = self._index.entries.first_name[entry : entry + 2].tolist()
        return _in_language(self._index.names, range(first, last), languages)

    def _area_name(self, area: int, languages: tuple[str, ...]) -> str:
        first, last = self._index.areas.first_name[area : area + 2].tolist()
        return _in_language(self._index.areas, range(first, last), languages)

    def _at(self, entry: int) -> LatLon:
        entries = self._index.entries
        return LatLon(float(entries.lat[entry]), float(entries.lon[entry]))

    def _postcode(self, row: int) -> str | None:
        return self._index.postcodes[row] if row >= 0 else None

    def _country(self, entry: int) -> str | None:
        first, last = self._index.entries.first_area[entry : entry + 2]
        for area in self._index.area_of[first:last].tolist():
            if self._index.areas.country[area]:
                return self._index.areas.country[area]
        return None


class Named(Protocol):
    """Names, each in a language; "" where that is not known."""

    @property
    def text(self) -> Texts:
        """The names."""

    @property
    def language(self) -> Texts:
        """Of each."""


def _in_language(names: Named, rows: range, languages: tuple[str, ...]) -> str:
    """The first of some names that is in the best of some languages (BCP 47), else the first."""
    for asked in languages:
        for tag in (asked.lower(), asked.lower().partition("-")[0]):
            for row in rows:
                if names.language[row] == tag:
                    return names.text[row]
    return names.text[rows[0]]


def element_id(element: int, id: int) -> str:
    """`way/123` as OSM's addresses have it; empty for what OSM does not know."""
    return f"{Element(element).name.lower()}/{id}" if id else ""


def told_apart(matches: list[Match]) -> tuple[Match, ...]:
    """Mark in matches of one name and default area the first area that only one of them has."""
    alike: dict[tuple[str, str], list[Match]] = {}
    for match in matches:
        alike.setdefault(_shown(match), []).append(match)
    return tuple(_marked(match, alike[_shown(match)]) for match in matches)


def _shown(match: Match) -> tuple[str, str]:
    default = next((area.name for area in match.areas if area.is_default), "")
    return match.name, default


def _marked(match: Match, alike: list[Match]) -> Match:
    others = [{area.name for area in other.areas} for other in alike if other is not match]
    after_default = False
    for i, area in enumerate(match.areas):
        if others and after_default and not any(area.name in names for names in others):
            unique = replace(area, is_unique=True)
            return replace(match, areas=(*match.areas[:i], unique, *match.areas[i + 1 :]))
        after_default = after_default or area.is_default
    return match
