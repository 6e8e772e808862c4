"""After warming nothing is left to compile: no first question, of whatever kind, waits for it."""

import subprocess
import sys
from pathlib import Path

import pytest

ASK_EVERYTHING = """
from numba.core.dispatcher import Dispatcher

from maas.model import Mode, Profile, TimeMeaning
from routing.question import ViaStop
from tests.routing.test_planner import TOWN

TOWN.planner.warm()
compiled, compile = [], Dispatcher.compile


def noting(self, signature):
    compiled.append(self.py_func.__name__)
    return compile(self, signature)


Dispatcher.compile = noting
for asked in (
    {},
    {"meaning": TimeMeaning.ARRIVE_BY},
    {"profile": Profile.WHEELCHAIR},
    {"access_modes": (Mode.WALK, Mode.BIKE), "direct_modes": (Mode.BIKE, Mode.CAR)},
    {"with_bike": True},
    {"vias": (ViaStop("bus:C", 60),)},
    {"leg_alternatives": 2},
    {"min_transfer_s": 60},
):
    TOWN.ask("A", "D", **asked)
print(*compiled)
"""


@pytest.mark.slow
def test_nothing_is_compiled_after_warming() -> None:
    root = Path(__file__).parents[2]
    ran = subprocess.run(
        [sys.executable, "-c", ASK_EVERYTHING], capture_output=True, text=True, cwd=root, check=True
    )
    assert ran.stdout.split() == []


HEAR_AND_ASK = """
from numba.core.dispatcher import Dispatcher

from maas.live import StopEvent, StopUpdate, StopUpdates, TripKey, TripUpdate
from maas.model import SourceId
from maas.snapshot import Batch
from routing.graph import Graph
from routing.overlays.applying import LiveFeed, apply
from routing.warming import warm
from tests.routing.test_planner import TOWN

SOURCE, NOW = SourceId("rt"), 1695193200
lines, streets = TOWN.data
warm(TOWN.planner, Graph(lines, streets, None, {}), NOW)
compiled, compile = [], Dispatcher.compile


def noting(self, signature):
    compiled.append(self.py_func.__name__)
    return compile(self, signature)


Dispatcher.compile = noting
trip_id = lines.trips.id[0].partition(":")[2]
stop = StopUpdate(0, arrival=StopEvent(delay=90))
update = TripUpdate(TripKey(trip_id, start_date=20230920), StopUpdates.of([stop]))
batch = Batch(SOURCE, NOW, (update,))
live = apply(lines, [LiveFeed(SOURCE)], {SOURCE: batch}, None).live
TOWN.__dict__["planner"] = TOWN.planner.with_live(live)
TOWN.ask("A", "D")
print(live.trips.n, *compiled)
"""


@pytest.mark.slow
def test_nothing_is_compiled_when_the_first_news_come() -> None:
    root = Path(__file__).parents[2]
    ran = subprocess.run(
        [sys.executable, "-c", HEAR_AND_ASK], capture_output=True, text=True, cwd=root, check=True
    )
    assert ran.stdout.split() == ["1"]


RENT_AND_ASK = """
from numba.core.dispatcher import Dispatcher

from maas.live import RentalZone, VehicleType
from maas.live.rentals import FormFactor, ReturnRule, ZoneRule
from maas.model import Mode, TimeMeaning
from routing.graph import Graph
from routing.overlays.live import Live
from routing.warming import warm
from tests.rentals import NOW, box, laid, station, system, vehicle
from tests.routing.test_planner import TOWN

lines, streets = TOWN.data
warm(TOWN.planner, Graph(lines, streets, None, {}), NOW, rents=True)
compiled, compile = [], Dispatcher.compile


def noting(self, signature):
    compiled.append(self.py_func.__name__)
    return compile(self, signature)


Dispatcher.compile = noting
a, d = (TOWN.positions[letter] for letter in "AD")
car = VehicleType("velo", "car", FormFactor.CAR, returns=ReturnRule.HOME_STATION)
free = VehicleType("velo", "free", returns=ReturnRule.ANYWHERE)
bike = VehicleType("velo", "bike")
zone = RentalZone("velo", box(a, d, 1e-4), rules=(ZoneRule(max_kmh=9),))
rentals = laid(
    TOWN.planner.streets, system(), bike, free, car, zone, station("s", a), station("t", d),
    vehicle("v", a, type_id="free"), vehicle("w", d, type_id="car", home_station_id="t"),
)
TOWN.__dict__["planner"] = TOWN.planner.with_live(Live(rentals=rentals))
modes = dict.fromkeys(("direct_modes", "access_modes", "egress_modes"), (Mode.WALK, Mode.RENTAL))
for meaning in TimeMeaning:
    TOWN.ask("A", "D", meaning=meaning, **modes)
print(len(rentals.fleets), *compiled)
"""


@pytest.mark.slow
def test_nothing_is_compiled_when_the_first_vehicles_are_rented() -> None:
    root = Path(__file__).parents[2]
    ran = subprocess.run(
        [sys.executable, "-c", RENT_AND_ASK], capture_output=True, text=True, cwd=root, check=True
    )
    assert ran.stdout.split() == ["3"]
