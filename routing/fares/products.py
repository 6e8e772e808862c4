"""The books of version 2, read from a timetable."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields
from datetime import date
from decimal import Decimal
from typing import Any, TypeVar

import numpy as np

from maas.arrays import Texts
from maas.prices import FareMedium, FareProduct, RiderCategory
from maas.timetable import Timetable
from maas.timetable.fares import AMOUNT_UNIT, Fares
from maas.timetable.rows import take_rows
from routing.fares.changes import ProductFares
from routing.fares.legs import JoinRule, LegRule, LegRules, Timeframe
from routing.fares.steps import ChangeRule, Product

T = TypeVar("T")

MEDIA = ("NONE", "PAPER_TICKET", "TRANSIT_CARD", "CONTACTLESS_EMV", "MOBILE_APP")
"""MOTIS's words by fare_media_type."""


def product_books(timetable: Timetable) -> dict[str, ProductFares]:
    """The fares of every feed that has rules for legs."""
    fares = timetable.fares
    return {
        source: _book(timetable, _of_source(fares, source), source)
        for source in sorted(set(fares.leg_rules.source))
    }


def _of_source(fares: Fares, source: str) -> Fares:
    return Fares(
        **{table.name: _own(getattr(fares, table.name), source) for table in fields(Fares)}
    )


def _own(table: T, source: str) -> T:
    sources: Texts = table.source  # type: ignore[attr-defined]  # all tables of fares have it
    return take_rows(table, np.flatnonzero([each == source for each in sources]))


def _book(timetable: Timetable, fares: Fares, source: str) -> ProductFares:
    products = _products(fares, source)
    return ProductFares(
        _legs(timetable, fares, source), _changes(fares, products, source), products
    )


def _rows(table: Any, *columns: str) -> Iterator[tuple[Any, ...]]:
    """Some columns of a table row by row, numbers as Python's."""
    chosen = [getattr(table, column) for column in columns]
    return zip(*(c if isinstance(c, Texts) else c.tolist() for c in chosen), strict=True)


def _products(fares: Fares, source: str) -> dict[str, Product]:
    riders = {
        rider: RiderCategory(name, is_default, url)
        for rider, name, is_default, url in _rows(
            fares.riders, "rider", "name", "is_default", "url"
        )
    }
    media = {
        medium: FareMedium(MEDIA[type_], name)
        for medium, name, type_ in _rows(fares.media, "media", "name", "type")
    }
    prices: dict[str, list[tuple[FareProduct, int]]] = defaultdict(list)
    columns = ("product", "name", "rider", "media", "amount", "currency", "line")
    for product, name, rider, medium, amount, currency, line in _rows(fares.products, *columns):
        price = FareProduct(
            name or product,
            Decimal(amount) / AMOUNT_UNIT,
            currency,
            riders.get(rider),
            media.get(medium),
        )
        prices[product].append((price, line))
    return {product: _product(found, source) for product, found in prices.items()}


def _product(prices: Sequence[tuple[FareProduct, int]], source: str) -> Product:
    """A product at the price of the usual rider: the lowest of any media; all riders' highest
    where none is the usual one."""
    usual = [each for each in prices if each[0].rider is None or each[0].rider.is_default]
    paid = min(usual, key=_amount) if usual else max(prices, key=_amount)
    place = f"{source}/fare_products.txt:{paid[1]}"
    everyone = tuple(price for price, _ in sorted(prices, key=lambda each: each is not paid))
    return Product(everyone, paid[0].amount, paid[0].currency, place)


def _amount(price: tuple[FareProduct, int]) -> Decimal:
    return price[0].amount


def _legs(timetable: Timetable, fares: Fares, source: str) -> LegRules:
    areas: dict[str, set[str]] = defaultdict(set)
    for area, stop in _rows(fares.stop_areas, "area", "stop"):
        areas[stop].add(area)
    frames: dict[str, list[Timeframe]] = defaultdict(list)
    for group, *frame in _rows(fares.timeframes, "group", "start", "end", "service"):
        frames[group].append(Timeframe(*frame))
    columns = (
        *("group", "network", "from_area", "to_area"),
        *("from_timeframe", "to_timeframe", "product", "priority"),
    )

    def runs_on(service: str, day: date) -> bool:
        row = timetable.services.id.find(f"{source}:{service}")
        return row >= 0 and bool(timetable.services.active(day)[row])

    joins = ("from_network", "to_network", "from_stop", "to_stop")
    return LegRules(
        rules=[LegRule(*row) for row in _rows(fares.leg_rules, *columns)],
        joins=[JoinRule(*row) for row in _rows(fares.join_rules, *joins)],
        network_of=dict(zip(fares.route_networks.route, fares.route_networks.network, strict=True)),
        areas_of={stop: frozenset(found) for stop, found in areas.items()},
        timeframes=frames,
        runs_on=runs_on,
    )


def _changes(fares: Fares, products: Mapping[str, Product], source: str) -> list[ChangeRule]:
    columns = (
        *("from_group", "to_group", "count", "duration", "duration_type", "type"),
        *("product", "line"),
    )
    found = []
    for origin, to, count, limit, limit_type, kind, name, line in _rows(
        fares.transfer_rules, *columns
    ):
        product = products.get(name)
        place = product.source if product else f"{source}/fare_transfer_rules.txt:{line}"
        found.append(ChangeRule(origin, to, count, limit, limit_type, kind, product, place))
    return found
