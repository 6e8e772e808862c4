"""Stops as entries: one for each stop place, the more important the more vehicles leave from it."""

from dataclasses import replace
from math import log1p

import numpy as np

from maas.arrays import Float64s, Int32s
from maas.model import LatLon, StopKind
from maas.timetable import Stops, Timetable
from routing.places.entry import Entry
from routing.places.folding import folded
from routing.places.tables import EntryKind
from routing.translations import Translations

ONE_PLACE_M = 400.0
"""Stops of one name within this distance are one place to a traveller."""

LISTED = (StopKind.STOP, StopKind.STATION)


def stop_entries(timetable: Timetable) -> list[Entry]:
    """One entry for each station, and for all lone stops of one name beside each other."""
    place = _place_of(timetable)
    departures = np.zeros(place.size)
    np.add.at(departures, place, departures_per_day(timetable))
    modes = modes_at(timetable, place)
    groups = _groups(timetable, place)
    most = log1p(float(departures.max(initial=0.0))) or 1.0
    entries = [_entry(timetable, group, departures, modes, most) for group in groups]
    return _translated(entries, timetable)


def departures_per_day(timetable: Timetable) -> Float64s:
    """[n_stops] How many vehicles one may board, on an average day of each feed's own period."""
    patterns, trips = timetable.patterns, timetable.trips
    weight = _share_of_days(timetable)[trips.service]
    of_pattern = np.bincount(trips.pattern, weight, patterns.mode.size)
    of_position = np.repeat(of_pattern, np.diff(patterns.first_stop)) * patterns.may_board
    of_stop = np.zeros(len(timetable.stops.id))
    np.add.at(of_stop, patterns.stop, of_position)
    return of_stop


def _share_of_days(timetable: Timetable) -> Float64s:
    """[n_services] On which share of the days on which its feed runs at all a service runs."""
    services = timetable.services
    days = np.unpackbits(services.runs, axis=1, bitorder="little").astype(np.bool_)
    feeds = [id.partition(":")[0] for id in services.id.texts]
    share = np.zeros(days.shape[0])
    for feed in set(feeds):
        own = np.array([each == feed for each in feeds])
        share[own] = days[own].sum(axis=1) / max(1, int(days[own].any(axis=0).sum()))
    return share


def _place_of(timetable: Timetable) -> Int32s:
    """[n_stops] The station of each stop, the stop itself where it has none."""
    parent = timetable.stops.parent
    place = np.arange(parent.size, dtype=np.int32)
    for _ in range(3):  # a split copy of a boarding area of a platform of a station
        place = np.where(parent[place] >= 0, parent[place], place).astype(np.int32)
    return place


def modes_at(timetable: Timetable, place: Int32s) -> Int32s:
    """[n_stops] Bit m: a line of mode m calls at the place."""
    patterns = timetable.patterns
    modes = np.zeros(place.size, np.int32)
    bits = np.left_shift(1, patterns.mode.astype(np.int32))
    position_bits = np.repeat(bits, np.diff(patterns.first_stop)).astype(np.int32)
    np.bitwise_or.at(modes, place[patterns.stop], position_bits)
    return modes


def _groups(timetable: Timetable, place: Int32s) -> list[list[int]]:
    """Rows of stop places, those of one name beside each other together."""
    stops = timetable.stops
    groups: dict[str, list[list[int]]] = {}
    is_listed = np.isin(stops.kind, LISTED) & (place == np.arange(place.size))
    for row in np.flatnonzero(is_listed).tolist():
        own = groups.setdefault(folded(stops.name[row]), [])
        beside = (group for group in own if _distance_m(timetable, group[0], row) <= ONE_PLACE_M)
        group = next(beside, None)
        if group is None:
            own.append([row])
        else:
            group.append(row)
    return [group for own in groups.values() for group in own]


def _distance_m(timetable: Timetable, a: int, b: int) -> float:
    lat, lon = timetable.stops.lat, timetable.stops.lon
    return LatLon(float(lat[a]), float(lon[a])).distance_m(LatLon(float(lat[b]), float(lon[b])))


def _translated(entries: list[Entry], timetable: Timetable) -> list[Entry]:
    """Entries that are also found, and shown, by the names that translations.txt gives them."""
    translations = Translations.of(timetable)
    if not translations.known:
        return entries
    stops = timetable.stops
    return [replace(each, names=_names(translations, stops, each)) for each in entries]


def _names(translations: Translations, stops: Stops, entry: Entry) -> tuple[tuple[str, str], ...]:
    """An entry's names: its own first, in its feed's language, the translated ones last."""
    id_, name = stops.id[entry.row], stops.name[entry.row]
    own = translations.own.get(id_.partition(":")[0], "").partition("-")[0]
    others = translations.every("stops", "stop_name", id_, name)
    (first, _), *codes = entry.names
    return ((first, own), *codes, *((other, language) for language, other in others.items()))


def _entry(
    timetable: Timetable, group: list[int], departures: Float64s, modes: Int32s, most: float
) -> Entry:
    """A group stands for itself by the row where most vehicles leave."""
    stops = timetable.stops
    row = max(group, key=lambda each: (departures[each], stops.kind[each], -each))
    names = dict.fromkeys([stops.name[row], *(stops.code[each] for each in group)], "")
    names.pop("", None)
    return Entry(
        kind=EntryKind.STOP,
        lat=float(stops.lat[row]),
        lon=float(stops.lon[row]),
        names=tuple(names.items()),
        importance=log1p(float(departures[group].sum())) / most,
        row=row,
        modes=int(np.bitwise_or.reduce(modes[group])),
    )
