"""Rules for changing, brought down to stops: the search knows no rules by route or trip.

Trips for which other rules hold at a stop call at a copy of it; plain stop-to-stop rules between
the copies then say what transfers.txt says. Trips with equal rules share a copy.
"""

from collections import defaultdict
from dataclasses import dataclass, replace
from itertools import product

import numpy as np

from feeds.gtfs.notices import Notices, refuse
from feeds.gtfs.numbering import StopTimeRows
from feeds.gtfs.stops import with_splits
from feeds.gtfs.transfers import ANY, Rules
from maas.arrays import Int32s
from maas.model import StopKind
from maas.timetable import Stops, TransferRules
from maas.timetable.rows import take_rows

MOST_RULES = 2_000_000
"""Rules between stops; more would be a station of thousands of stops, or an attack."""

Pair = tuple[int, int]
"""From stop, to stop; or from side, to side (see `transfers`)."""

Said = tuple[int, int, int, int, int]
"""How general a rule is (rank, ends that are stations, line), then its kind and seconds."""

Book = dict[Pair, dict[Pair, Said]]
"""Between two stops, for trips of two sides, what the rules say."""


@dataclass(frozen=True, slots=True)
class Changes:
    """Stops with their copies, stop times that call at these, and the rules between them."""

    stops: Stops
    rows: StopTimeRows
    rules: TransferRules


def apply_rules(
    rules: Rules, stops: Stops, rows: StopTimeRows, route: Int32s, notices: Notices
) -> Changes:
    """Split stops where rules tell trips apart. `route`: [n_trips].

    Raises:
        FeedMalformed: even without the special ones there are too many rules.
    """
    family = _families(stops, rows)
    for rank in (1, 4, 6):  # if need be, forget rules for trips, then those for routes
        kept = take_rows(rules, np.flatnonzero(ranks(rules) >= rank))
        if _n_expanded(kept, family) > MOST_RULES:
            continue
        book = _book(kept, family)
        groups = group_trips(book, rows, route)
        if _n_resolved(book, groups) <= MOST_RULES:
            _report(rules, kept, family, groups, notices)
            return _changes(stops, rows, book, groups)
    raise refuse("too_many_rows", "transfers.txt holds for too many pairs of stops")


def ranks(rules: Rules) -> Int32s:
    """1 for the most special rules, 6 for those of any trips (GTFS reference, transfers.txt)."""
    trips = (rules.from_side < 0).astype(np.int32) + (rules.to_side < 0)
    routes = (rules.from_side > 0).astype(np.int32) + (rules.to_side > 0)
    conditions = [trips == 2, (trips == 1) & (routes == 1), trips == 1, routes == 2, routes == 1]
    return np.select(conditions, [1, 2, 3, 4, 5], 6).astype(np.int32)


def _families(stops: Stops, rows: StopTimeRows) -> dict[int, list[int]]:
    """The stops a rule for each place holds for: a station's, a platform with its areas."""
    family: dict[int, list[int]] = defaultdict(list)
    for stop in np.union1d(
        np.unique(rows.stop), np.flatnonzero(np.isin(stops.kind, [StopKind.STOP]))
    ).tolist():
        place = stop
        while place >= 0:
            family[place].append(stop)
            place = int(stops.parent[place])
    return family


def _n_expanded(rules: Rules, family: dict[int, list[int]]) -> int:
    ends = zip(rules.from_stop.tolist(), rules.to_stop.tolist(), strict=True)
    return sum(len(family.get(a, ())) * len(family.get(b, ())) for a, b in ends)


def _book(rules: Rules, family: dict[int, list[int]]) -> Book:
    """All rules from stop to stop; of two for the same trips the more special one."""
    book: Book = defaultdict(dict)
    rank = ranks(rules)
    for i in range(len(rules)):
        a, b = int(rules.from_stop[i]), int(rules.to_stop[i])
        sides = (int(rules.from_side[i]), int(rules.to_side[i]))
        stations = (family.get(a) != [a]) + (family.get(b) != [b])
        said = (
            *(int(rank[i]), stations, int(rules.line[i])),
            *(int(rules.kind[i]), int(rules.seconds[i])),
        )
        for pair in product(family.get(a, ()), family.get(b, ())):
            known = book[pair].get(sides)
            if known is None or said < known:
                book[pair][sides] = said
    return book


@dataclass(frozen=True, slots=True)
class Group:
    """Trips for which the same rules hold at a stop."""

    sides: tuple[int, ...]
    """The sides, ANY included, on which rules there name one (so any) of these trips."""
    trips: list[int]


Groups = dict[int, list[Group]]
"""Stop to its groups, the one that stays at the stop itself first."""


