"""The conditions of a regulation, taken apart: where, when and whom it concerns."""

from collections.abc import Iterator
from dataclasses import dataclass

from feeds.nodes import NOTHING, Node
from feeds.notices import Notes

MOST = 1000
"""Of one regulation."""

LOCATIONS = ("implementedLocation", "locationByOrder", "trafficImpactLocation")
VALIDITIES = ("validityByOrder", "implementedValidity", "validity")
VEHICLES = frozenset({"VehicleCondition", "NonVehicularRoadUserCondition", "AccessCondition"})

Condition = tuple[Node, bool]
"""One that is no set, and whether it is negated."""


@dataclass(frozen=True, slots=True)
class Conditions:
    """Of each sort those that are told; of places and times each is one of several."""

    locations: tuple[Node, ...] = ()
    validities: tuple[Node, ...] = ()
    vehicles: tuple[Condition, ...] = ()


def conditions_of(regulation: Node, order: Node, notices: Notes) -> Conditions:
    """What a regulation says, else the order that it is part of."""
    locations: list[Node] = []
    validities: list[Node] = []
    vehicles: list[Condition] = []
    for node, is_negated in _leaves(regulation, notices):
        kind = node.attributes.get("type", "").rpartition(":")[2]
        if kind in VEHICLES:
            vehicles.append((node, is_negated))
        elif kind == "LocationCondition" or node.first(*LOCATIONS) is not NOTHING:
            _take(node.first(*LOCATIONS), is_negated, locations, notices)
        elif kind == "ValidityCondition" or node.first(*VALIDITIES) is not NOTHING:
            _take(node.first(*VALIDITIES), is_negated, validities, notices)
    return Conditions(
        tuple(locations) or tuple(order.all(*LOCATIONS)),
        tuple(validities) or (order.first(*VALIDITIES),),
        tuple(vehicles),
    )


def _take(node: Node, is_negated: bool, into: list[Node], notices: Notes) -> None:
    if is_negated:
        notices.note("exception_left_out", node.name)
    else:
        into.append(node)


def _leaves(regulation: Node, notices: Notes) -> Iterator[Condition]:
    """Without recursion: nobody says how deep sets of sets go."""
    waiting: list[Condition] = [(each, False) for each in regulation.all("condition")]
    found = 0
    while waiting:
        node, outer = waiting.pop(0)
        is_negated = outer != (node.say("negate") in ("true", "1"))
        inner = [(each, is_negated) for each in node.all("conditions")]
        if inner:
            waiting = inner + waiting
            continue
        found += 1
        if found > MOST:
            notices.note("too_many_parts")
            return
        yield node, is_negated
