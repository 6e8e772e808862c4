"""No point of a street is freer than the rules say that hold there: against shapely, by samples."""

import numpy as np
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from maas.live import RentalZone
from maas.live.rentals import ZoneRule
from maas.model import SourceId
from maas.streets import StreetNetwork
from routing.overlays.rentals.covering import cover_all
from routing.overlays.rentals.zones import Grounds, Painter
from routing.rentals.fleets import Ground, System
from tests.rentals import NOW, system
from tests.streetgraphs import NODE_E7, random_network

TYPE = "scooter"
SAMPLES = 9


def random_system(dice: np.random.Generator) -> System:
    """Zones of chance over a network, and rules outside them."""
    zones = tuple(
        RentalZone("velo", _box(dice), (), rules=_rules(dice)) for _ in range(int(dice.integers(4)))
    )
    told = system(rules=_rules(dice))
    return System(SourceId("s"), "s", told, {}, {}, (), (), zones, ())


def _box(dice: np.random.Generator) -> tuple[tuple[tuple[tuple[float, float], ...], ...], ...]:
    west, south = dice.uniform(-0.5, 2.5, 2) * NODE_E7 / 1e7
    east, north = (west, south) + dice.uniform(0.3, 2.5, 2) * NODE_E7 / 1e7
    ring = ((west, south), (east, south), (east, north), (west, north), (west, south))
    return ((tuple((float(x), float(y)) for x, y in ring),),)


def _rules(dice: np.random.Generator) -> tuple[ZoneRule, ...]:
    types, limits = ((), (TYPE,), ("other",)), (None, 8.0, 15.0)
    return tuple(
        ZoneRule(
            *(dice.random(4) < 0.6).tolist(),
            max_kmh=limits[int(dice.integers(3))],
            type_ids=types[int(dice.integers(3))],
        )
        for _ in range(int(dice.integers(3)))
    )


def rule_at(told: System, at: shapely.Point) -> ZoneRule:
    """The rule that holds at a point: the literal text of the specification."""
    lists = [zone.rules for zone in told.zones if shapely.Polygon(zone.area[0][0]).contains(at)]
    for rules in (*lists, told.told.rules):
        for rule in rules:
            if not rule.type_ids or TYPE in rule.type_ids:
                return rule
    return ZoneRule()


def painted(network: StreetNetwork, told: System) -> Grounds:
    covered = cover_all(network, [zone.area for zone in told.zones], {})
    return Painter(told, NOW, network.n_edges, covered).grounds(TYPE)


@given(st.integers(0, 2**32 - 1))
@settings(derandomize=True, deadline=None, max_examples=80)
def test_no_street_is_freer_than_the_rules_that_hold_on_it(seed: int) -> None:
    dice = np.random.default_rng(seed)
    network, told = random_network(dice, 3), random_system(dice)
    grounds = painted(network, told)
    nothing = np.zeros(network.n_edges, np.uint8)
    ground = nothing if grounds.ground is None else grounds.ground
    kmh = nothing if grounds.max_kmh is None else grounds.max_kmh
    for edge, line in enumerate(_lines(network)):
        points = line.interpolate(np.linspace(0.01, 0.99, SAMPLES), normalized=True)
        rules = {rule_at(told, point) for point in points}
        limits = [rule.max_kmh for rule in rules if rule.max_kmh is not None]
        must = 0
        for rule in rules:
            must |= _forbidden(rule)
        assert must & ~int(ground[edge]) == 0
        assert not limits or 0 < kmh[edge] <= min(limits)
        rims = (shapely.Polygon(zone.area[0][0]).exterior for zone in told.zones)
        if not any(line.distance(rim) < 1e-9 for rim in rims):
            assert (int(ground[edge]), int(kmh[edge])) == (must, int(min(limits, default=0)))


def _forbidden(rule: ZoneRule) -> int:
    return int(
        (Ground.NO_PASS * (not rule.may_pass))
        | (Ground.NO_START * (not rule.may_start))
        | (Ground.NO_END * (not rule.may_end))
        | (Ground.STATIONS_ONLY * rule.stations_only)
    )


def _lines(network: StreetNetwork) -> list[shapely.LineString]:
    points, first = network.points, network.edges.first_point
    at = np.stack([points.lon_e7, points.lat_e7], axis=1) / 1e7
    return [shapely.LineString(at[first[e] : first[e + 1]]) for e in range(network.n_edges)]
