"""How ways with rented vehicles go, in numbers: all a search knows of them, for `Parts` to tell."""

from collections.abc import Callable
from dataclasses import dataclass

from maas.arrays import Int32s
from routing.rentals.layers import Layer
from routing.rentals.leavings import LAYER, LEFT_MS, ROW, STATION, TAKEN, VERTEX
from routing.streets.searching import seconds


@dataclass(frozen=True, slots=True, eq=False)
class Course:
    """How one way goes."""

    layer: Layer
    taken: int
    """The spot where the vehicle is taken."""
    station: int
    """The spot where it is left, -1: on the street …"""
    vertex: int
    """… at a crossing, -1: …"""
    point: tuple[int, float]
    """… at this share of this edge, beside the end of the way."""
    left_ms: int
    """From the origin until the vehicle is left, not yet locked."""
    ms: int
    """From the origin to the destination."""


@dataclass(frozen=True, slots=True, eq=False)
class Courses:
    """The ways to (backward: from) many targets that are sooner there than walking is."""

    target: Int32s
    """Sorted."""
    ms: Int32s
    leaving: Int32s
    """[n, 6] Columns of routing.rentals.leavings."""
    layers: tuple[Layer, ...]
    point_of: Callable[[int], tuple[int, float]]
    """The edge, and share of it, of a row among the points where vehicles are left."""

    @property
    def seconds(self) -> Int32s:
        """[n] How long each takes."""
        return seconds(self.ms)

    def course(self, i: int) -> Course:
        """One of them."""
        row = self.leaving[i].tolist()
        point = self.point_of(row[ROW]) if row[ROW] >= 0 else (-1, 0.0)
        layer = self.layers[row[LAYER]]
        left_ms, ms = row[LEFT_MS], int(self.ms[i])
        return Course(layer, row[TAKEN], row[STATION], row[VERTEX], point, left_ms, ms)
