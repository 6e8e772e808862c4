"""Fares of version 2, legs: which rides count as one leg, and which rules a leg matches.

Source: GTFS reference, fare_leg_rules.txt, fare_leg_join_rules.txt and timeframes.txt.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from zoneinfo import ZoneInfo

from routing.fares.ride import FareRide, FareStop

EffectiveLeg = tuple[FareRide, ...]
"""Rides that count as one leg."""


@dataclass(frozen=True, slots=True)
class LegRule:
    """One row of fare_leg_rules; "" is a blank cell."""

    group: str
    network: str
    from_area: str
    to_area: str
    from_timeframe: str
    to_timeframe: str
    product: str
    priority: int
    """-1: the file has no priorities, and blank cells mean "all others"."""


@dataclass(frozen=True, slots=True)
class JoinRule:
    """Between rides of which networks, and at which stops, a leg goes on."""

    from_network: str
    to_network: str
    from_stop: str
    to_stop: str


@dataclass(frozen=True, slots=True)
class Timeframe:
    """From `start` to before `end` (s of the local day), on a service's days."""

    start: int
    end: int
    service: str


@dataclass(frozen=True)
class LegRules:
    """What one feed says of legs."""

    rules: Sequence[LegRule]
    joins: Sequence[JoinRule]
    network_of: Mapping[str, str]
    """Route to network."""
    areas_of: Mapping[str, frozenset[str]]
    """Stop or station to areas."""
    timeframes: Mapping[str, Sequence[Timeframe]]
    runs_on: Callable[[str, date], bool]
    """Whether a service runs on a day."""

    def effective(self, rides: Sequence[FareRide]) -> list[EffectiveLeg]:
        """Rides put together where one stays seated in a network or a rule joins them."""
        legs: list[EffectiveLeg] = []
        for ride in rides:
            if legs and self._joined(legs[-1][-1], ride):
                legs[-1] = (*legs[-1], ride)
            else:
                legs.append((ride,))
        return legs

    def _joined(self, before: FareRide, after: FareRide) -> bool:
        a, b = self._network(before), self._network(after)
        if after.stays_seated and a == b:
            return True
        return any(
            join.from_network in ("", a)
            and join.to_network in ("", b)
            and _meets(join, before, after)
            for join in self.joins
        )

    def matching(self, leg: EffectiveLeg) -> list[LegRule]:
        """The rules that hold for a leg; none: its fare is not known."""
        networks = {self._network(ride) for ride in leg}
        network = networks.pop() if len(networks) == 1 else ""
        origin, destination = leg[0].stops[0], leg[-1].stops[-1]
        starts, ends = self._areas(origin), self._areas(destination)
        found = [
            rule
            for rule in self.rules
            if self._fits(rule, "network", frozenset({network} - {""}))
            and self._fits(rule, "from_area", starts)
            and self._fits(rule, "to_area", ends)
            and self._in_time(rule.from_timeframe, origin, leg[0].departure)
            and self._in_time(rule.to_timeframe, destination, leg[-1].arrival)
        ]
        highest = max((rule.priority for rule in found), default=0)
        return [rule for rule in found if rule.priority == highest]

    def _fits(self, rule: LegRule, column: str, own: frozenset[str]) -> bool:
        """Whether a cell is the leg's; blank is any with priorities, else what no rule names."""
        wanted = getattr(rule, column)
        if wanted:
            return wanted in own
        return rule.priority >= 0 or not own & self._named[column]

    @cached_property
    def _named(self) -> Mapping[str, frozenset[str]]:
        """What the rules name, by column."""
        columns = ("network", "from_area", "to_area")
        return {
            column: frozenset(getattr(rule, column) for rule in self.rules) - {""}
            for column in columns
        }

    def _network(self, ride: FareRide) -> str:
        return self.network_of.get(ride.route, "")

    def _areas(self, stop: FareStop) -> frozenset[str]:
        """A platform's own areas, its station's if it has none."""
        nowhere = frozenset[str]()
        return self.areas_of.get(stop.stop) or self.areas_of.get(stop.station, nowhere)

    def _in_time(self, group: str, stop: FareStop, unix_s: int) -> bool:
        """Whether a moment lies in a group of timeframes, by the clocks at the stop."""
        if not group:
            return True
        moment = datetime.fromtimestamp(unix_s, ZoneInfo(stop.zone or "UTC"))
        second = moment.hour * 3600 + moment.minute * 60 + moment.second
        return any(
            frame.start <= second < frame.end and self.runs_on(frame.service, moment.date())
            for frame in self.timeframes.get(group, ())
        )


def _meets(join: JoinRule, before: FareRide, after: FareRide) -> bool:
    """Whether one changes where the rule says: at its stops, else within one station."""
    left, entered = before.stops[-1], after.stops[0]
    if not join.from_stop:
        return left.station == entered.station
    at = join.from_stop in (left.stop, left.station)
    return at and join.to_stop in (entered.stop, entered.station)
