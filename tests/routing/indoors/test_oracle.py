"""Changes over pathways as networkx finds them: in random stop places and in Washington's."""

import csv
import io
import zipfile
from functools import cache
from itertools import permutations
from math import ceil, inf
from pathlib import Path
from tempfile import TemporaryDirectory

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from feeds.gtfs import read
from maas.model import LatLon, Profile, SourceId
from maas.settings import RoutingSettings
from maas.timetable import Timetable
from routing.indoors import IndoorWays
from routing.indoors.pace import Walker
from routing.transfers import build_transfers
from tests.routing.indoors.stations import POSITION_M, timetable
from tests.shared import shared

WALK, WHEELCHAIR = Profile.WALK, Profile.WHEELCHAIR
WHEELS_M_S = 0.9
MOST_S = 840
"""The longest walk over streets: 15 minutes, margin included."""
ROUNDED_S = 2
"""Three parts of a walk are rounded each by itself."""

KINDS = st.sampled_from(["walkway", "walkway>", "stairs", "escalator>", "elevator", "exit_gate>"])
PLACES = "EFNMPQ"
PATHWAYS = st.lists(
    st.tuples(st.permutations(PLACES), KINDS, st.integers(1, 400)), min_size=1, max_size=12
)


def indoor_graph(pathways: list[tuple[str, str, int]], profile: Profile) -> nx.DiGraph:
    """Places joined by seconds; (ends, kind, seconds) with `>` for one way."""
    graph = nx.DiGraph()
    graph.add_nodes_from(PLACES)
    for (a, b), kind, seconds in pathways:
        name = kind.rstrip(">")
        if profile is WHEELCHAIR and name in ("stairs", "escalator"):
            continue
        rolled = profile is WHEELCHAIR and name == "walkway"
        taken = seconds * 4 / 3 if rolled else seconds
        for tail, head in [(a, b)] if kind.endswith(">") else [(a, b), (b, a)]:
            known = graph.get_edge_data(tail, head, {"s": inf})["s"]
            graph.add_edge(tail, head, s=min(known, taken))
    return graph


def expected(pathways: list[tuple[str, str, int]], profile: Profile) -> dict[str, float]:
    """Every change of P, Q and X, as pathways and straight lines allow, by brute force."""
    inside = dict(nx.all_pairs_dijkstra_path_length(indoor_graph(pathways, profile), weight="s"))
    on_foot = indoor_graph(pathways, WALK)
    doors = [door for door in "EF" if any(door in ends for ends, _, _ in pathways)]
    behind = [
        platform
        for platform in "PQ"
        if any(nx.has_path(on_foot, door, platform) for door in doors)
        and any(nx.has_path(on_foot, platform, door) for door in doors)
    ]
    inside["X"] = {"X": 0.0}
    found = {}
    for a, b in permutations("PQX", 2):
        outside = (
            inside[a][e] + street_s(e, f, profile) + inside[f][b]
            for e, f in permutations("EFPQX", 2)
            if e in (doors if a in behind else a) and f in (doors if b in behind else b)
            if e in inside[a] and b in inside[f]
        )
        nearest = min(outside, default=inf)
        found[f"{a} {b}"] = inside[a].get(b, nearest if nearest <= MOST_S else inf)
    return {pair: s for pair, s in found.items() if s < inf}


def street_s(a: str, b: str, profile: Profile) -> int:
    """A straight walk, somewhat longer."""
    speed = WHEELS_M_S if profile is WHEELCHAIR else 1.2
    return ceil(abs(POSITION_M[a] - POSITION_M[b]) * 1.3 / speed - 1e-3)


def computed(made: Timetable, profile: Profile) -> dict[str, int]:
    """The same as routing has it, margins taken off."""
    transfers = build_transfers(made, None, profile, RoutingSettings())
    names = [made.stops.id[i].removeprefix("x:") for i in range(len(made.stops.id))]
    a = np.repeat(np.arange(len(names)), np.diff(transfers.first)).tolist()
    pairs = zip(a, transfers.stop.tolist(), transfers.seconds.tolist(), strict=True)
    return {f"{names[a]} {names[b]}": s - 60 for a, b, s in pairs}


