"""All that operators say of vehicles to rent, laid on the streets.

Pure: the same batches at the same moment give the same overlay, whatever was known before.
"""

from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from maas.model import Profile, SourceId
from maas.snapshot import Batch
from routing.overlays.rentals.availability import next_change
from routing.overlays.rentals.drafts import Draft, Spot, drafts_of
from routing.overlays.rentals.joining import NONE_JOINED, is_near, join, rows
from routing.overlays.rentals.riding import profile_of, speed_of
from routing.overlays.rentals.systems import systems_of
from routing.rentals.fleets import Fleet, Joined, Rentals, Spots
from routing.streets import StreetRouter

__all__ = ["apply_rentals"]


def apply_rentals(
    streets: StreetRouter | None,
    batches: Mapping[SourceId, Batch],
    now: int,
    previous: Rentals | None,
) -> Rentals:
    """Lay the newest batch of every source of rental vehicles on the streets.

    Args:
        streets: None: there are none, so nothing can be ridden; systems are told all the same.
        now: Unix s of the service clock; what is told for a time only holds until then.
        previous: what was made before on the same streets; saves work, changes nothing.
    """
    systems = tuple(system for batch in batches.values() for system in systems_of(batch))
    changes = [moment for system in systems for moment in next_change(system, now)]
    until = min(changes, default=None)
    if streets is None:
        return Rentals(systems, since=now, until=until)
    drafts = [draft for i, each in enumerate(systems) for draft in drafts_of(i, each, now)]
    joined = _joined(streets, drafts, previous.joined if previous else {})
    fleets = tuple(_fleet(draft, joined) for draft in drafts)
    return Rentals(systems, fleets, now, until, joined=joined)


def _joined(
    streets: StreetRouter, drafts: Sequence[Draft], known: Mapping[Profile, Joined]
) -> Mapping[Profile, Joined]:
    """All spots joined to the streets of who walks to them and of who rides."""
    wanted: dict[Profile, list[tuple[float, float]]] = {Profile.WALK: []}
    for draft in drafts:
        positions = [spot.at for spot in (*draft.taking, *draft.leaving)]
        wanted[Profile.WALK] += positions
        wanted.setdefault(profile_of(draft.type), []).extend(positions)
    return {
        profile: join(streets, profile, positions, known.get(profile, NONE_JOINED))
        for profile, positions in wanted.items()
    }


def _fleet(draft: Draft, joined: Mapping[Profile, Joined]) -> Fleet:
    profile = profile_of(draft.type)
    foot, ride = joined[Profile.WALK], joined[profile]
    return Fleet(
        draft.system,
        draft.type,
        profile,
        speed_of(draft.type),
        _spots(draft.taking, foot, ride),
        _spots(draft.leaving, foot, ride),
        draft.anywhere,
    )


def _spots(spots: Iterable[Spot], foot: Joined, ride: Joined) -> Spots:
    """Spots on the streets; those far from any are left out."""
    near = [spot for spot in spots if is_near(foot, spot.at) and is_near(ride, spot.at)]
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
