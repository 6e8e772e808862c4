"""Changes on foot where streets are closed: exactly those of an import on such streets.

Only those from stops near what is closed are found again. They depend on what is closed to who
walks alone, not on how fast cars drive, so that they are kept over other news of the road.
"""

from collections import OrderedDict
from collections.abc import Mapping
from threading import Lock

import numpy as np

from maas.arrays import Int32s
from maas.model import Profile
from maas.settings import RoutingSettings
from maas.timetable import Timetable, Transfers
from routing.change_walks import MAPPED_WALK_S, walkers_of
from routing.streets import StreetRouter
from routing.streets.profiles import ON_FOOT
from routing.transfers import found_again

KEPT = 8
"""Sets of closures whose changes are."""


class Changes:
    """The changes of a timetable, by what is closed. Thread-safe."""

    def __init__(
        self,
        timetable: Timetable,
        usual: Mapping[Profile, Transfers],
        settings: RoutingSettings,
    ) -> None:
        self._timetable = timetable
        self._usual = usual
        self._settings = settings
        self._kept: OrderedDict[tuple[Profile, bytes], Transfers] = OrderedDict()
        self._lock = Lock()

    def over(self, streets: StreetRouter) -> Mapping[Profile, Transfers]:
        """The changes over some streets; none is new, none is shorter than without closures."""
        closed = streets.avoiding.closed if streets.avoiding else {}
        concerned = ON_FOOT & closed.keys() & self._usual.keys()
        if not concerned:
            return self._usual
        found = {profile: self._of(streets, profile, closed[profile]) for profile in concerned}
        return {**self._usual, **found}

    def _of(self, streets: StreetRouter, profile: Profile, closed: Int32s) -> Transfers:
        key = profile, closed.tobytes()
        with self._lock:
            known = self._kept.pop(key, None)
        found = self._found(streets, profile) if known is None else known
        with self._lock:
            self._kept[key] = found
            while len(self._kept) > KEPT:
                self._kept.popitem(last=False)
        return found

    def _found(self, streets: StreetRouter, profile: Profile) -> Transfers:
        usual, who = self._usual[profile], (profile, self._settings)
        origins = self._leading_there(streets, profile)
        if not origins.size:
            return usual
        return found_again(usual, origins, self._timetable, streets, who)

    def _leading_there(self, streets: StreetRouter, profile: Profile) -> Int32s:
        """The stops from which changes may lead over something closed."""
        avoiding, usual = streets.avoiding, self._usual[profile]
        assert avoiding is not None
        walkers = walkers_of(self._timetable, streets, profile, self._settings)
        exits, longest_s = walkers.exits, self._settings.max_change_s

        def within(max_s: int) -> Int32s:
            doors = avoiding.led_to_closed(profile, max_s, walkers.speed_m_s)
            return np.unique(exits.stop[np.isin(exits.door, doors)])

        begin = np.repeat(np.arange(walkers.n, dtype=np.int32), np.diff(usual.first))
        far = np.unique(begin[usual.seconds > longest_s])
        near = within(longest_s)
        if not far.size:
            return near
        return np.union1d(near, np.intersect1d(far, within(MAPPED_WALK_S))).astype(np.int32)