@settings(derandomize=True, deadline=None, max_examples=60)
@given(drawn=PATHWAYS)
def test_changes_are_those_of_networkx(drawn: list[tuple[list[str], str, int]]) -> None:
    pathways = [(f"{ends[0]}{ends[1]}", kind, seconds) for ends, kind, seconds in drawn]
    lines = [f"{ends[0]} {kind} {ends[1]} traversal_time={s}" for ends, kind, s in pathways]
    with TemporaryDirectory() as folder:
        made = timetable(Path(folder), *lines)
    for profile in (WALK, WHEELCHAIR):
        wanted, found = expected(pathways, profile), computed(made, profile)
        for pair in wanted.keys() | found.keys():
            a, b = wanted.get(pair, MOST_S + 1), found.get(pair, MOST_S + 1)
            assert abs(a - b) <= ROUNDED_S, pair


@cache
def wmata() -> tuple[Timetable, dict[str, list[dict[str, str]]]]:
    """Washington as we read it, and its tables as they are."""
    path = shared("data", "washington-wmata", "gtfs.zip")
    tables = {}
    with zipfile.ZipFile(path) as archive:
        for name in ("pathways", "stops"):
            text = archive.read(f"{name}.txt").decode("utf-8-sig")
            tables[name] = list(csv.DictReader(io.StringIO(text)))
    return read(path, SourceId("wmata"))[0], tables


def published(profile: Profile) -> nx.DiGraph:
    """All pathways of Washington with their stated times, by the feed's own ids."""
    _, tables = wmata()
    at = {s["stop_id"]: LatLon(float(s["stop_lat"]), float(s["stop_lon"])) for s in tables["stops"]}
    graph = nx.DiGraph()
    for row in tables["pathways"]:
        a, b, mode = row["from_stop_id"], row["to_stop_id"], row["pathway_mode"]
        if profile is WHEELCHAIR and mode in ("2", "4"):
            continue
        seconds = float(row["traversal_time"]) or at[a].distance_m(at[b]) / 1.2
        slower = 4 / 3 if profile is WHEELCHAIR and mode == "1" else 1.0
        both = row["is_bidirectional"] == "1" and mode != "7"
        for tail, head in [(a, b), (b, a)] if both else [(a, b)]:
            known = graph.get_edge_data(tail, head, {"s": inf})["s"]
            graph.add_edge(tail, head, s=min(known, seconds * slower))
    return graph


@pytest.mark.real
@pytest.mark.slow
@pytest.mark.parametrize("profile", [WALK, WHEELCHAIR])
def test_washington_has_the_times_of_networkx(profile: Profile) -> None:
    made, tables = wmata()
    ways, graph = IndoorWays.of(made), published(profile)
    walker = Walker(profile, WHEELS_M_S if profile is WHEELCHAIR else 1.2)
    entrances = {
        row["stop_id"]
        for row in tables["stops"]
        if row["location_type"] == "2"
        and not (profile is WHEELCHAIR and row["wheelchair_boarding"] == "2")
    }
    platforms = [made.stops.id[i] for i in np.unique(made.patterns.stop).tolist()]
    assert ways.inside[np.unique(made.patterns.stop)].all()
    for platform in platforms:
        row, id_ = made.stops.id.find(platform), platform.removeprefix("wmata:")
        for outward, way in ((True, graph), (False, graph.reverse())):
            nearest = nx.single_source_dijkstra_path_length(way, id_, weight="s")
            wanted = {place: s for place, s in nearest.items() if place in entrances}
            found = ways.doors(row, walker, outward=outward)
            told = {made.stops.id[door].removeprefix("wmata:"): s for door, s in found.items()}
            assert told == pytest.approx(wanted, abs=1)
            assert told, f"{platform} cannot be reached"


@pytest.mark.real
@pytest.mark.slow
def test_wheels_take_elevators_in_washington() -> None:
    """A rail-to-rail change at Metro Center and at L'Enfant Plaza, for feet and for wheels."""
    made, _ = wmata()
    transfers = {p: build_transfers(made, None, p, RoutingSettings()) for p in (WALK, WHEELCHAIR)}
    for a, b in (("PF_A01_1", "PF_C01_C"), ("PF_F03_1", "PF_D03_C")):
        here, there = made.stops.id.find(f"wmata:{a}"), made.stops.id.find(f"wmata:{b}")
        seconds = {}
        for profile, table in transfers.items():
            row = slice(int(table.first[here]), int(table.first[here + 1]))
            (seconds[profile],) = table.seconds[row][table.stop[row] == there].tolist()
        assert 60 < seconds[WALK] < 300 < seconds[WHEELCHAIR] < 1000
