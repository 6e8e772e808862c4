"""The books of fares of all feeds, and what they say of an itinerary."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Self

from maas.itinerary import Itinerary
from maas.prices import FarePlace, FareTransfer, Price, PricePart
from maas.settings import DrivingSettings
from maas.settings.driving import USUAL_DRIVING
from maas.timetable import Timetable
from maas.timetable.fares import AMOUNT_UNIT, Fares
from routing.fares.off_lines import is_off_lines, parts_of
from routing.fares.products import product_books
from routing.fares.ride import FareBook, FareRide, Ticket
from routing.fares.zones import Fare, ZoneFares


@dataclass(frozen=True, slots=True)
class FareBooks:
    """The fares of every feed that publishes some, by source id."""

    books: Mapping[str, FareBook]

    @classmethod
    def of(cls, timetable: Timetable | None) -> Self:
        """The books of a timetable; of two versions in one feed the second (GTFS reference)."""
        if timetable is None:
            return cls({})
        return cls({**_zone_fares(timetable.fares), **product_books(timetable)})

    def priced(self, itinerary: Itinerary, driving: DrivingSettings = USUAL_DRIVING) -> Itinerary:
        """An itinerary with tickets and price; rides without a book are of unknown price."""
        rides: dict[str, list[int]] = defaultdict(list)
        paid, unknown = _without_lines(itinerary, driving)
        for i, leg in enumerate(itinerary.legs):
            if leg.trip is not None and not is_off_lines(leg):
                rides[leg.trip.data_source].append(i)
        tickets: list[Ticket] = []
        for source, ridden in rides.items():
            if source in self.books:
                of_book = tuple(FareRide.of(i, itinerary.legs[i]) for i in ridden)
                tickets += self.books[source].tickets(of_book)
            else:
                tickets += [Ticket(FareTransfer(((),)), ((i,),), ()) for i in ridden]
        tickets.sort(key=lambda ticket: ticket.legs[0][0])
        return _with_tickets(itinerary, tickets, paid, unknown)


def _without_lines(
    itinerary: Itinerary, driving: DrivingSettings
) -> tuple[list[PricePart], list[int]]:
    """What is paid off the lines, and the legs of whose price not all is known."""
    parts, unknown = [], []
    for i, leg in enumerate(itinerary.legs):
        for part in parts_of(i, leg, driving) if is_off_lines(leg) else ():
            if part is None:
                unknown.append(i)
            else:
                parts.append(part)
    return parts, unknown


def _with_tickets(
    itinerary: Itinerary, tickets: list[Ticket], off_lines: list[PricePart], unknown: list[int]
) -> Itinerary:
    places = {
        leg: FarePlace(transfer, effective)
        for transfer, ticket in enumerate(tickets)
        for effective, legs in enumerate(ticket.legs)
        for leg in legs
    }
    paid = (part for ticket in tickets for part in ticket.parts)
    parts = sorted((*paid, *off_lines), key=lambda part: part.leg)
    without = {leg for leg in places if leg not in {part.leg for part in parts}}
    return replace(
        itinerary,
        legs=tuple(
            replace(leg, fare=places[i]) if i in places else leg
            for i, leg in enumerate(itinerary.legs)
        ),
        fares=tuple(ticket.transfer for ticket in tickets),
        price=Price(tuple(parts), tuple(sorted({*unknown, *without}))),
    )


def amount(ten_thousandths: int) -> Decimal:
    """An amount of the timetable as money."""
    return Decimal(ten_thousandths) / AMOUNT_UNIT


def _zone_fares(fares: Fares) -> dict[str, FareBook]:
    """The fares of version 1 by source."""
    table, rules, stops = fares.attributes, fares.rules, fares.stop_zones
    by_source: dict[str, dict[str, Fare]] = defaultdict(dict)
    for i, (source, name) in enumerate(zip(table.source, table.fare, strict=True)):
        by_source[source][name] = Fare(
            name,
            amount(int(table.price[i])),
            table.currency[i],
            int(table.transfers[i]),
            int(table.duration[i]),
            table.agency[i],
            f"{source}/fare_attributes.txt:{int(table.line[i])}",
        )
    rows: dict[str, list[tuple[str, str, str, str, str]]] = defaultdict(list)
    columns = (rules.fare, rules.route, rules.origin, rules.destination, rules.contains)
    for source, *row in zip(rules.source, *columns, strict=True):
        rows[source].append(tuple(row))
    zones: dict[str, dict[str, str]] = defaultdict(dict)
    for source, stop, zone in zip(stops.source, stops.stop, stops.zone, strict=True):
        zones[source][stop] = zone
    return {
        source: ZoneFares(found, rows[source], zones[source]) for source, found in by_source.items()
    }
