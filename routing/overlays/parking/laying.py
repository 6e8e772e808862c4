"""Plots made of all records and laid on the streets; made again only for something lasting."""

from collections.abc import Mapping, Sequence
from functools import partial
from itertools import chain

import numpy as np

from maas.arrays import Int32s
from maas.facilities import Facilities, Position
from maas.live import ParkingFacility
from maas.live.parking import Purpose, Users
from maas.model import Profile, SourceId
from routing.overlays.parking.fitting import misfits
from routing.overlays.parking.grouping import group
from routing.overlays.parking.likeness import Told
from routing.overlays.parking.merging import plot_of
from routing.parking.plots import Lasting, Plot, Plots
from routing.streets import StreetRouter
from routing.streets.joined import NONE_JOINED, Joined, join, rows
from routing.streets.on_edges import OnEdges

Records = Mapping[SourceId, Mapping[str, ParkingFacility]]
"""Of each source by their ids, in the order of the territory file."""

MOST_M = 250.0
"""What is farther from any street is not reached on it: the middle of a large place may be far."""
RIDERS = {Purpose.CAR: Profile.CAR, Purpose.BIKE: Profile.BIKE}


def lay(
    streets: StreetRouter | None,
    records: Records,
    lasting: Mapping[SourceId, Lasting],
    facilities: Facilities | None,
    before: Plots,
) -> Plots:
    """Every place to park of a territory, joined to the streets.

    Args:
        lasting: what of `records` does not change by the hour.
        before: what was laid before; saves work, changes nothing.
    """
    told = [*_of_sources(records), *_of_maps(facilities)]
    groups, unplaced = group(told)
    members = [[told[row] for row in each] for each in groups]
    members = sorted(filter(_is_for_someone, members), key=_is_for_bikes)
    plots = tuple(plot_of(each) for each in members)
    network = streets.network if streets else None
    known = before.joined if before.network is network else {}
    laying = _Laying(streets, plots, [_entrances(each) for each in members], known)
    row = {id: i for i, plot in enumerate(plots) for id in reversed(plot.ids)}
    findings = misfits(plots, laying.ride, [told[i] for i in unplaced], list(records))
    return Plots(
        plots,
        row,
        np.array([_at(plot) for plot in plots], np.float64).reshape(-1, 2),
        laying.ride,
        laying.foot,
        tuple(dict.fromkeys(hours for plot in plots if (hours := plot.told.opening_hours))),
        _counted_by(plots),
        findings,
        lasting,
        facilities,
        network,
        laying.joined,
    )


class _Laying:
    """Where plots touch the streets: of who drives in by their entrances where these are drawn."""

    def __init__(
        self,
        streets: StreetRouter | None,
        plots: Sequence[Plot],
        entrances: Sequence[tuple[Position, ...]],
        known: Mapping[Profile, Joined],
    ) -> None:
        self.joined: dict[Profile, Joined] = {}
        self.ride: OnEdges | None = None
        self.foot: OnEdges | None = None
        if streets is None:
            return
        ways_in = [each or (_at(plot),) for plot, each in zip(plots, entrances, strict=True)]
        ways_out = [(*each, _at(plot)) for plot, each in zip(plots, entrances, strict=True)]
        n_cars = sum(plot.told.purpose is Purpose.CAR for plot in plots)
        on = partial(self._on, streets, known)
        cars, bikes = on(Profile.CAR, ways_in[:n_cars]), on(Profile.BIKE, ways_in[n_cars:])
        self.ride, self.foot = _both(cars, bikes), on(Profile.WALK, ways_out)

    def _on(
        self,
        streets: StreetRouter,
        known: Mapping[Profile, Joined],
        profile: Profile,
        places: Sequence[tuple[Position, ...]],
    ) -> OnEdges:
        """The candidates of all positions of each place."""
        positions = list(chain.from_iterable(places))
        joined = join(streets, profile, positions, MOST_M, known.get(profile, NONE_JOINED))
        self.joined[profile] = joined
        on = rows(joined, positions)
        begins = np.cumsum([0, *map(len, places)])
        return OnEdges(on.first[begins], on.edge, on.share, on.metres)


def _both(one: OnEdges, other: OnEdges) -> OnEdges:
    return OnEdges(
        np.concatenate([one.first, other.first[1:] + one.first[-1]]).astype(np.int32),
        np.concatenate([one.edge, other.edge]),
        np.concatenate([one.share, other.share]),
        np.concatenate([one.metres, other.metres]),
    )


def _of_sources(records: Records) -> list[Told]:
    return [Told(id, record) for id, own in records.items() for record in own.values()]


def _of_maps(facilities: Facilities | None) -> list[Told]:
    if facilities is None:
        return []
    return [
        Told(facilities.source_of(row), facilities.told(row), facilities.entrances_of(row), True)
        for row in range(len(facilities))
    ]


def _is_for_someone(members: Sequence[Told]) -> bool:
    """Whether anyone but its owner is told of it: a private yard is on the map alone."""
    return any(
        not each.is_mapped or each.record.users is not Users.SUBSCRIBERS or _is_kept(each.record)
        for each in members
    )


def _is_kept(record: ParkingFacility) -> bool:
    """Whether it is for those for whom all of its bays are."""
    return any(bays.capacity and bays.capacity == record.capacity for bays in record.bays)


def _is_for_bikes(members: Sequence[Told]) -> bool:
    return members[0].record.purpose is Purpose.BIKE


def _entrances(members: Sequence[Told]) -> tuple[Position, ...]:
    return tuple(dict.fromkeys(at for each in members for at in each.entrances))


def _at(plot: Plot) -> Position:
    return plot.told.lat or 0.0, plot.told.lon or 0.0


def _counted_by(plots: Sequence[Plot]) -> Mapping[SourceId, Int32s]:
    rows_of: dict[SourceId, list[int]] = {}
    for row, plot in enumerate(plots):
        for source, _ in plot.counters:
            rows_of.setdefault(source, []).append(row)
    return {source: np.array(rows, np.int32) for source, rows in rows_of.items()}
