"""Fleets that are ridden and left alike: they share one search over the streets."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

import numpy as np

from maas.arrays import Bools, Bytes, Int32s
from maas.model import Profile
from routing.kernels.rides import Rules
from routing.rentals.fleets import Fleet, Ground, Rentals
from routing.rentals.spots import Table
from routing.rentals.wanted import Wanted

STREET_RULES = int(Ground.NO_END | Ground.STATIONS_ONLY)

RulesOf = Callable[[Fleet, float | None], tuple[Rules, Bytes]]
"""The rules of a fleet at a speed, and a blank memory of vertices (`Layer.traits`)."""


@dataclass(frozen=True, slots=True, eq=False)
class Layer:
    """What one search of rides takes, and where it ends."""

    profile: Profile
    rules: Rules
    anywhere: bool
    """Vehicles may be left on the street, too."""
    no_end: int
    """Bits of the ground that forbid to end at a station; 0: nobody heeds them."""
    no_end_on_street: int
    takes: Bools
    """[n taking] Spots where enough vehicles are there to be taken."""
    leaves: Bools
    """[n leaving] Spots where there is a place for as many."""
    traits: Bytes
    """[n_vertices] What is remembered of vertices (routing.kernels.crossings), or nothing."""
    goes_home: bool = False
    """Each vehicle may be left at its home alone."""

    def may_start(self, edge: Int32s) -> Bools:
        """Whether the ground of edges allows to take a vehicle."""
        return self._allows(edge, Ground.NO_START)

    def may_end(self, edge: Int32s) -> Bools:
        """Whether a vehicle may be left at stations on edges."""
        return self._allows(edge, self.no_end)

    def may_end_on_street(self, edge: Int32s) -> Bools:
        """Whether a vehicle may be left on edges."""
        return self._allows(edge, self.no_end_on_street)

    def _allows(self, edge: Int32s, forbidden: int) -> Bools:
        ground = self.rules.ground
        if not ground.size:
            return np.ones(edge.size, np.bool_)
        allowed: Bools = ground[edge] & np.uint8(forbidden) == 0
        return allowed


@dataclass(frozen=True, slots=True, eq=False)
class Spread:
    """All spots: where vehicles are taken and where they are left."""

    taking: Table
    leaving: Table

    @property
    def tables(self) -> tuple[Table, Table]:
        """Both."""
        return self.taking, self.leaving


def layers_of(
    rentals: Rentals, spread: Spread, wanted: Wanted, rules_of: RulesOf
) -> tuple[Layer, ...]:
    """The layers of all fleets that are wanted and have something to take."""
    groups: dict[object, list[int]] = {}
    for number, fleet in enumerate(rentals.fleets):
        if fleet.taking.place.size and wanted.takes(rentals, fleet):
            groups.setdefault(_alike(fleet, wanted), []).append(number)
    return tuple(
        layer
        for numbers in groups.values()
        for layer in _layers(rentals, spread, wanted, rules_of, numbers)
    )


def _alike(fleet: Fleet, wanted: Wanted) -> object:
    """What fleets have in common that one search can serve."""
    leaving = fleet.leaving
    is_bound = leaving.place.size > 0
    return (
        fleet.profile,
        wanted.speed_m_s(fleet),
        fleet.anywhere,
        id(fleet.ground) if fleet.ground is not None else 0,
        id(fleet.max_kmh) if fleet.max_kmh is not None else 0,
        (fleet.system, leaving.place.tobytes(), leaving.count.tobytes()) if is_bound else None,
        wanted.vehicles(fleet) if is_bound else 0,
    )


def _layers(
    rentals: Rentals, spread: Spread, wanted: Wanted, rules_of: RulesOf, numbers: list[int]
) -> Iterator[Layer]:
    """A layer for what may be left as the fleets' rule says, one for what goes home."""
    fleet = rentals.fleets[numbers[0]]
    needed = np.full(len(rentals.fleets), np.iinfo(np.int32).max, np.int32)
    for number in numbers:
        needed[number] = wanted.vehicles(rentals.fleets[number])
    taking, leaving = spread.taking, spread.leaving
    is_there = taking.count >= needed[taking.fleet]
    # the leaving spots of all these fleets are the same places: those of the first stand for all
    is_free = (leaving.fleet == numbers[0]) & (leaving.count >= needed[leaving.fleet])
    heeds = not wanted.ignores_returns
    rules, traits = rules_of(fleet, wanted.speed_m_s(fleet))
    layer = Layer(
        fleet.profile,
        rules,
        fleet.anywhere or not heeds,
        int(Ground.NO_END) if heeds else 0,
        STREET_RULES if heeds else 0,
        is_there & (taking.home < 0) if heeds else is_there,
        is_free,
        traits,
    )
    if layer.takes.any():
        yield layer
    away = is_there & (taking.home >= 0) & (taking.home != taking.place)
    if heeds and away.any():
        yield replace(layer, takes=away, anywhere=False, goes_home=True)


def taking_at(layers: tuple[Layer, ...], spot: int | None) -> tuple[Layer, ...]:
    """The layers with what is taken at one spot alone; None: with all."""
    if spot is None:
        return layers
    return tuple(
        replace(layer, takes=np.arange(layer.takes.size) == spot)
        for layer in layers
        if layer.takes[spot]
    )


def homes(layer: Layer, spread: Spread, taken: Int32s, left: Int32s) -> Iterator[Layer]:
    """A layer for each home of vehicles among `taken` that is among `left` (spots)."""
    home, place = spread.taking.home, spread.leaving.place
    wanted = np.unique(home[taken[layer.takes[taken]]])
    near = place[left[layer.leaves[left]]]
    for station in np.intersect1d(wanted, near).tolist():
        takes, leaves = layer.takes & (home == station), layer.leaves & (place == station)
        yield replace(layer, takes=takes, leaves=leaves, goes_home=False)
