"""The ground of the invented city as a file of OpenStreetMap: streets, water, parks, houses."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from random import Random

import osmium
from osmium.osm import mutable

from maas.demo.buildings import Building
from maas.demo.ground import Ground, Settlement
from maas.demo.lines import RAIL, Line
from maas.demo.names import CITY, RIVER
from maas.demo.parking.places import Park, hours_of
from maas.demo.parking.planning import Lot
from maas.demo.plane import Projection, centroid, offset
from maas.demo.streets import RIVER_HALF_WIDTH_M, Corner, Street, StreetPlan
from maas.demo.towns import Town
from maas.demo.villages import Village

WIDE = {"primary": "50", "secondary": "50", "residential": "30"}
ROAD = {"highway": "secondary", "maxspeed": "80", "surface": "asphalt"}
BUILT = {"ground": "surface", "building": "multi-storey", "underground": "underground"}
N_TURN_BANS = 24


class OsmWriter:
    """Gathers nodes, ways and relations; writes them in the order files have."""

    def __init__(self, projection: Projection) -> None:
        self._projection = projection
        self._nodes: list[mutable.Node] = []
        self._ways: list[mutable.Way] = []
        self._relations: list[mutable.Relation] = []
        self._corners: dict[Corner, int] = {}
        self._ends: dict[complex, int] = {}
        """Corners at which roads end."""

    def node(self, z: complex, tags: dict[str, str] | None = None) -> int:
        """Add a node; returns its id."""
        at = self._projection.place(z)
        id = len(self._nodes) + 1
        self._nodes.append(
            mutable.Node(id=id, version=1, location=(at.lon, at.lat), tags=tags or {})
        )
        return id

    def way(self, nodes: Sequence[int], tags: dict[str, str]) -> int:
        """Add a way; returns its id."""
        id = len(self._ways) + 1
        self._ways.append(mutable.Way(id=id, version=1, nodes=list(nodes), tags=tags))
        return id

    def area(self, ring: Iterable[complex], tags: dict[str, str]) -> None:
        """Add a closed way."""
        nodes = [self.node(z) for z in ring]
        self.way([*nodes, nodes[0]], tags)

    def streets(self, plan: StreetPlan, random: Random) -> None:
        """All pieces of street, and some forbidden turns between wide ones."""
        tags = {c: _at_corner(c, random) for c in sorted(plan.corners)}
        self._corners = {c: self.node(plan.corners[c], tags[c]) for c in tags}
        self._ends = {plan.corners[c]: id for c, id in self._corners.items()}
        ways = {}
        for street in plan.streets:
            between = [self.node(z) for z in street.line[1:-1]]
            nodes = [self._corners[street.a], *between, self._corners[street.b]]
            ways[street.a, street.b] = self.way(nodes, street_tags(street))
        self._turn_bans(plan, ways, random)

    def towns(self, towns: Iterable[Town]) -> None:
        """The streets of towns outside the city, and their roads into it."""
        for town in towns:
            self._lattice(town.corners, town.streets)
            self._road(town.road, f"Route d'{CITY}")

    def villages(self, villages: Iterable[Village]) -> None:
        """Their streets, and their roads to the towns and the city."""
        for village in villages:
            self._lattice(village.corners, village.streets)
            self._road(village.road, f"Route de {village.name}")
            self.area(village.ring, {"landuse": "residential"})
            self.node(village.middle, {"place": "village", "name": village.name})

    def _lattice(self, corners: Mapping[Corner, complex], streets: Iterable[Street]) -> None:
        nodes = {corner: self.node(z) for corner, z in corners.items()}
        self._ends |= {z: nodes[corner] for corner, z in corners.items()}
        for street in streets:
            self.way([nodes[street.a], nodes[street.b]], street_tags(street))

    def _road(self, road: Sequence[complex], name: str) -> None:
        between = [self.node(z) for z in road[1:-1]]
        ends = self._ends[road[0]], self._ends[road[-1]]
        self.way([ends[0], *between, ends[1]], ROAD | {"name": name})

    def _turn_bans(
        self, plan: StreetPlan, ways: dict[tuple[Corner, Corner], int], random: Random
    ) -> None:
        wide = [s for s in plan.streets if s.kind == "primary"]
        random.shuffle(wide)
        for street in wide[:N_TURN_BANS]:
            others = [s for s in plan.streets if s.a == street.b and s.kind == "residential"]
            if others:
                to = ways[others[0].a, others[0].b]
                members = [("w", ways[street.a, street.b], "from"),
                           ("n", self._corners[street.b], "via"), ("w", to, "to")]  # fmt: skip
                turn = (others[0].line[-1] - others[0].line[0]) / (street.line[-1] - street.line[0])
                kind = "no_left_turn" if turn.imag > 0 else "no_right_turn"
                tags = {"type": "restriction", "restriction": kind}
                id = len(self._relations) + 1
                self._relations.append(
                    mutable.Relation(id=id, version=1, members=members, tags=tags)
                )

    def landscape(self, plan: StreetPlan, lines: Sequence[Line]) -> None:
        """River, parks with their ways, railways."""
        banks = offset(plan.river, RIVER_HALF_WIDTH_M), offset(plan.river, -RIVER_HALF_WIDTH_M)
        self.area(
            [*banks[0], *banks[1][::-1]], {"natural": "water", "water": "river", "name": RIVER}
        )
        self.way([self.node(z) for z in plan.river], {"waterway": "river", "name": RIVER})
        for number, park in enumerate(plan.parks):
            name = ("Jardin des Charmes", "Parc de la Saline", "Parc du Phare")[number % 3]
            self.area(park.ring, {"leisure": "park", "name": name})
            middle = self.node(centroid(park.ring), {"natural": "tree"})
            quarter = len(park.ring) // 4
            for corner in range(0, 4 * quarter, quarter):
                rim = min(self._corners, key=lambda c: abs(plan.corners[c] - park.ring[corner]))
                self.way([self._corners[rim], middle], {"highway": "footway", "surface": "gravel"})
        for line in lines:
            if line.mode == RAIL:
                nodes = [self.node(z) for z in line.ways[0].path]
                self.way(nodes, {"railway": "rail", "name": f"Ligne {line.id}"})

    def ground(self, ground: Iterable[Ground], settlements: Iterable[Settlement]) -> None:
        """What lies around and between the streets, and its names."""
        for piece in ground:
            if piece.is_closed:
                self.area(piece.line, dict(piece.tags))
            else:
                self.way([self.node(z) for z in piece.line], dict(piece.tags))
        for settlement in settlements:
            self.node(settlement.at, dict(settlement.tags))

    def buildings(self, buildings: Iterable[Building]) -> None:
        """Houses with their addresses, and what some of them are."""
        for building in buildings:
            address = {"addr:street": building.street, "addr:housenumber": building.number}
            self.area(building.ring, {"building": "yes", **address, **dict(building.tags)})

    def parking(self, lots: Iterable[Lot]) -> None:
        """Where cars and bikes are left."""
        for lot in lots:
            self.area(lot.ring, parking_tags(lot.park))

    def write(self, path: Path) -> None:
        """Write the file; an older one is replaced."""
        path.unlink(missing_ok=True)
        header = osmium.io.Header()
        header.set("generator", "maas demo")
        with osmium.SimpleWriter(str(path), header=header) as writer:
            for node in self._nodes:
                writer.add_node(node)
            for way in self._ways:
                writer.add_way(way)
            for relation in self._relations:
                writer.add_relation(relation)


def street_tags(street: Street) -> dict[str, str]:
    """The tags of a piece of street."""
    tags = {"highway": street.kind, "name": street.name}
    if street.kind in WIDE:
        tags |= {"maxspeed": WIDE[street.kind], "surface": "asphalt", "lit": "yes"}
    if street.kind == "primary":
        tags |= {"sidewalk": "both", "cycleway": "lane", "lanes": "2"}
    if street.is_bridge:
        tags |= {"bridge": "yes", "layer": "1"}
    if street.is_oneway:
        tags |= {"oneway": "yes", "oneway:bicycle": "no"}
    return tags


def parking_tags(park: Park) -> dict[str, str]:
    """The tags of a car park or bike park."""
    tags = {"name": park.name, "capacity": str(park.capacity), "access": "yes"}
    if park.kind == "bikes":
        return {"amenity": "bicycle_parking", "covered": "yes", **tags}
    tags |= {"amenity": "parking", "parking": BUILT[park.kind]}
    tags |= {"fee": "yes" if park.tariff else "no", "opening_hours": hours_of(park)}
    if park.is_park_and_ride:
        tags["park_ride"] = "yes"
    if park.disabled:
        tags["capacity:disabled"] = str(park.disabled)
    if park.height_cm is not None:
        tags["maxheight"] = f"{park.height_cm / 100:.1f}"
    return tags


def _at_corner(corner: Corner, random: Random) -> dict[str, str]:
    """A few corners have lights or a crossing."""
    if corner[0] % 6 == 3 and corner[1] % 6 == 3:
        return {"highway": "traffic_signals"}
    return {"highway": "crossing"} if random.random() < 0.05 else {}
