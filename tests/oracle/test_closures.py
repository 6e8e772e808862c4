"""Closures on random streets against networkx: obeyed when one passes, and only then.

A way that is told is the fastest there is where what is closed stays so; it never enters anything
while that is closed; and it is never slower than if all that may ever be closed were.
"""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maas.arrays import Int32s
from maas.itinerary import Leg, Place
from maas.live.incidents import Incident, IncidentKind
from maas.model import Mode, Profile, SourceId, TimeMeaning
from maas.settings import RoutingSettings
from routing.graph import Graph
from routing.incidents.heeding import Heeding
from routing.incidents.laid import Incidents
from routing.incidents.laid_incident import LaidIncident, Span
from routing.incidents.shutting import shutting
from routing.question import End, Question
from routing.streets import Snap, StreetRouter, unlinked
from routing.streets.ends import ends_of, pace_of
from routing.streets.profiles import off_street_m_s
from routing.streets.roads import Roads
from routing.streets.searching import Way
from routing.walks import Bout, street_leg
from tests.streetgraphs import Oracle, random_network, random_snap
from tests.turning import turning_ms

DAY_S = 86_400
NOW = 1_695_193_200
ALWAYS = (NOW - DAY_S, NOW + DAY_S)
SEEDS = st.integers(0, 2**32 - 1)
MODES = {Profile.WALK: Mode.WALK, Profile.BIKE: Mode.BIKE, Profile.CAR: Mode.CAR}
PROFILES = pytest.mark.parametrize("profile", list(MODES))


@dataclass(frozen=True)
class Asked:
    """One town of chance with closures, and who asks for a way in it."""

    router: StreetRouter
    laid: tuple[LaidIncident, ...]
    profile: Profile
    ends: tuple[Snap, Snap]

    def __post_init__(self) -> None:
        assert self.router.network.n_edges

    def legs(self, meaning: TimeMeaning = TimeMeaning.DEPART_AT) -> tuple[StreetRouter, list[Leg]]:
        """What is answered at last, and by whom: no leg where there is no way."""
        network = self.router.network
        graph, incidents = Graph(None, network, None, {}), Incidents(self.laid)
        known = self.router.with_incidents(self.laid)
        made = shutting(graph, RoutingSettings())(known, incidents)
        heeding = Heeding(made, known, lambda ground: ground.streets or known)
        a, b = (End(at=end.at) for end in self.ends)
        question = Question(a, b, NOW, meaning)
        answers = heeding.answers(
            question, lambda streets: (streets, self._ask(streets, question)), lambda each: each[1]
        )
        return answers[-1]

    def _ask(self, streets: StreetRouter, question: Question) -> list[Leg]:
        path = streets.route(*self.ends, self.profile, DAY_S)
        if path is None:
            return []
        begin = NOW if question.meaning is TimeMeaning.DEPART_AT else NOW - path.seconds
        bout = Bout(MODES[self.profile], begin, begin + path.seconds, path)
        a, b = (Place("", end.at) for end in self.ends)
        return [street_leg(a, b, bout, question)]

    def way(self, streets: StreetRouter) -> Way | None:
        """The way over the streets of an answer."""
        pace = pace_of(self.profile, None)
        ends = [ends_of(end, self.profile, pace) for end in self.ends]
        aim = streets.aim(self.ends[1].at)
        return streets.search.fastest(self.profile, (ends[0], ends[1]), pace, DAY_S, aim)

    def seconds(self, *laid: LaidIncident) -> int | None:
        """How long networkx takes where some are closed all the time."""
        directed = np.unique(
            np.concatenate([np.empty(0, np.int32), *(each.directed for each in laid)])
        )
        is_closed = np.ones(directed.size, np.bool_)
        roads = Roads(directed.astype(np.int32), np.ones(directed.size), is_closed)
        oracle = Oracle(self.router.network, self.profile, roads)
        return oracle.seconds(*self.ends, off_street_m_s(self.profile))