def group_trips(book: Book, rows: StopTimeRows, route: Int32s) -> Groups:
    """The trips at each stop where a rule names a route or trip, by what holds for them."""
    named = _named(book)
    found: dict[int, dict[tuple[object, ...], Group]] = {stop: {} for stop in named}
    here = np.flatnonzero(np.isin(rows.stop, list(named)))
    calls = np.unique(rows.stop[here].astype(np.int64) << 32 | rows.trip[here])
    for call in calls.tolist():
        stop, trip = call >> 32, call & 0xFFFFFFFF
        sides = tuple(s for s in (int(route[trip]) + 1, -(trip + 1)) if s in named[stop])
        holds = tuple(frozenset().union(*(named[stop][s][end] for s in sides)) for end in (0, 1))
        found[stop].setdefault(holds, Group((ANY, *sides), [])).trips.append(trip)
    return {
        stop: sorted(groups.values(), key=lambda group: len(group.sides))
        for stop, groups in found.items()
        if groups
    }


def _named(book: Book) -> dict[int, dict[int, tuple[set[object], set[object]]]]:
    """Per stop and side named there: what its rules say of leaving from it, and of going to it.

    Two sides of which the same is said need not be told apart.
    """
    named: dict[int, dict[int, tuple[set[object], set[object]]]] = {}
    for (a, b), rules in book.items():
        for (from_side, to_side), (rank, stations, _, *said) in rules.items():
            if from_side != ANY:
                leaving = named.setdefault(a, {}).setdefault(from_side, (set(), set()))[0]
                leaving.add((b, to_side, rank, stations, *said))
            if to_side != ANY:
                going = named.setdefault(b, {}).setdefault(to_side, (set(), set()))[1]
                going.add((a, from_side, rank, stations, *said))
    return named


def _n_resolved(book: Book, groups: Groups) -> int:
    return sum(len(groups.get(a, "-")) * len(groups.get(b, "-")) for a, b in book)


def _changes(stops: Stops, rows: StopTimeRows, book: Book, groups: Groups) -> Changes:
    copies: dict[int, list[int]] = {}
    originals: list[int] = []
    for stop, parts in groups.items():
        begin = len(stops.id) + len(originals)
        copies[stop] = [stop, *range(begin, begin + len(parts) - 1)]
        originals.extend([stop] * (len(parts) - 1))
    return Changes(
        with_splits(stops, np.array(originals, np.int32)) if originals else stops,
        replace(rows, stop=_moved(rows, groups, copies)),
        _resolved(book, groups, copies),
    )


def _moved(rows: StopTimeRows, groups: Groups, copies: dict[int, list[int]]) -> Int32s:
    """[n_rows] Where each stop time calls: at its stop, or at its group's copy of it."""
    stop = rows.stop.copy()
    order = np.argsort(rows.stop, kind="stable") if groups else np.zeros(0, np.int64)
    by_stop = rows.stop[order]
    for original, parts in groups.items():
        low, high = np.searchsorted(by_stop, [original, original + 1])
        here = order[low:high]
        for part, copy in zip(parts[1:], copies[original][1:], strict=True):
            stop[here[np.isin(rows.trip[here], part.trips)]] = copy
    return stop


def _resolved(book: Book, groups: Groups, copies: dict[int, list[int]]) -> TransferRules:
    """For every pair of copies the most special rule that holds."""
    anyone = [Group((ANY,), [])]
    found: list[tuple[int, int, int, int]] = []
    for (a, b), rules in book.items():
        from_groups = zip(copies.get(a, [a]), groups.get(a, anyone), strict=False)
        to_groups = list(zip(copies.get(b, [b]), groups.get(b, anyone), strict=False))
        for (x, leaving), (y, going) in product(from_groups, to_groups):
            sides = product(leaving.sides, going.sides)
            said = min((rules[pair] for pair in sides if pair in rules), default=None)
            if said is not None:
                found.append((x, y, said[3], said[4]))
    columns = np.array(found, np.int32).reshape(-1, 4)
    from_stop, to_stop, kind, seconds = (np.ascontiguousarray(c) for c in columns.T)
    return TransferRules(from_stop, to_stop, kind.astype(np.uint8), seconds)


def _report(
    rules: Rules, kept: Rules, family: dict[int, list[int]], groups: Groups, notices: Notices
) -> None:
    """Say which rules were forgotten, and which name a trip that does not call there."""
    if len(kept) < len(rules):
        notices.add("too_many_rows", "transfers.txt", None, "", len(rules) - len(kept))
    calling = {
        (stop, side) for stop, parts in groups.items() for part in parts for side in part.sides
    } | {(stop, -(t + 1)) for stop, parts in groups.items() for part in parts for t in part.trips}
    for stops, sides in ((kept.from_stop, kept.from_side), (kept.to_stop, kept.to_side)):
        for i in np.flatnonzero(sides < 0).tolist():
            if not any((s, int(sides[i])) in calling for s in family.get(int(stops[i]), ())):
                notices.add(
                    "transfer_with_invalid_trip_and_stop", "transfers.txt", int(kept.line[i])
                )
