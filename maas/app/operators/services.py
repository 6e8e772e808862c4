"""What operators of Standard covoiturage can be asked, and how an area is told to them."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, tzinfo

import msgspec

from feeds.parsed import Parse
from feeds.standard_covoiturage import Wanted, parse_journeys, parse_regular, requests_of
from maas.cells import middle_of, reach_m
from maas.requests import HALF_HOUR_S, Area

JOURNEYS, REGULAR = "driverJourneys", "driverRegularTrips"
"""What their answers are called in a message that holds both."""

MOST_OFFERS = 100
"""Asked for of one area."""


@dataclass(frozen=True, slots=True)
class Service:
    """One address of an operator."""

    name: str
    """Also the member of an archived message that its answers stand in."""
    url: Callable[[str, Area], str]
    """By the operator's address."""
    parse: Parse


def services_of(zone: tzinfo, radius_m: float) -> tuple[Service, ...]:
    """Journeys of one day, and regular trips.

    Args:
        zone: by whose clock regular trips go.
        radius_m: how far outside a cell a driver may be.
    """

    def url(which: int) -> Callable[[str, Area], str]:
        return lambda base, area: requests_of(base, wanted(area, zone, radius_m))[which]

    return (
        Service(JOURNEYS, url(0), parse_journeys),
        Service(REGULAR, url(1), parse_regular),
    )


def wanted(area: Area, zone: tzinfo, radius_m: float) -> Wanted:
    """All that an operator is told: the middles of two cells, circles that hold the cells and what
    lies around them, and the half-hour."""
    middle = area.half_hour * HALF_HOUR_S + HALF_HOUR_S // 2
    return Wanted(
        start=middle_of(area.from_cell),
        end=middle_of(area.to_cell),
        at=datetime.fromtimestamp(middle, zone),
        within_s=HALF_HOUR_S // 2,
        start_radius_m=reach_m(area.from_cell) + radius_m,
        end_radius_m=reach_m(area.to_cell) + radius_m,
        most=MOST_OFFERS,
    )


def composed(answers: Iterable[tuple[str, bytes]]) -> bytes:
    """Answers of services, arrays all of them, as one message: an array for each service."""
    arrays: dict[str, list[msgspec.Raw]] = {JOURNEYS: [], REGULAR: []}
    for name, content in answers:
        arrays[name] += msgspec.json.decode(content, type=list[msgspec.Raw])
    return msgspec.json.encode(arrays)
