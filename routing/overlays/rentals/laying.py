"""From drafts to fleets: spots on streets, and what is forbidden on those."""

from collections.abc import Mapping, Sequence

import numpy as np

from maas.arrays import Bytes
from maas.model import Profile
from routing.overlays.rentals.drafts import Draft, Spot
from routing.overlays.rentals.riding import profile_of, speed_of
from routing.overlays.rentals.zones import Painter
from routing.rentals.fleets import Fleet, Spots
from routing.streets import StreetRouter
from routing.streets.joined import NONE_JOINED, Joined, are_near, join, rows

MOST_M = 100.0
"""Whatever is farther from any street (in a river, in a yard nobody gets into) is not offered."""
MOST_PUSHED_M = 250.0
"""From where one walks to where one may ride: out of a park, over a square."""


def join_all(
    streets: StreetRouter, drafts: Sequence[Draft], known: Mapping[Profile, Joined]
) -> Mapping[Profile, Joined]:
    """All spots joined to the streets of who walks to them and of who rides."""
    wanted: dict[Profile, list[tuple[float, float]]] = {Profile.WALK: []}
    for draft in drafts:
        positions = [spot.at for spot in draft.spots]
        wanted[Profile.WALK] += positions
        wanted.setdefault(profile_of(draft.type), []).extend(positions)
    most_m = {Profile.WALK: MOST_M}
    return {
        profile: join(
            streets,
            profile,
            positions,
            most_m.get(profile, MOST_PUSHED_M),
            known.get(profile, NONE_JOINED),
        )
        for profile, positions in wanted.items()
    }


class Laying:
    """Lays drafts on streets to which all their spots are joined."""

    def __init__(
        self,
        joined: Mapping[Profile, Joined],
        painters: Sequence[Painter],
        before: Sequence[Fleet],
    ) -> None:
        self._joined, self._painters = joined, painters
        arrays = (array for fleet in before for array in (fleet.ground, fleet.max_kmh))
        self._kept = list({id(array): array for array in arrays if array is not None}.values())

    def fleet(self, draft: Draft) -> Fleet:
        """A fleet; its arrays over edges are those of before where they say the same, so that what
        was made of them holds."""
        profile = profile_of(draft.type)
        foot, ride = self._joined[Profile.WALK], self._joined[profile]
        grounds = self._painters[draft.system].grounds(draft.type.id)
        return Fleet(
            draft.system,
            draft.type,
            profile,
            speed_of(draft.type),
            _spots(draft.taking, foot, ride),
            _spots(draft.leaving, foot, ride),
            draft.anywhere,
            self._same(grounds.ground),
            self._same(grounds.max_kmh),
        )

    def _same(self, array: Bytes | None) -> Bytes | None:
        if array is None:
            return None
        return next((known for known in self._kept if np.array_equal(known, array)), array)


def _spots(spots: Sequence[Spot], foot: Joined, ride: Joined) -> Spots:
    """Spots on the streets; those far from any are left out."""
    everywhere = [spot.at for spot in spots]
    are_both = are_near(foot, everywhere) & are_near(ride, everywhere)
    near = [spot for spot, is_near in zip(spots, are_both.tolist(), strict=True) if is_near]
    positions = [spot.at for spot in near]
    return Spots(
        place=np.array([spot.place for spot in near], np.int32),
        at=np.array(positions, np.float64).reshape(-1, 2),
        count=np.array([spot.n for spot in near], np.int32),
        range_m=np.array([spot.range_m for spot in near], np.float32),
        home=np.array([spot.home for spot in near], np.int32),
        foot=rows(foot, positions),
        ride=rows(ride, positions),
    )
