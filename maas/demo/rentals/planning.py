"""Chooses where vehicles to rent stand: docks at stations and corners, spots, bays, zones."""

from cmath import rect
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from math import pi
from random import Random

from maas.demo.lines import METRO, RAIL, TRAM, Line
from maas.demo.names import CITY
from maas.demo.plane import Projection, contains, length, nearest_on, point_at
from maas.demo.rentals.places import Point, RentalPlaces, Site, Zone
from maas.demo.streets import OLD_CENTRE_M, Corner, Street, StreetPlan

STOPS_PER_DOCK, STOPS_PER_BAY, SCOOTERS_PER_STOP, SPOTS_PER_SCOOTER = 4, 20, 0.6, 3
APART_M = (240, 480)
"""Between stations in the middle of the city, and at its rim."""
ASIDE_M = 6
QUAY_M = 105
"""How far from the middle of the river no scooter may be left."""
SERVED = 0.96
"""How far the scooters' area goes, in radii of the city."""
NEAR_STATION_M = 220
RIDDEN = ("primary", "secondary", "residential", "pedestrian")
WIDE_FIRST = {kind: i for i, kind in enumerate(RIDDEN)}


def plan_rentals(
    plan: StreetPlan, lines: Sequence[Line], n_stops: int, seed: int, projection: Projection
) -> RentalPlaces:
    """Draw all places; of its own chance, so that the rest of the city stays as it is."""
    random = Random(f"rentals {seed}")
    draft = _Draft(plan, projection, _names(plan))
    n_scooters = max(12, round(SCOOTERS_PER_STOP * n_stops))
    corners = [*draft.near_stations(lines), *draft.shuffled(random)]
    docks = draft.spread(corners, max(8, n_stops // STOPS_PER_DOCK), 1.0)
    bays = draft.spread(draft.shuffled(random), max(4, n_stops // STOPS_PER_BAY), 2.0)
    return RentalPlaces(
        tuple(draft.dock(i, z, name, random) for i, (z, name) in enumerate(docks, 1)),
        tuple(draft.spots(SPOTS_PER_SCOOTER * n_scooters, random)),
        n_scooters,
        tuple(draft.bay(i, z, name, random) for i, (z, name) in enumerate(bays, 1)),
        tuple(draft.zones()),
    )


class _Draft:
    """The streets, and how places on them are called."""

    def __init__(
        self, plan: StreetPlan, projection: Projection, names: Mapping[Corner, str]
    ) -> None:
        self.plan, self.projection, self.names = plan, projection, names

    def near_stations(self, lines: Sequence[Line]) -> Iterator[tuple[complex, str]]:
        """A corner by each stop of metro, trains and trams in the city, with its name."""
        seen = set()
        corners = [(self.plan.corners[corner], corner) for corner in self.names]
        for mode in (RAIL, METRO, TRAM):
            for line in (each for each in lines if each.mode == mode):
                for stop, _ in line.ways[0].calls:
                    at = min((z for z, _ in corners), key=lambda z: abs(z - stop.at))
                    if stop.name not in seen and abs(at - stop.at) < NEAR_STATION_M:
                        seen.add(stop.name)
                        yield at, stop.name

    def shuffled(self, random: Random) -> Iterator[tuple[complex, str]]:
        """All corners with names, those in the middle of the city rather first."""
        corners = sorted(self.names)
        likely = {c: random.random() * (0.4 + self.pull(self.plan.corners[c])) for c in corners}
        for corner in sorted(corners, key=lambda c: -likely[c]):
            yield self.plan.corners[corner], self.names[corner]

    def spread(
        self, candidates: Sequence[tuple[complex, str]] | Iterator[tuple[complex, str]],
        n: int, apart: float,
    ) -> list[tuple[complex, str]]:  # fmt: skip
        """The first n candidates that are not near each other, none with the name of another."""
        found: list[tuple[complex, str]] = []
        for z, name in candidates:
            near, far = APART_M
            least = apart * (far + (near - far) * self.pull(z))
            if all(abs(z - other) > least and name != taken for other, taken in found):
                found.append((z, name))
            if len(found) == n:
                break
        return found

    def pull(self, z: complex) -> float:
        """How central a place is."""
        return round(max(0.0, 1 - abs(z) / self.plan.radius_m), 3)

    def point(self, z: complex) -> Point:
        """Where it lies on earth, to 10 cm."""
        at = self.projection.place(z)
        return round(at.lat, 6), round(at.lon, 6)

    def dock(self, number: int, z: complex, name: str, random: Random) -> Site:
        """A station for bikes: larger in the middle of the city."""
        capacity = 10 + 2 * round(7 * self.pull(z) * random.uniform(0.6, 1.3))
        aside = rect(ASIDE_M, random.uniform(0, 2 * pi))
        region = "centre" if abs(z) < 0.4 * self.plan.radius_m else "quartiers"
        return Site(self.point(z + aside), self.pull(z), f"{number:03d}", name, capacity, region)

    def bay(self, number: int, z: complex, name: str, random: Random) -> Site:
        """A home of one to three cars."""
        aside = rect(ASIDE_M, random.uniform(0, 2 * pi))
        return Site(
            self.point(z + aside), self.pull(z), f"b{number:02d}", name, random.choice((1, 2, 2, 3))
        )

    def spots(self, n: int, random: Random) -> Iterator[Site]:
        """Places at the side of streets where scooters may be left."""
        streets = [s for s in self.plan.streets if s.kind in RIDDEN and not s.is_bridge]
        found = 0
        while found < n:
            street = random.choice(streets)
            at, ahead = point_at(street.line, random.uniform(0.15, 0.85) * length(street.line))
            z = at + ahead * 1j * random.choice((-4, 4))
            if self._is_served(z):
                found += 1
                yield Site(self.point(z), self.pull(z))

    def _is_served(self, z: complex) -> bool:
        in_park = any(contains(park.ring, z) for park in self.plan.parks)
        is_dry = nearest_on(self.plan.river, z)[0] > QUAY_M + 15
        return abs(z) < 0.93 * SERVED * self.plan.radius_m and is_dry and not in_park

    def zones(self) -> Iterator[Zone]:
        """Parks first, then the old town and the quays, the area of all last."""
        for i, park in enumerate(self.plan.parks, 1):
            yield self._zone("no-ride", f"Parc {i}", park.ring)
        around = [rect(OLD_CENTRE_M, 2 * pi * i / 36) for i in range(36)]
        yield self._zone("slow", "Vieille ville", around)
        yield self._quays()
        whole = [rect(SERVED * self.plan.radius_m, 2 * pi * i / 72) for i in range(72)]
        yield self._zone("service", CITY, whole)

    def _quays(self) -> Zone:
        """The river with its banks: its bends are too gentle to fold the strip."""
        river = [z for z in self.plan.river if abs(z) < 1.05 * self.plan.radius_m][::2]
        aheads = [b - a for a, b in pairwise((river[0], *river, river[-1]))]
        turns = [a + b for a, b in pairwise(aheads)]
        sides = [QUAY_M * 1j * turn / abs(turn) for turn in turns]
        right = [z - side for z, side in zip(river, sides, strict=True)]
        left = [z + side for z, side in zip(river, sides, strict=True)]
        return self._zone("no-parking", "Quais", [*right, *left[::-1]])

    def _zone(self, kind: str, name: str, ring: Sequence[complex]) -> Zone:
        return Zone(kind, name, tuple(self.point(z) for z in ring))


def _names(plan: StreetPlan) -> dict[Corner, str]:
    """What corners are called: by the two widest streets that meet there."""
    meeting: dict[Corner, list[Street]] = defaultdict(list)
    for street in plan.streets:
        if street.kind in RIDDEN and not street.is_bridge:
            meeting[street.a].append(street)
            meeting[street.b].append(street)
    found = {}
    for corner, streets in meeting.items():
        streets.sort(key=lambda street: (WIDE_FIRST[street.kind], street.name))
        names = list(dict.fromkeys(street.name for street in streets))
        found[corner] = " / ".join(names[:2])
    return found
