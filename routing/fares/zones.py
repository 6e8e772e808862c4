"""Fares of version 1: tickets valid by route, first and last zone, and the zones passed.

Rows of fare_rules with one origin and destination belong together: of each ride one of them must
allow the route, and where they list zones (contains_id) these must be all that is passed, because
else a ticket for one zone would do for a ride through three. A ticket without rules is valid
anywhere. Source: GTFS reference, fare_rules.txt, and the FareExamples it points to.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property

from maas.prices import FareProduct, FareTransfer, PricePart, covered
from routing.fares.ride import FareRide, Ticket

Cost = tuple[int, Decimal, int]
"""Rides of unknown price, amount, tickets: fewer unknown first, then cheaper, then fewer."""


@dataclass(frozen=True, slots=True)
class Fare:
    """One row of fare_attributes."""

    name: str
    price: Decimal
    currency: str
    transfers: int
    """-1: any number."""
    duration_s: int
    """-1: no limit."""
    agency: str
    source: str
    """`<source id>/fare_attributes.txt:<line>`"""


@dataclass(frozen=True, slots=True)
class Validity:
    """What the rules of a fare say for one origin and destination."""

    fare: Fare
    by_route: Mapping[str, frozenset[str]]
    """Route ("" for any) to the zones that must be all that is passed (none: not looked at)."""

    def allows(self, ride: FareRide, passed: frozenset[str]) -> bool:
        """Whether the route of a ride and the zones passed on the whole way fit."""
        fitting = (self.by_route.get(route) for route in (ride.route, ""))
        return any(zones is not None and zones in (frozenset(), passed) for zones in fitting)


@dataclass(frozen=True)
class ZoneFares:
    """The fares of version 1 of one feed."""

    fares: Mapping[str, Fare]
    rules: Sequence[tuple[str, str, str, str, str]]
    """fare, route, origin, destination, contains"""
    zone_of: Mapping[str, str]
    """Stop to zone."""
    _found: dict[tuple[str, str], list[Validity]] = field(default_factory=dict)

    def tickets(self, rides: tuple[FareRide, ...]) -> list[Ticket]:
        """The cheapest tickets for all rides; one that none covers is of unknown price."""
        best: list[tuple[Cost, list[Ticket]]] = [((0, Decimal(0), 0), [])]
        for end in range(1, len(rides) + 1):
            options = [_with(best[end - 1], _unknown(rides[end - 1]))]
            options += [
                _with(best[start], _ticket(fare, rides[start:end]))
                for start in range(end)
                for fare in self._valid(rides[start:end])
            ]
            best.append(min(options, key=lambda option: option[0]))
        return best[-1][1]

    def _valid(self, rides: Sequence[FareRide]) -> Iterator[Fare]:
        """The fares with which all of some rides can be made on one ticket."""
        zones = [self.zone_of.get(stop.stop, "") for ride in rides for stop in ride.stops]
        passed = frozenset(zones) - {""}
        for validity in self._between(zones[0], zones[-1]):
            if _in_time(validity.fare, rides) and all(validity.allows(r, passed) for r in rides):
                yield validity.fare

    def _between(self, origin: str, destination: str) -> list[Validity]:
        """What is valid from one zone to another, whatever the routes; the cheapest first."""
        pair = origin, destination
        if pair not in self._found:
            pairs = dict.fromkeys([pair, (origin, ""), ("", destination), ("", "")])
            found = [each for key in pairs for each in self._by_ends.get(key, ())]
            self._found[pair] = sorted(found, key=lambda each: each.fare.price)
        return self._found[pair]

    @cached_property
    def _by_ends(self) -> Mapping[tuple[str, str], list[Validity]]:
        """By origin and destination zone, blank for any."""
        grouped: dict[tuple[str, str, str], dict[str, set[str]]] = defaultdict(dict)
        for fare, route, origin, destination, contains in self.rules:
            zones = grouped[fare, origin, destination].setdefault(route, set())
            zones |= {contains} - {""}
        by_ends: dict[tuple[str, str], list[Validity]] = defaultdict(list)
        for (fare, origin, destination), by_route in grouped.items():
            if fare in self.fares:
                allowed = {route: frozenset(zones) for route, zones in by_route.items()}
                by_ends[origin, destination].append(Validity(self.fares[fare], allowed))
        ruled = {rule[0] for rule in self.rules}
        anywhere = {"": frozenset[str]()}
        by_ends["", ""] += [
            Validity(fare, anywhere) for name, fare in self.fares.items() if name not in ruled
        ]
        return by_ends


def _in_time(fare: Fare, rides: Sequence[FareRide]) -> bool:
    """Whether one ticket allows so many changes, the last in time, and all of one agency."""
    changes = sum(not ride.stays_seated for ride in rides[1:])
    if fare.transfers >= 0 and changes > fare.transfers:
        return False
    waited_s = rides[-1].departure - rides[0].departure
    if changes and fare.duration_s >= 0 and waited_s > fare.duration_s:
        return False
    return not fare.agency or all(ride.agency == fare.agency for ride in rides)


def _unknown(ride: FareRide) -> Ticket:
    return Ticket(FareTransfer(((),)), ((ride.index,),), ())


def _ticket(fare: Fare, rides: Sequence[FareRide]) -> Ticket:
    legs = tuple(ride.index for ride in rides)
    product = FareProduct(fare.name, fare.price, fare.currency)
    part = PricePart(legs[0], fare.price, fare.currency, fare.source)
    return Ticket(FareTransfer((((product,),),)), (legs,), covered(legs, part))


def _with(before: tuple[Cost, list[Ticket]], ticket: Ticket) -> tuple[Cost, list[Ticket]]:
    """The cost and tickets so far with one ticket more."""
    (unknown, amount, n), tickets = before
    paid = sum((part.amount for part in ticket.parts), Decimal(0))
    return (unknown + (not ticket.parts), amount + paid, n + 1), [*tickets, ticket]
