"""Fares of version 1 (fare_attributes, fare_rules), and all tables of fares together."""

from dataclasses import fields, replace
from typing import Any, TypeVar

import numpy as np

from feeds.gtfs.fare_products import read_products, read_rules
from feeds.gtfs.notices import Notices
from feeds.gtfs.sieve import Sieve
from feeds.gtfs.table import Table
from maas.arrays import Texts
from maas.timetable import Fares
from maas.timetable.fares import FareAttributes, FareRules, StopZones
from maas.timetable.rows import no_rows

T = TypeVar("T")

TABLES: dict[str, tuple[str, ...]] = {
    "fare_attributes": ("fare_id", "price", "currency_type"),
    "fare_rules": (),
    "fare_products": ("fare_product_id", "amount", "currency"),
    "rider_categories": ("rider_category_id",),
    "fare_media": ("fare_media_id", "fare_media_type"),
    "fare_leg_rules": ("fare_product_id",),
    "fare_leg_join_rules": ("from_network_id", "to_network_id"),
    "fare_transfer_rules": ("fare_transfer_type",),
    "timeframes": ("timeframe_group_id", "service_id"),
    "areas": ("area_id",),
    "stop_areas": ("area_id", "stop_id"),
    "networks": ("network_id",),
    "route_networks": ("network_id", "route_id"),
}
"""Every table read here with the columns it cannot do without."""


def read_fares(tables: dict[str, Table], source: str, notices: Notices) -> Fares:
    """All that is said of fares; tables that say nothing are empty."""
    fares = no_rows(Fares)
    if len(tables["fare_attributes"]):
        fares = _read_tickets(fares, tables, notices)
    if len(tables["fare_products"]) or len(tables["fare_leg_rules"]):
        fares = read_rules(read_products(fares, tables, notices), tables, notices)
    return _of_source(fares, source)


def _read_tickets(fares: Fares, tables: dict[str, Table], notices: Notices) -> Fares:
    """Version 1. A ticket whose every rule is broken is left out: it would be valid anywhere."""
    stops, rules = tables["stops"], tables["fare_rules"]
    if len(rules) and "fare_id" not in rules:
        notices.add("missing_required_column", rules.file, 1, "fare_id")
        return fares
    zones = {zone for zone in stops["zone_id"] if zone}
    kept = Sieve(rules, notices)
    kept.need("fare_id")
    kept.refer("fare_id", set(tables["fare_attributes"]["fare_id"]))
    kept.refer("route_id", set(tables["routes"]["route_id"]))
    for column in ("origin_id", "destination_id", "contains_id"):
        kept.refer(column, zones)
    without = set(rules["fare_id"]) - set(kept.rows["fare_id"])
    zoned = [i for i, zone in enumerate(stops["zone_id"]) if zone]
    rows = kept.rows
    return replace(
        fares,
        attributes=_attributes(tables["fare_attributes"], without, notices),
        rules=FareRules(
            Texts.of([""] * len(rows)),
            *(Texts.of(rows[name]) for name in
              ("fare_id", "route_id", "origin_id", "destination_id", "contains_id")),
        ),
        stop_zones=StopZones(
            Texts.of([""] * len(zoned)),
            Texts.of(stops["stop_id"][i] for i in zoned),
            Texts.of(stops["zone_id"][i] for i in zoned),
        ),
    )  # fmt: skip


def _attributes(table: Table, without: set[str], notices: Notices) -> FareAttributes:
    kept = Sieve(table, notices)
    kept.need("fare_id")
    kept.once("fare_id")
    lost = [fare in without for fare in kept.rows["fare_id"]]
    kept.drop("fare_without_rules", np.array(lost, np.bool_), "fare_id")
    kept.amounts("price", "currency_type", signed=False)
    kept.naturals("transfers", -1)
    duration = kept.naturals("transfer_duration", -1)
    rows = kept.rows
    return FareAttributes(
        source=Texts.of([""] * len(rows)),
        fare=Texts.of(rows["fare_id"]),
        price=kept.amounts("price", "currency_type", signed=False),
        currency=Texts.of(rows["currency_type"]),
        transfers=np.minimum(kept.naturals("transfers", -1), 1000).astype(np.int16),
        duration=duration,
        agency=Texts.of(rows["agency_id"]),
        line=rows.lines,
    )


def _of_source(fares: Fares, source: str) -> Fares:
    """The same rows, each saying whose it is."""
    tables: dict[str, Any] = {}
    for table in fields(Fares):
        rows = getattr(fares, table.name)
        tables[table.name] = replace(rows, source=Texts.of([source] * len(rows.source)))
    return Fares(**tables)
