"""Rides and tickets as short texts, for hand-worked fares.

`ride("1: a@1 b@2 08:00-08:20")` is a ride on route 1 past stops a and b from eight on; `told` says
of tickets what is paid for which legs.
"""

from decimal import Decimal

from routing.fares.ride import FareRide, FareStop, Ticket


def rides(*texts: str, zone: str = "UTC") -> tuple[FareRide, ...]:
    """Rides one after another: `route[/agency]: stops… HH:MM-HH:MM`, `=` before if one stays
    seated; a stop may name its station: `a<A`."""
    return tuple(_ride(i, text, zone) for i, text in enumerate(texts))


def _ride(index: int, text: str, zone: str) -> FareRide:
    line, _, rest = text.removeprefix("=").partition(":")
    *stops, times = rest.split()
    route, _, agency = line.partition("/")
    departure, _, arrival = times.partition("-")
    return FareRide(
        index,
        route,
        agency,
        tuple(_stop(stop, zone) for stop in stops),
        _seconds(departure),
        _seconds(arrival),
        text.startswith("="),
    )


def _stop(text: str, zone: str) -> FareStop:
    stop, _, station = text.partition("<")
    return FareStop(stop, station or stop, zone)


def _seconds(text: str) -> int:
    """Unix s of a clock time of 1970-01-01 (a Thursday), UTC; 25:00 is the day after."""
    hours, minutes = text.split(":")
    return int(hours) * 3600 + int(minutes) * 60


def told(tickets: list[Ticket]) -> str:
    """Amounts by leg: `0:1.80 1:0 2:?`; what is not known is a question mark."""
    paid = {part.leg: part.amount for ticket in tickets for part in ticket.parts}
    legs = sorted(leg for ticket in tickets for legs in ticket.legs for leg in legs)
    return " ".join(f"{leg}:{_plain(paid[leg])}" if leg in paid else f"{leg}:?" for leg in legs)


def _plain(amount: Decimal) -> str:
    return f"{amount:.2f}" if amount % 1 else f"{int(amount)}"
