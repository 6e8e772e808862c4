"""Networks and questions by chance: few stops, coarse times, so that everything meets everything.

Drawn evenly from a seed: hypothesis's own choices lean to what is small, and a small network has no
journey worth arguing about.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from random import Random

import numpy as np

from maas.arrays import frozen
from maas.model import Profile, TimeMeaning
from maas.timetable import Timetable
from maas.units import NEVER
from routing.transit import Offsets, TransitQuestion, Via
from tests.networks import DAY, DAYS, Line, Network, Run

MIDNIGHT = int(datetime(DAY.year, DAY.month, DAY.day, tzinfo=UTC).timestamp())
STARTS = [8 * 3600] * 6 + [23 * 3600, 32 * 3600]
SERVICES = [DAYS] * 4 + [frozenset({3}), frozenset({2, 4})]
CHANGES = [0, 0, 60, 120, 180, NEVER]


def network(seed: Random) -> Network:
    """Loops, overtaking, blocks, nights, days off, bans, walks that are not closed."""
    n_stops = seed.randint(4, 12)
    lines = [line(seed, f"L{i}", n_stops) for i in range(seed.randint(3, 15))]
    pairs = [(a, b) for a in range(n_stops) for b in range(n_stops) if a != b]
    return Network(
        [f"S{i}" for i in range(n_stops)],
        join(seed, lines),
        [(a, b, minutes(seed, 6)) for a, b in seed.sample(pairs, min(len(pairs), 6))],
        {i: seed.choice(CHANGES) for i in range(n_stops)},
        ("UTC", "America/Sao_Paulo"),
        frozenset(i for i in range(n_stops) if seed.random() < 0.1),
    )


def line(seed: Random, name: str, n_stops: int) -> Line:
    """A line that may call twice at a stop; its runs may overtake."""
    stops = [seed.randrange(n_stops) for _ in range(seed.randint(2, 6))]
    if seed.random() < 0.6:  # along the shore, as others do
        step = seed.choice([-1, 1, 1, 2])
        stops = [(stops[0] + i * step) % n_stops for i in range(seed.randint(2, 7))]
    return Line(
        name,
        stops,
        [run(seed, len(stops)) for _ in range(seed.randint(1, 5))],
        [seed.random() < 0.9 for _ in stops],
        [seed.random() < 0.9 for _ in stops],
        zone=int(seed.random() < 0.1),
    )


def with_bikes(seed: Random, tables: Timetable) -> Timetable:
    """A timetable most of whose trips say whether they take bikes; half of them do."""
    bikes = [seed.choice([0, 1, 1, 2]) for _ in tables.trips.bikes]
    return frozen(replace(tables, trips=replace(tables.trips, bikes=np.array(bikes, np.uint8))))


def run(seed: Random, n: int) -> Run:
    """A trip of the morning, the late evening or past midnight."""
    now = seed.choice(STARTS) + minutes(seed, 60)
    times = []
    for _ in range(n):
        depart = now + seed.choice([0, 0, 0, 60])
        times.append((now, depart))
        now = depart + minutes(seed, 9)
    return Run(times, seed.choice(SERVICES), wheelchair=seed.choice([0, 1, 1, 2]))


def join(seed: Random, lines: Sequence[Line]) -> list[Line]:
    """Let half of the vehicles go on: as trips that start soon after, or as any (nonsense too)."""
    keys = [(i, j) for i, each in enumerate(lines) for j in range(len(each.runs))]

    def onward(ended: int) -> list[tuple[int, int]]:
        starts = {(i, j): lines[i].runs[j].times[0][1] for i, j in keys}
        soon = [key for key in keys if ended <= starts[key] <= ended + 1200]
        pool = seed.choice([[], soon, soon, keys])
        return seed.sample(pool, min(len(pool), seed.choice([1, 1, 2])))

    return [
        replace(each, runs=[replace(r, onward=onward(r.times[-1][0])) for r in each.runs])
        for each in lines
    ]


def minutes(seed: Random, most: int) -> int:
    """Some minutes, in seconds."""
    return 60 * seed.randint(0, most)


def question(seed: Random, n_stops: int) -> TransitQuestion:
    """A question of any kind."""
    plain = seed.random() < 0.7
    hour = seed.choice([7, 8, 8, 9, 10, 23, 26, 32])
    return TransitQuestion(
        offsets(seed, n_stops),
        offsets(seed, n_stops),
        MIDNIGHT + hour * 3600 + minutes(seed, 59),
        seed.choice([0, 600, 3600, 7200]),
        seed.choice(list(TimeMeaning)),
        seed.choice([Profile.WALK, Profile.WALK, Profile.WHEELCHAIR]),
        max_transfers=seed.choice([1, 2, 14, 14]),
        max_travel_s=seed.choice([1800, 7200, 86_400, 86_400]),
        min_transfer_s=0 if plain else seed.choice([0, 120]),
        additional_transfer_s=0 if plain else seed.choice([0, 60]),
        transfer_factor=1.0 if plain else seed.choice([0.5, 1.0, 1.3]),
        with_bike=seed.random() < 0.2,
        vias=() if seed.random() < 0.6 else vias(seed, n_stops),
    )


def vias(seed: Random, n_stops: int) -> tuple[Via, ...]:
    """One via or two, of a stop or two, which may overlap."""
    return tuple(
        Via(
            np.array(seed.sample(range(n_stops), seed.choice([1, 1, 2, 3])), np.int32),
            seed.choice([0, 0, 0, 120, 300, 900]),
        )
        for _ in range(seed.choice([1, 2]))
    )


def offsets(seed: Random, n_stops: int) -> Offsets:
    """One stop or a few, some of them twice."""
    stops = [seed.randrange(n_stops) for _ in range(seed.choice([1, 1, 2, 3]))]
    seconds = [minutes(seed, 8) for _ in stops]
    return Offsets(np.array(stops, np.int32), np.array(seconds, np.int32))
