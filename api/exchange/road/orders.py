"""What the incidents that are given on forbid, as orders of their authorities."""

from collections.abc import Iterable, Iterator
from itertools import groupby

from msgspec.structs import replace

from api.exchange.ports import Exchanges
from api.exchange.road.held import Period, periods
from api.exchange.road.streets import Stretch, stretches
from api.served import Served
from feeds.datex2.writing import Order, is_regulation
from maas.live.incidents import Incident


def orders(served: Served, exchanges: Exchanges, now: int) -> tuple[Order, ...]:
    """One for each incident that forbids something and has a place. Not for the event loop.

    Raises:
        RecordsUnavailable: nobody knows what was told before.
    """
    return tuple(each for each in _all(served, exchanges, now) if _has_place(each))


def placeless(served: Served, exchanges: Exchanges, now: int) -> tuple[str, ...]:
    """Ids of those that forbid something and have none; raises what `orders` does."""
    return tuple(each.whole.id for each in _all(served, exchanges, now) if not _has_place(each))


def _has_place(order: Order) -> bool:
    return bool(order.pieces or order.whole.area)


def _all(served: Served, exchanges: Exchanges, now: int) -> Iterator[Order]:
    where = stretches(served.planner.incidents, served.named_streets)
    found = periods(served, exchanges, now)
    told = (
        _order(list(own), where.get(id, ()))
        for id, own in groupby(found, lambda each: each.laid.id)
    )
    return (each for each in told if is_regulation(each.whole))


def _order(own: list[Period], where: Iterable[Stretch]) -> Order:
    laid = own[0].laid
    whole = replace(laid.incident, id=laid.id)
    is_area = bool(whole.area) and not whole.line
    pieces = () if is_area else tuple(_piece(whole, each) for each in where)
    return Order(whole, tuple(each.incident for each in own), pieces)


def _piece(whole: Incident, stretch: Stretch) -> Incident:
    piece = stretch.piece
    return replace(whole, line=piece.line, area=(), direction=piece.direction, street=piece.street)
