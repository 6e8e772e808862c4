"""Incidents on their way to the planner: of any source, and what they slow."""

from types import SimpleNamespace
from typing import cast

from maas.app.living import living
from maas.app.world import World
from maas.live.incidents import Direction, Incident, IncidentKind
from maas.model import SourceId
from maas.settings import Territory
from maas.snapshot import Batch
from routing.incidents.laid import NO_INCIDENTS
from routing.overlays.roads.slowing import FRESH_S
from tests.carpooltowns import NOW
from tests.towns import ZONE, Town

TOWN = Town("M---A-------B---N", {"MABN": "highway=residential"}, {"1": ("M 08:00 N 08:10",)})
M, A, B = ((TOWN.positions[each].lat, TOWN.positions[each].lon) for each in "MAB")
WORLD = cast(
    World,
    SimpleNamespace(planner=TOWN.planner, timetable=TOWN.data[0], facilities=None),
)
TERRITORY = cast(Territory, SimpleNamespace(live_sources=(), zone=ZONE))
WAZE, TOWN_HALL = SourceId("waze"), SourceId("incidents")
JAM = Incident(
    "jam", IncidentKind.JAM, line=(M, A), direction=Direction.ONE, kmh=5.0, end=NOW + 86_400
)
CLOSURE = Incident("closure", IncidentKind.CLOSURE, line=(A, B), end=NOW + 3600)


def batch(source: SourceId, *incidents: Incident, at: int = NOW) -> dict[SourceId, Batch]:
    """What a source says."""
    return {source: Batch(source, at, incidents)}


def test_any_source_may_tell_of_incidents_and_they_are_laid_only_when_something_changed() -> None:
    told = batch(WAZE, JAM) | batch(TOWN_HALL, CLOSURE)
    first = living(WORLD, TERRITORY, told, NOW, None)
    assert [each.id for each in first.planner.incidents.laid] == ["waze:jam", "incidents:closure"]
    same = living(WORLD, TERRITORY, dict(told), NOW + 9, first)
    assert same.planner is first.planner
    more = living(WORLD, TERRITORY, told | batch(WAZE, JAM, at=NOW + 60), NOW + 60, first)
    laid = more.planner.incidents.laid
    assert laid[0].directed is first.planner.incidents.laid[0].directed
    assert not living(WORLD, TERRITORY, {}, NOW, more).planner.incidents.laid
    assert living(WORLD, TERRITORY, {}, NOW, None).planner.incidents is NO_INCIDENTS


def test_jams_slow_roads_and_closures_do_not_touch_them() -> None:
    known = living(WORLD, TERRITORY, batch(WAZE, JAM), NOW, None)
    assert known.planner.roads.share.max() > 2 and known.until == NOW + FRESH_S
    closed = living(WORLD, TERRITORY, batch(TOWN_HALL, CLOSURE), NOW, None)
    assert not closed.planner.roads.directed.size and closed.until == NOW + 3600
    both = living(WORLD, TERRITORY, batch(WAZE, JAM) | batch(TOWN_HALL, CLOSURE), NOW, known)
    assert both.planner.roads.share is known.planner.roads.share
    assert living(WORLD, TERRITORY, {}, NOW, both).planner.roads.directed.size == 0
    later = living(WORLD, TERRITORY, batch(WAZE, JAM), NOW + FRESH_S, known)
    assert 2 < later.planner.roads.share.max() < known.planner.roads.share.max()
