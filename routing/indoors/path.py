"""Pathways as a traveller sees them: a line, a length, steps from storey to storey."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from maas.arrays import Float64s
from maas.itinerary import Step
from maas.model import LatLon, PathwayMode, StopKind
from maas.timetable import Pathways, Stops
from routing.incidents.met import Met
from routing.streets.path import StreetPath
from routing.streets.steps import direction, turned_deg

MANNER = {
    PathwayMode.STAIRS: "STAIRS",
    PathwayMode.ESCALATOR: "STAIRS",
    PathwayMode.ELEVATOR: "ELEVATOR",
}
"""How MOTIS calls what is not walked; it has no word for escalators, which are stairs that move."""

WALKED = frozenset(PathwayMode) - MANNER.keys()
GROUND = 0.0
"""Where entrances are that say nothing else."""


@dataclass(frozen=True, slots=True, eq=False)
class _Stretch:
    """Pathways that make one step."""

    mode: PathwayMode
    sign: str
    line: Float64s
    """[n, 2]"""
    metres: float
    levels: tuple[float, float]

    @property
    def manner(self) -> str:
        return MANNER.get(self.mode, "")


class PathwayPaths:
    """Makes paths of pathways."""

    def __init__(self, stops: Stops, pathways: Pathways) -> None:
        self._stops = stops
        self._pathways = pathways
        unsaid = np.isnan(stops.level) & (stops.kind == StopKind.ENTRANCE)
        self._level = np.where(unsaid, GROUND, stops.level)

    def path(self, end: int, directed: Sequence[int], seconds: int) -> StreetPath:
        """The path along directed pathways to a place; without any, one stands there already."""
        stretches: list[_Stretch] = []
        for arc in directed:
            level = stretches[-1].levels[1] if stretches else self._first_level(directed)
            stretch = self._stretch(arc, level)
            if stretches and _goes_on(stretches[-1], stretch):
                stretch = _joined(stretches.pop(), stretch)
            stretches.append(stretch)
        at = self._at(end)
        lines = [stretch.line for stretch in stretches] or [np.array([at, at])]
        geometry = np.concatenate([lines[0], *(line[1:] for line in lines[1:])])
        metres = sum(stretch.metres for stretch in stretches)
        return StreetPath(seconds, metres, geometry, _steps(stretches))

    def _stretch(self, arc: int, level: float) -> _Stretch:
        """One pathway as it is walked, from a storey."""
        pathways, p, back = self._pathways, arc >> 1, arc & 1
        a, b = int(pathways.from_stop[p]), int(pathways.to_stop[p])
        if back:
            a, b = b, a
        line = np.array([self._at(a), self._at(b)])
        known_m = float(pathways.length_m[p])
        to_level = float(self._level[b])
        return _Stretch(
            mode=PathwayMode(int(pathways.mode[p])),
            sign=(pathways.reversed_sign if back else pathways.sign)[p],
            line=line,
            metres=LatLon(*line[0]).distance_m(LatLon(*line[1])) if known_m != known_m else known_m,
            levels=(level, level if to_level != to_level else to_level),
        )

    def _first_level(self, directed: Sequence[int]) -> float:
        """The storey on which a way begins."""
        p, back = directed[0] >> 1, directed[0] & 1
        ends = self._pathways.to_stop if back else self._pathways.from_stop
        level = float(self._level[ends[p]])
        return GROUND if level != level else level

    def _at(self, place: int) -> tuple[float, float]:
        return float(self._stops.lat[place]), float(self._stops.lon[place])


def _goes_on(before: _Stretch, stretch: _Stretch) -> bool:
    """Whether a pathway belongs to the step before it; every elevator is waited for anew."""
    is_same = stretch.mode is before.mode or {stretch.mode, before.mode} <= WALKED
    if stretch.mode is PathwayMode.ELEVATOR or not is_same:
        return False
    return stretch.sign in ("", before.sign)


def _joined(a: _Stretch, b: _Stretch) -> _Stretch:
    line = np.concatenate([a.line, b.line[1:]])
    return replace(a, line=line, metres=a.metres + b.metres, levels=(a.levels[0], b.levels[1]))


def _steps(stretches: Sequence[_Stretch]) -> tuple[Step, ...]:
    made, first = [], 0
    for i, stretch in enumerate(stretches):
        last = first + len(stretch.line) - 1
        made.append(
            Step(
                relative=stretch.manner or _turn(stretches[i - 1] if i else None, stretch),
                distance_m=stretch.metres,
                street=stretch.sign,
                first=first,
                last=last,
                from_level=stretch.levels[0],
                to_level=stretch.levels[1],
            )
        )
        first = last
    return tuple(made)


def _turn(before: _Stretch | None, stretch: _Stretch) -> str:
    """The value of Direction that leads into a walk."""
    if before is None:
        return "DEPART"
    if before.mode is PathwayMode.ELEVATOR or _is_point(before) or _is_point(stretch):
        return "CONTINUE"  # nobody knows which way one faces
    return direction(turned_deg(before.line, stretch.line))


def _is_point(stretch: _Stretch) -> bool:
    return bool((stretch.line == stretch.line[0]).all())


def _met_later(paths: Sequence[StreetPath]) -> Iterator[Met]:
    """The incidents on paths one after another, by when one comes to them."""
    begin_s = 0
    for path in paths:
        for met in path.met:
            yield replace(met, begin_s=met.begin_s + begin_s, end_s=met.end_s + begin_s)
        begin_s += path.seconds


def one_path(paths: Sequence[StreetPath]) -> StreetPath:
    """Paths one after another, as one."""
    steps: list[Step] = []
    points = 0
    for path in paths:
        for step in path.steps:
            is_start = steps and step.relative == "DEPART"
            relative = "CONTINUE" if is_start else step.relative
            first, last = step.first + points, step.last + points
            steps.append(replace(step, relative=relative, first=first, last=last))
        points += len(path.geometry)
    return StreetPath(
        seconds=sum(path.seconds for path in paths),
        distance_m=sum(path.distance_m for path in paths),
        geometry=np.concatenate([path.geometry for path in paths]),
        steps=tuple(steps),
        zones=tuple(zone for path in paths for zone in path.zones),
        met=tuple(_met_later(paths)),
        around=next((path.around for path in paths if path.around), None),
    )
