"""How fast and how well places are found: `benchmarks/geocode.py --osm FILE --gtfs FILE…`.

Names are drawn from the index itself, the same for every run, and spoilt as people spoil them. A
name is found where a match of its kind and (spelled-out) name is the first, or among five; whether
it is the right one of several of that name, no text can tell. Times are of single questions, one
thread, after warming.
"""

import argparse
import time
from collections.abc import Callable
from pathlib import Path
from random import Random
from statistics import quantiles

from feeds.gtfs import read as read_timetable
from feeds.osm import places, read
from maas.model import LatLon, SourceId
from maas.timetable import join
from routing.graph import Graph
from routing.places import PlaceIndex, build_index
from routing.places.abbreviations import spelled_out
from routing.places.finding import TYPE_OF
from routing.places.folding import folded
from routing.places.geocoder import Geocoder
from routing.places.match import Match, MatchType, PlaceQuery
from routing.places.tables import EntryKind

LETTERS = "abcdefghijklmnopqrstuvwxyz"
Spoil = Callable[[str, Random], str]


def main() -> None:
    """Run everything on one city."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--osm", type=Path, required=True)
    parser.add_argument("--gtfs", type=Path, nargs="*", default=[])
    parser.add_argument("--n", type=int, default=400, help="questions of each kind")
    arguments = parser.parse_args()
    geocoder, index = load(arguments.osm, arguments.gtfs)
    took: list[float] = []
    for kind in EntryKind:
        names = names_of(index, kind)
        for what, spoil in SPOILS.items():
            asked = [(spoil(name, Random(name)), name) for name in sample(names, arguments.n)]
            report(f"{kind.name.lower()}, {what}", asked, geocoder, TYPE_OF[kind], took)
    houses = sample(addresses_of(index), arguments.n)
    report("address", [(name, name) for name in houses], geocoder, MatchType.ADDRESS, took)
    swapped = [(number_first(name), name) for name in houses]
    report("address, number first", swapped, geocoder, MatchType.ADDRESS, took)
    report_times("all questions", took)
    report_reverse(geocoder, index, arguments.n)


def load(osm: Path, gtfs: list[Path]) -> tuple[Geocoder, PlaceIndex]:
    """Read a city and build its index."""
    network, _ = read(osm, SourceId("osm"))
    began = time.perf_counter()
    named = places.read(osm)
    say("read places", f"{time.perf_counter() - began:.2f} s")
    feeds = [read_timetable(path, SourceId(f"gtfs-{i}"))[0] for i, path in enumerate(gtfs)]
    timetable = join(feeds) if feeds else None
    began = time.perf_counter()
    index = build_index(timetable, network, [named])
    size = f"{index.entries.kind.size:,} entries, {index.houses.id.size:,} houses"
    say("build the index", f"{time.perf_counter() - began:.2f} s", size)
    geocoder = Geocoder(Graph(timetable, network, None, {}, index))
    geocoder.warm()
    return geocoder, index


def names_of(index: PlaceIndex, kind: EntryKind) -> list[str]:
    """Every distinct first name of a kind, but those of one or two letters."""
    entries = index.entries
    rows = (row for row in range(entries.kind.size) if entries.kind[row] == kind)
    found = {index.names.text[int(entries.first_name[row])] for row in rows}
    return sorted(name for name in found if len(folded(name)) > 2)


def addresses_of(index: PlaceIndex) -> list[str]:
    """Every address with a number, as the geocoder writes it."""
    houses = index.houses
    street = (int(index.entries.first_name[entry]) for entry in houses.entry.tolist())
    pairs = zip(street, houses.number, strict=True)
    return sorted({f"{index.names.text[name]} {number}" for name, number in pairs})


def sample(names: list[str], n: int) -> list[str]:
    """At most n names, the same each time."""
    return Random(1).sample(names, min(n, len(names)))


def as_is(name: str, _: Random) -> str:
    """The name as it is."""
    return name


def beginning(name: str, dice: Random) -> str:
    """The first 60 to 95 % of a name."""
    return name[: max(3, round(len(name) * dice.uniform(0.6, 0.95)))].rstrip() or name


def slip(name: str, dice: Random) -> str:
    """One letter of a word of at least four wrong: other, gone, too many or swapped."""
    places = [i for i, c in enumerate(name) if c.isalpha() and len(word_at(name, i)) > 3]
    if not places:
        return name
    i, kind = dice.choice(places), dice.randrange(4)
    other = dice.choice(LETTERS)
    if kind == 3 and i + 1 in places:
        return name[:i] + name[i + 1] + name[i] + name[i + 2 :]
    return name[:i] + ("", other, other + name[i])[kind % 3] + name[i + 1 :]


def word_at(name: str, i: int) -> str:
    """The word around a letter."""
    begin = name.rfind(" ", 0, i) + 1
    return name[begin:].split(" ")[0]


def shuffled(name: str, dice: Random) -> str:
    """The words in another order, without accents."""
    words = folded(name).split()
    dice.shuffle(words)
    return " ".join(words)


def number_first(name: str) -> str:
    """`12 High Street` for `High Street 12`."""
    street, _, number = name.rpartition(" ")
    return f"{number} {street}"


SPOILS: dict[str, Spoil] = {
    "as it is": as_is,
    "beginning": beginning,
    "one slip": slip,
    "words shuffled": shuffled,
    "slip in a beginning": lambda name, dice: slip(beginning(name, dice), dice),
}


def report(
    what: str,
    asked: list[tuple[str, str]],
    geocoder: Geocoder,
    wanted: MatchType,
    took: list[float],
) -> None:
    """Ask and print how many were found first and among five."""
    first = five = 0
    for text, name in asked:
        began = time.perf_counter()
        matches = geocoder.find(PlaceQuery(text))
        took.append(time.perf_counter() - began)
        good = [is_it(match, name, wanted) for match in matches[:5]]
        first += any(good[:1])
        five += any(good)
    n = max(1, len(asked))
    say(what, f"@1 {first / n:6.1%}  @5 {five / n:6.1%}", f"{len(asked)} asked")


def is_it(match: Match, name: str, wanted: MatchType) -> bool:
    """Whether a match has the kind and the name asked for."""
    return match.type is wanted and spelled_out(folded(match.name)) == spelled_out(folded(name))


def report_reverse(geocoder: Geocoder, index: PlaceIndex, n: int) -> None:
    """Ask what lies around random entries."""
    took = []
    lat, lon = index.entries.lat.tolist(), index.entries.lon.tolist()
    for row in Random(1).sample(range(len(lat)), min(n, len(lat))):
        began = time.perf_counter()
        geocoder.around(LatLon(lat[row], lon[row]), PlaceQuery("", n=5))
        took.append(time.perf_counter() - began)
    report_times("reverse", took)


def report_times(what: str, took: list[float]) -> None:
    """Print median, 95th and 99th percentile."""
    cuts = quantiles([1000 * each for each in took], n=100)
    say(what, f"p50 {cuts[49]:.1f}  p95 {cuts[94]:.1f}  p99 {cuts[98]:.1f} ms", f"{len(took)}")


def say(what: str, figure: str, more: str = "") -> None:
    """Print one figure."""
    print(f"{what:32} {figure:>34}  {more}")


if __name__ == "__main__":
    main()
