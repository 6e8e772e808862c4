"""Random fleets on random streets."""

from collections.abc import Sequence
from math import inf

import numpy as np

from maas.live.rentals import FormFactor, RentalSystem, VehicleType
from maas.model import Profile, SourceId
from maas.streets import StreetNetwork
from routing.rentals.fleets import Fleet, Rentals, Spots, System
from routing.streets import Snap
from routing.streets.on_edges import OnEdges
from tests.streetgraphs import random_snap


def on_edges(snaps: Sequence[Snap]) -> OnEdges:
    """Snaps as fleets keep them."""
    return OnEdges(
        np.cumsum([0, *(snap.edge.size for snap in snaps)]).astype(np.int32),
        np.concatenate([np.empty(0, np.int32), *(snap.edge for snap in snaps)]),
        np.concatenate([np.empty(0), *(snap.share for snap in snaps)]),
        np.concatenate([np.empty(0), *(snap.metres for snap in snaps)]).astype(np.float32),
    )


def spots_at(
    snaps: Sequence[Snap],
    place: Sequence[int],
    count: Sequence[int],
    range_m: Sequence[float] | None = None,
    home: Sequence[int] | None = None,
) -> Spots:
    """Spots that one walks and rides to alike."""
    n = len(snaps)
    return Spots(
        np.array(place, np.int32),
        np.array([(snap.at.lat, snap.at.lon) for snap in snaps]).reshape(-1, 2),
        np.array(count, np.int32),
        np.array([inf] * n if range_m is None else range_m, np.float32),
        np.array([-1] * n if home is None else home, np.int32),
        on_edges(snaps),
        on_edges(snaps),
    )


def rentals_of(fleets: Sequence[Fleet]) -> Rentals:
    """Fleets of one system."""
    told = RentalSystem("s")
    return Rentals((System(SourceId("s"), "s", told, {}, {}, (), (), (), ()),), tuple(fleets))


def random_rentals(dice: np.random.Generator, network: StreetNetwork) -> Rentals:
    """Two fleets of one system with any rules, at the same few stations and free on the street."""
    stations = [random_snap(dice, network) for _ in range(3)]
    ground = dice.choice([0, 0, 0, 1, 2, 4, 8], network.n_edges).astype(np.uint8)
    slow = dice.choice([0, 0, 0, 6], network.n_edges).astype(np.uint8)
    rules = (ground, slow) if dice.random() < 0.6 else (None, None)
    return rentals_of([_random_fleet(dice, network, stations, rules) for _ in range(2)])


def _random_fleet(
    dice: np.random.Generator,
    network: StreetNetwork,
    stations: Sequence[Snap],
    rules: tuple[np.ndarray | None, np.ndarray | None],
) -> Fleet:
    returns = dice.choice(["stations", "street", "both", "home"])
    free = [random_snap(dice, network) for _ in range(int(dice.integers(0, 4)))]
    n = len(stations) + len(free)
    place = [*range(len(stations)), *range(-1, -1 - len(free), -1)]
    home = dice.integers(0, 3, n) if returns == "home" else np.full(n, -1)
    taking = spots_at(
        [*stations, *free],
        place,
        dice.integers(1, 4, n).tolist(),
        dice.choice([inf, inf, 120.0, 250.0, 400.0], n).tolist(),
        home.tolist(),
    )
    leaving = [] if returns == "street" else stations
    count = dice.integers(1, 4, len(leaving)).tolist()
    profile = Profile(int(dice.choice([Profile.BIKE, Profile.BIKE, Profile.CAR])))
    return Fleet(
        0,
        VehicleType("s", "t", FormFactor.BICYCLE, riders=int(dice.integers(1, 3))),
        profile,
        float(dice.choice([3.0, 5.0, 8.0])) if dice.random() < 0.7 else None,
        taking,
        spots_at(leaving, range(len(leaving)), count),
        returns in ("street", "both"),
        *rules,
    )
