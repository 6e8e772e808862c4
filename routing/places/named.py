"""Points of interest and settlements as entries, the more important the more people go there."""

from collections.abc import Iterator, Sequence

from maas.model import LatLon
from maas.places import Places
from maas.streets.tables import E7
from routing.places.entry import Entry
from routing.places.folding import folded
from routing.places.tables import EntryKind

BY_KEY = {
    "place": 0.5,
    "amenity": 0.2,
    "tourism": 0.3,
    "leisure": 0.25,
    "shop": 0.15,
    "railway": 0.7,
    "aeroway": 0.7,
    "historic": 0.25,
    "healthcare": 0.2,
}
BY_CATEGORY = {
    "city": 1.0,
    "town": 0.85,
    "borough": 0.75,
    "suburb": 0.7,
    "village": 0.7,
    "quarter": 0.6,
    "neighbourhood": 0.5,
    "hamlet": 0.45,
    "aerodrome": 0.9,
    "university": 0.65,
    "hospital": 0.65,
    "townhall": 0.6,
    "bus_station": 0.6,
    "ferry_terminal": 0.6,
    "stadium": 0.55,
    "mall": 0.5,
    "museum": 0.5,
    "theatre": 0.45,
    "marketplace": 0.45,
    "library": 0.4,
    "courthouse": 0.4,
    "college": 0.4,
    "attraction": 0.4,
    "square": 0.4,
    "park": 0.35,
    "cinema": 0.35,
    "school": 0.3,
    "hotel": 0.3,
    "place_of_worship": 0.3,
    "supermarket": 0.3,
    "farm": 0.2,
    "locality": 0.25,
}
LEAST = 0.1

STATIONS = frozenset({"station", "bus_station", "ferry_terminal"})
BESIDE_M = 600.0
"""A map draws a large station at its middle, a timetable often at its door."""


def place_entries(all_places: Sequence[Places]) -> list[Entry]:
    """One entry for each element; what several files hold is taken from the first."""
    found: dict[tuple[int, int], Entry] = {}
    for places in all_places:
        for entry in _entries(places):
            found.setdefault((entry.element, entry.id), entry)
    return list(found.values())


def without_stations(places: list[Entry], stops: list[Entry]) -> list[Entry]:
    """The places that are no stations of a name that a stop beside them has, too."""
    by_name: dict[str, list[LatLon]] = {}
    for stop in stops:
        by_name.setdefault(folded(stop.names[0][0]), []).append(LatLon(stop.lat, stop.lon))

    def is_stop(entry: Entry) -> bool:
        at = LatLon(entry.lat, entry.lon)
        names = (folded(text) for text, _ in entry.names)
        beside = (other for name in names for other in by_name.get(name, ()))
        return entry.category in STATIONS and any(at.distance_m(o) < BESIDE_M for o in beside)

    return [entry for entry in places if not is_stop(entry)]


def _entries(places: Places) -> Iterator[Entry]:
    named, addresses = places.named, places.addresses
    for row in range(named.id.size):
        first, last = named.names.first[row : row + 2]
        names = ((named.names.text[i], named.names.language[i]) for i in range(first, last))
        address = int(named.address[row])
        category = named.category[row]
        yield Entry(
            kind=EntryKind.PLACE,
            lat=float(named.lat_e7[row] * E7),
            lon=float(named.lon_e7[row] * E7),
            names=tuple(names),
            importance=BY_CATEGORY.get(category, BY_KEY.get(named.key[row], LEAST)),
            id=int(named.id[row]),
            element=int(named.element[row]),
            category=category,
            street=addresses.street[address] if address >= 0 else "",
            number=addresses.number[address] if address >= 0 else "",
            postcode=addresses.postcode[address] if address >= 0 else "",
        )