def asked(seed: int, profile: Profile, spans: list[Span]) -> Asked:
    """A town of chance in which some streets are closed for some of these times."""
    dice = np.random.default_rng(seed)
    network = random_network(dice)
    router = StreetRouter(network, unlinked(network))
    laid = tuple(
        LaidIncident(
            f"works:{i}",
            SourceId("works"),
            Incident(str(i), IncidentKind.CLOSURE),
            some_edges(dice, network.n_edges),
            spans=(spans[int(dice.integers(len(spans)))],),
            closes=frozenset({profile}),
        )
        for i in range(4)
    )
    return Asked(router, laid, profile, (random_snap(dice, network), random_snap(dice, network)))


def some_edges(dice: np.random.Generator, n_edges: int) -> Int32s:
    """Directed edges; often both ways of one."""
    edge = dice.integers(0, n_edges, 2)
    both = np.concatenate([2 * edge, 2 * edge + 1])
    return np.unique(both if dice.random() < 0.7 else both[:2]).astype(np.int32)


@PROFILES
@settings(derandomize=True, deadline=None, max_examples=25)
@given(seed=SEEDS)
def test_what_stays_closed_is_gone_round_on_the_fastest_way(profile: Profile, seed: int) -> None:
    over = (NOW - DAY_S, NOW - DAY_S // 2)
    town = asked(seed, profile, [ALWAYS, ALWAYS, over])
    _, legs = town.legs()
    closed = [each for each in town.laid if each.spans == (ALWAYS,)]
    assert [leg.duration for leg in legs] == found(town.seconds(*closed))
    for leg in legs:
        avoided = {told.id for told in leg.incidents}
        assert avoided <= {each.id for each in closed}
        longer_s = leg.duration - found(town.seconds())[0]
        delay_s = max((told.delay_s or 0 for told in leg.incidents), default=0)
        assert delay_s >= longer_s  # more where something beside the very ends is closed


@PROFILES
@pytest.mark.parametrize("meaning", list(TimeMeaning))
@settings(derandomize=True, deadline=None, max_examples=25)
@given(seed=SEEDS)
def test_nothing_is_entered_while_it_is_closed(
    profile: Profile, meaning: TimeMeaning, seed: int
) -> None:
    dice = np.random.default_rng(seed)
    begins = dice.integers(-900, 900, 6).tolist()
    spans = [(NOW + begin, NOW + begin + int(dice.integers(30, 900))) for begin in begins]
    town = asked(seed, profile, spans)
    streets, legs = town.legs(meaning)
    least, most = town.seconds(), town.seconds(*town.laid)
    if most is not None:
        assert legs and least is not None and least <= legs[0].duration <= most
    way = town.way(streets)
    for leg in legs if way else ():
        assert way is not None
        if leg.duration != way.seconds:
            continue  # straight from place to place, beside the streets
        for directed, begin, end in entered(town, way):
            times = leg.departure + begin, leg.departure + end
            for each in town.laid:
                (span,) = each.spans
                meets = span[0] <= times[0] < span[1]
                assert not (meets and directed in each.directed)


def entered(town: Asked, way: Way) -> list[tuple[int, float, float]]:
    """Each directed edge of a way, when it is entered and left (s), added up by hand."""
    network, graph = town.router.network, town.router.search.streets[town.profile].graph
    a, b = town.ends
    directed = way.directed.tolist()
    whole = [float(graph.edge_move_ms[d]) + float(graph.edge_fixed_ms[d]) for d in directed]
    first, last = float(a.share[way.origin]), float(b.share[way.destination])
    if len(directed) == 1:
        whole[0] *= abs(last - first)
    else:
        whole[0] *= first if directed[0] & 1 else 1 - first
        whole[-1] *= 1 - last if directed[-1] & 1 else last
    turns = [0.0] * len(directed)
    if town.profile is Profile.CAR:
        turns[:-1] = [turning_ms(network, *turn) for turn in pairwise(directed)]
    ms = 1000.0 * a.metres[way.origin] / off_street_m_s(town.profile)
    found = []
    for each, took, turn in zip(directed, whole, turns, strict=True):
        found.append((each, ms / 1000, (ms + took) / 1000))
        ms += took + turn
    return found


def found(seconds: int | None) -> list[int]:
    """As durations of legs."""
    return [] if seconds is None else [seconds]
