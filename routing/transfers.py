"""Changes between stops: walks over real streets joined with what transfers.txt says.

Computed at import for each profile that changes on its own feet or wheels. Not closed: a change is
one walk, however many stops it passes.
"""

import numpy as np

from maas.arrays import Int32s, Int64s, frozen
from maas.model import Profile
from maas.settings import RoutingSettings
from maas.timetable import Timetable, Transfers
from maas.units import NEVER
from routing.change_walks import (
    Walkers,
    Walks,
    distinct,
    near_walks,
    together,
    walkers_of,
    walks_from,
    with_ruled_pairs,
)
from routing.indoors.changes import past_doors
from routing.published import FORBIDDEN, MINIMUM, TIMED, Rules, published
from routing.stop_index import StopIndex
from routing.streets import StreetRouter


def build_transfers(
    timetable: Timetable,
    router: StreetRouter | None,
    profile: Profile,
    settings: RoutingSettings,
) -> Transfers:
    """All changes that a profile can make between (and at) the stops of a timetable.

    Where no streets are known, or a stop lies off the map, walks are straight lines x 1.3.
    """
    walkers = walkers_of(timetable, router, profile, settings)
    rules = published(timetable.transfer_rules, walkers.original)
    walks = with_ruled_pairs(walkers, near_walks(walkers), rules)
    seconds = _needed(walkers, walks, rules)
    kept = seconds < NEVER
    return frozen(_laid_out(walkers, walks.key[kept], seconds[kept], rules))


def found_again(
    transfers: Transfers,
    origins: Int32s,
    timetable: Timetable,
    router: StreetRouter,
    who: tuple[Profile, RoutingSettings],
) -> Transfers:
    """The changes that a profile can make, those from some stops being found on streets of which
    some are closed: none is new."""
    walkers = walkers_of(timetable, router, *who)
    rules, n = published(timetable.transfer_rules, walkers.original), max(walkers.n, 1)
    walks = with_ruled_pairs(walkers, near_walks(walkers, origins), rules.of(origins, n))
    seconds = _needed(walkers, walks, rules)
    begin = np.repeat(np.arange(walkers.n, dtype=np.int64), np.diff(transfers.first))
    known, stays = begin * n + transfers.stop, ~np.isin(begin, origins)
    anew = (seconds < NEVER) & np.isin(walks.key // n, origins) & np.isin(walks.key, known)
    key = np.concatenate([known[stays], walks.key[anew]])
    seconds = np.concatenate([transfers.seconds[stays], seconds[anew]])
    order = np.argsort(key, kind="stable")
    return frozen(_laid_out(walkers, key[order], seconds[order], rules))


def changes_at(
    timetable: Timetable, router: StreetRouter | None, stops: Int32s, settings: RoutingSettings
) -> tuple[Int32s, Int32s, Int32s]:
    """(from, to, seconds) of all changes on foot from and to some stops, of which transfers.txt
    says nothing."""
    walkers = walkers_of(timetable, router, Profile.WALK, settings)
    max_s = settings.max_change_s - settings.change_margin_s
    on_street = walkers.indoors.on_street(walkers.profile, walkers.takes_part)
    every = np.flatnonzero(on_street).astype(np.int32)
    index, off = StopIndex.among(timetable, every), _off_streets(timetable, router, every)
    found = [
        walks_from(walkers, off if is_joined else index, stop, max_s, backward=backward)
        for stop, is_joined in zip(stops.tolist(), _joined(router, stops), strict=True)
        for backward in (False, True)
    ]
    walks = together(found)
    if walkers.indoors.has_pathways:
        walks = past_doors(walks, walkers.exits, walkers.entries, walkers.n, max_s)
    each = distinct(walkers, *walks)
    a, b = np.divmod(each.key, max(walkers.n, 1))
    is_copy = walkers.original[a] == walkers.original[b]
    margin = np.where(is_copy, settings.same_stop_change_s, settings.change_margin_s)
    seconds = each.seconds + margin
    near = seconds <= settings.max_change_s
    return a[near].astype(np.int32), b[near].astype(np.int32), seconds[near].astype(np.int32)


def _joined(router: StreetRouter | None, stops: Int32s) -> list[bool]:
    """Whether each stop is joined to streets."""
    is_joined: list[bool] = (
        router.joined(stops, Profile.WALK).tolist() if router else [False] * stops.size
    )
    return is_joined


def _off_streets(timetable: Timetable, router: StreetRouter | None, stops: Int32s) -> StopIndex:
    """An index of the stops that are not: all to which nobody walks along streets."""
    return StopIndex.among(timetable, stops[~np.array(_joined(router, stops), np.bool_)])


def _needed(walkers: Walkers, walks: Walks, rules: Rules) -> Int32s:
    """What each change takes in all, NEVER where it is forbidden or too long.

    A minimum that transfers.txt states holds a margin already, so it is compared with the bare
    walk; a timed change waits for the walker and needs no margin. What bounds walks over streets
    does not bound those inside a stop place: by elevators they take long, and there is no other.
    """
    settings = walkers.settings
    kind, said = rules.at(walks.key)
    a, b = np.divmod(walks.key, max(walkers.n, 1))
    is_copy = walkers.original[a] == walkers.original[b]
    margin = np.where(is_copy, settings.same_stop_change_s, settings.change_margin_s)
    plain = walks.seconds + margin
    is_indoor = np.isin(walks.key, walkers.indoor_walks[0])
    plain = np.where(is_indoor | (plain <= settings.max_change_s), plain, NEVER)
    needed = np.select(
        [kind == FORBIDDEN, kind == TIMED, (kind == MINIMUM) & (said >= 0)],
        [np.full(kind.size, NEVER), walks.seconds, np.maximum(walks.seconds, said)],
        plain,
    )
    return needed.astype(np.int32)


def _changes(walkers: Walkers, rules: Rules) -> Int32s:
    """[n_stops] What changing at each stop itself takes."""
    stop = np.arange(walkers.n, dtype=np.int64)
    kind, said = rules.at(stop * walkers.n + stop)
    change = np.select(
        [~walkers.takes_part, kind == FORBIDDEN, kind == TIMED, (kind == MINIMUM) & (said >= 0)],
        [NEVER, NEVER, 0, said],
        walkers.settings.same_stop_change_s,
    )
    return change.astype(np.int32)


def _laid_out(walkers: Walkers, key: Int64s, seconds: Int32s, rules: Rules) -> Transfers:
    """Changes by the stop they begin at."""
    a, b = np.divmod(key, max(walkers.n, 1))
    first = np.zeros(walkers.n + 1, np.int32)
    np.cumsum(np.bincount(a, minlength=walkers.n), out=first[1:])
    return Transfers(first, b.astype(np.int32), seconds, _changes(walkers, rules))
