"""Timetable, streets and places of maps to the geocoder's index, at import."""

from collections.abc import Iterable, Sequence

import numpy as np

from maas.arrays import Float64s, Int32s, Texts, frozen
from maas.cells import cells_of
from maas.places import Places
from maas.streets import StreetNetwork
from maas.timetable import Timetable
from routing.places.areas import area_names, areas_around
from routing.places.entry import Entry, House
from routing.places.houses import Streets, house_key, houses_of, leading_digits
from routing.places.named import place_entries, without_stations
from routing.places.stops import stop_entries
from routing.places.streetnames import street_entries
from routing.places.tables import Entries, EntryKind, Houses, PlaceCells, PlaceIndex
from routing.places.vocabulary import Vocabulary, names_table, weighed, words_table


def build_index(
    timetable: Timetable | None, network: StreetNetwork | None, all_places: Sequence[Places]
) -> PlaceIndex:
    """Everything of a generation that can be found by name. O(n log n) in the names."""
    named = street_entries(network) if network is not None else None
    streets = Streets.of(named)
    houses = houses_of(all_places, streets)
    stops = stop_entries(timetable) if timetable is not None else []
    entries = [*streets.entries, *stops, *without_stations(place_entries(all_places), stops)]
    of_way = named.of_way if named else np.empty(0, np.int32)
    return frozen(_index(entries, houses, all_places, of_way))


def _index(
    entries: list[Entry], houses: list[House], all_places: Sequence[Places], of_way: Int32s
) -> PlaceIndex:
    everything: list[Entry | House] = [*entries, *houses]
    lat = np.array([each.lat for each in everything])
    lon = np.array([each.lon for each in everything])
    first_area, area_of = areas_around(all_places, lat, lon)
    vocabulary = Vocabulary()
    names = names_table(entries, vocabulary)
    first_context, context = vocabulary.rows(entry.street for entry in entries)
    areas = area_names(all_places, vocabulary)
    words = words_table(vocabulary, names)
    names.weight[:] = weighed(names, words)
    categories = _Numbers(entry.category for entry in entries)
    postcodes = _Numbers(each.postcode for each in everything)
    n = len(entries)
    return PlaceIndex(
        _entries(entries, (categories, postcodes), (first_area[: n + 1], first_context), houses),
        names,
        words,
        _houses(houses, postcodes, first_area[n:]),
        areas,
        area_of,
        context,
        categories.texts,
        postcodes.texts,
        of_way,
        _cells(entries, lat, lon),
    )


class _Numbers:
    """Distinct texts and their numbers; -1 is the empty text."""

    def __init__(self, texts: Iterable[str]) -> None:
        distinct = dict.fromkeys(text for text in texts if text)
        self._numbers = {text: number for number, text in enumerate(distinct)}

    def __getitem__(self, text: str) -> int:
        return self._numbers.get(text, -1)

    @property
    def texts(self) -> Texts:
        return Texts.of(self._numbers)


def _entries(
    entries: list[Entry],
    numbers: tuple[_Numbers, _Numbers],
    first: tuple[Int32s, Int32s],
    houses: list[House],
) -> Entries:
    categories, postcodes = numbers
    owner = np.array([house.entry for house in houses], np.int64)
    return Entries(
        np.array([entry.kind for entry in entries], np.uint8),
        np.array([entry.row for entry in entries], np.int32),
        np.array([entry.id for entry in entries], np.int64),
        np.array([entry.element for entry in entries], np.uint8),
        np.array([entry.lat for entry in entries], np.float64),
        np.array([entry.lon for entry in entries], np.float64),
        np.array([entry.importance for entry in entries], np.float32),
        np.array([entry.modes for entry in entries], np.int32),
        np.array([categories[entry.category] for entry in entries], np.int16),
        Texts.of(entry.street for entry in entries),
        Texts.of(entry.number for entry in entries),
        np.array([postcodes[entry.postcode] for entry in entries], np.int32),
        np.cumsum([0, *(len(entry.names) for entry in entries)]).astype(np.int32),
        first[0],
        np.searchsorted(owner, np.arange(len(entries) + 1)).astype(np.int32),
        first[1],
    )


def _houses(houses: list[House], postcodes: _Numbers, first_area: Int32s) -> Houses:
    return Houses(
        np.array([house.id for house in houses], np.int64),
        np.array([house.element for house in houses], np.uint8),
        np.array([house.lat for house in houses], np.float64),
        np.array([house.lon for house in houses], np.float64),
        Texts.of(house.number for house in houses),
        np.array([house_key(house.number) for house in houses], np.int64),
        np.array([leading_digits(house.number) for house in houses], np.int32),
        np.array([postcodes[house.postcode] for house in houses], np.int32),
        np.array([house.entry for house in houses], np.int32),
        first_area,
    )


def _cells(entries: list[Entry], lat: Float64s, lon: Float64s) -> PlaceCells:
    """Everything but streets, which are found by their shape, by cell."""
    is_street = np.zeros(lat.size, np.bool_)
    is_street[: len(entries)] = [entry.kind == EntryKind.STREET for entry in entries]
    item = np.flatnonzero(~is_street & np.isfinite(lat) & np.isfinite(lon))
    cell = cells_of(lat[item], lon[item])
    order = np.argsort(cell, kind="stable")
    distinct, first = np.unique(cell[order], return_index=True)
    return PlaceCells(
        distinct, np.append(first, item.size).astype(np.int32), item[order].astype(np.int32)
    )
