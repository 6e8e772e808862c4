"""Ways over places to park against networkx on the layered graph, on random maps."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maas.arrays import Bytes
from maas.live.parking import Purpose
from maas.model import Profile
from routing.parking.halts import Halts, kerbs, parks
from routing.parking.search import HaltSearch
from routing.parking.sites import Parking, Room
from routing.parking.wanted import ParkingWanted
from routing.streets import StreetRouter
from tests.parkingoracle import Halt, ParkingOracle
from tests.rentalgraphs import on_edges
from tests.streetgraphs import links_of, random_network, random_snap

SEEDS = st.integers(0, 2**32 - 1)
MAX_S = 1200
N_SITES = 4


def random_parks(
    dice: np.random.Generator, streets: StreetRouter, purpose: Purpose
) -> tuple[Halts, Bytes]:
    """Sites somewhere on the streets, some of them of the other purpose."""
    snaps = [random_snap(dice, streets.network) for _ in range(N_SITES)]
    at = np.array([(snap.at.lat, snap.at.lon) for snap in snaps])
    parking = Parking(at=at, ride=on_edges(snaps), foot=on_edges(snaps))
    kept = dice.random(N_SITES) < 0.8
    rides = ParkingWanted(purpose).rides
    room = dice.choice([Room.FREE, Room.UNKNOWN, Room.NONE], N_SITES).astype(np.uint8)
    room[~kept] = Room.NONE
    return parks(streets, parking, kept, rides, int(dice.integers(0, 90))), room


def seconds(ms: float) -> int | None:
    """What a search is to find."""
    return None if ms > 1000 * MAX_S else int((ms + 500) // 1000)


def compare(seed: int) -> None:
    """Reach both ways, and ways from door to door and back, over car parks, bike parks or kerbs."""
    dice = np.random.default_rng(seed)
    network = random_network(dice)
    stops = [random_snap(dice, network) for _ in range(3)]
    streets = StreetRouter(network, links_of(network, stops))
    wanted = ParkingWanted(
        purpose=Purpose(dice.choice(list(Purpose))),
        profile=Profile(int(dice.choice([Profile.WALK, Profile.WALK, Profile.WHEELCHAIR]))),
        walk_speed_m_s=float(dice.choice([0.4, 0.8, 1.2])),
        bike_speed_m_s=float(dice.choice([4.2, 6.0])),
        most_ridden_s=int(dice.integers(10, 200)) if dice.random() < 0.3 else None,
    )
    if wanted.purpose is Purpose.CAR and dice.random() < 0.3:
        halts = kerbs(streets)
        room = np.zeros(halts.n, np.uint8)
    else:
        halts, room = random_parks(dice, streets, wanted.purpose)
    search = HaltSearch(streets, halts, lambda rows, *_: room[rows])
    oracle = ParkingOracle(
        network,
        [
            Halt(halts.ride_snap(i), halts.foot_snap(i), Room(int(room[i])), 1000 * halts.change_s)
            for i in range(halts.n)
        ],
        wanted,
    )
    at = random_snap(dice, network)
    for backward in (False, True):
        found = search.reach(at, wanted, MAX_S, backward=backward)
        reached = {
            stop: (s, halt) for stop, s, halt in zip(*(c.tolist() for c in found), strict=True)
        }
        for stop, snap in enumerate(stops):
            expected = seconds(oracle.ms(at, snap, 1000 * MAX_S, backward=backward))
            s, halt = reached.get(stop, (None, None))
            way = search.way(at, snap, wanted, MAX_S, backward=backward)
            assert (s, way and way.seconds) == (expected, expected)
            if halt is not None:
                told = search.way(at, snap, wanted, MAX_S, halt, backward=backward)
                assert told is not None and expected is not None
                assert abs(told.seconds - expected) <= 1


@settings(derandomize=True, deadline=None, max_examples=12)
@given(seed=SEEDS)
def test_ways_over_places_to_park_are_the_fastest_there_are(seed: int) -> None:
    compare(seed)


@pytest.mark.slow
@settings(derandomize=True, deadline=None, max_examples=120)
@given(seed=SEEDS)
def test_ways_over_places_to_park_are_the_fastest_on_many_maps(seed: int) -> None:
    compare(seed)
