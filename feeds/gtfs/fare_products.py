"""Fares of version 2: what can be bought, by whom, and the rules of legs and changes."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from feeds.gtfs.fields import BLANK, WRONG, integers, parse_time
from feeds.gtfs.keys import filled
from feeds.gtfs.notices import Notices
from feeds.gtfs.sieve import Sieve
from feeds.gtfs.table import Table
from maas.arrays import Bools, Int32s, Texts
from maas.timetable import Fares
from maas.timetable.fares import (
    FareLegJoinRules,
    FareLegRules,
    FareMedia,
    FareProducts,
    FareTransferRules,
    RiderCategories,
    RouteNetworks,
    StopAreas,
    Timeframes,
)

DAY_S = 24 * 3600


def read_products(fares: Fares, tables: dict[str, Table], notices: Notices) -> Fares:
    """Products with the riders and media that they are for."""
    riders, media = Sieve(tables["rider_categories"], notices), Sieve(tables["fare_media"], notices)
    riders.need("rider_category_id")
    riders.once("rider_category_id")
    is_default = riders.choices("is_default_fare_category", 1) == 1
    media.need("fare_media_id", "fare_media_type")
    media.once("fare_media_id")
    media_type = media.choices("fare_media_type", 4)
    return replace(
        fares,
        products=_products(
            tables["fare_products"],
            (riders.rows["rider_category_id"], is_default),
            set(media.rows["fare_media_id"]),
            notices,
        ),
        riders=RiderCategories(
            _blank(riders.rows),
            Texts.of(riders.rows["rider_category_id"]),
            Texts.of(riders.rows["rider_category_name"]),
            is_default,
            Texts.of(riders.rows["eligibility_url"]),
        ),
        media=FareMedia(
            _blank(media.rows),
            Texts.of(media.rows["fare_media_id"]),
            Texts.of(media.rows["fare_media_name"]),
            media_type,
        ),
    )


def _products(
    table: Table, riders: tuple[Sequence[str], Bools], media: set[str], notices: Notices
) -> FareProducts:
    kept = Sieve(table, notices)
    kept.need("fare_product_id")
    kept.refer("rider_category_id", set(riders[0]))
    kept.refer("fare_media_id", media)
    kept.once("fare_product_id", "rider_category_id", "fare_media_id")
    amount = kept.amounts("amount", "currency", signed=True)
    rows = kept.rows
    default = {rider for rider, is_default in zip(*riders, strict=True) if is_default}
    pairs = list(zip(rows["fare_product_id"], rows["rider_category_id"], strict=True))
    several = {
        product
        for product in set(rows["fare_product_id"])
        if len({rider for p, rider in set(pairs) if p == product and rider in default}) > 1
    }
    doubtful = np.array([product in several for product in rows["fare_product_id"]], np.bool_)
    rule = "fare_product_with_multiple_default_rider_categories"
    kept.doubt(rule, doubtful, "fare_product_id")
    return FareProducts(
        source=_blank(rows),
        product=Texts.of(rows["fare_product_id"]),
        name=Texts.of(rows["fare_product_name"]),
        rider=Texts.of(rows["rider_category_id"]),
        media=Texts.of(rows["fare_media_id"]),
        amount=amount,
        currency=Texts.of(rows["currency"]),
        line=rows.lines,
    )


def read_rules(fares: Fares, tables: dict[str, Table], notices: Notices) -> Fares:
    """Rules of legs, joins and changes with the areas, networks and times they speak of."""
    fares = _with_ground(fares, tables, notices)
    return replace(
        fares,
        leg_rules=_leg_rules(fares, tables, notices),
        join_rules=_join_rules(tables, notices),
        transfer_rules=_transfer_rules(fares, tables, notices),
    )


def _with_ground(fares: Fares, tables: dict[str, Table], notices: Notices) -> Fares:
    areas = Sieve(tables["stop_areas"], notices)
    areas.need("area_id", "stop_id")
    areas.refer("area_id", set(tables["areas"]["area_id"]))
    areas.refer("stop_id", set(tables["stops"]["stop_id"]))
    return replace(
        fares,
        stop_areas=StopAreas(
            _blank(areas.rows), Texts.of(areas.rows["area_id"]), Texts.of(areas.rows["stop_id"])
        ),
        route_networks=_networks(tables, notices),
        timeframes=_timeframes(tables, notices),
    )


def _networks(tables: dict[str, Table], notices: Notices) -> RouteNetworks:
    """Each route's network, from routes.txt where there is the column, else from its own file."""
    routes = tables["routes"]
    if "network_id" in routes:
        table = routes.take(filled(routes["network_id"]))
        return RouteNetworks(
            _blank(table), Texts.of(table["network_id"]), Texts.of(table["route_id"])
        )
    kept = Sieve(tables["route_networks"], notices)
    kept.need("network_id", "route_id")
    kept.refer("network_id", set(tables["networks"]["network_id"]))
    kept.refer("route_id", set(routes["route_id"]))
    kept.once("route_id")
    return RouteNetworks(
        _blank(kept.rows), Texts.of(kept.rows["network_id"]), Texts.of(kept.rows["route_id"])
    )


def _timeframes(tables: dict[str, Table], notices: Notices) -> Timeframes:
    kept = Sieve(tables["timeframes"], notices)
    kept.need("timeframe_group_id", "service_id")
    services = {*tables["calendar"]["service_id"], *tables["calendar_dates"]["service_id"]}
    kept.refer("service_id", services)
    for column in ("start_time", "end_time"):
        kept.drop("invalid_time", integers(parse_time, kept.rows[column]) == WRONG, column)
        late = integers(parse_time, kept.rows[column]) > DAY_S
        kept.drop("timeframe_start_or_end_time_greater_than_twenty_four_hours", late, column)
    start, end = (integers(parse_time, kept.rows[name]) for name in ("start_time", "end_time"))
    half = (start == BLANK) != (end == BLANK)
    kept.doubt("timeframe_only_start_or_end_time_specified", half, "timeframe_group_id")
    start, end = np.where(start == BLANK, 0, start), np.where(end == BLANK, DAY_S, end)
    kept.doubt("timeframe_overlap", _overlapping(kept.rows, start, end), "timeframe_group_id")
    return Timeframes(
        _blank(kept.rows),
        Texts.of(kept.rows["timeframe_group_id"]),
        start.astype(np.int32),
        end.astype(np.int32),
        Texts.of(kept.rows["service_id"]),
    )


def _overlapping(rows: Table, start: Int32s, end: Int32s) -> Bools:
    """Which rows begin before an earlier one of their group and service ends."""
    broken = np.zeros(len(rows), np.bool_)
    until: dict[tuple[str, str], int] = {}
    keys = list(zip(rows["timeframe_group_id"], rows["service_id"], strict=True))
    for i in np.argsort(start, kind="stable").tolist():
        broken[i] = start[i] < until.get(keys[i], 0)
        until[keys[i]] = max(until.get(keys[i], 0), int(end[i]))
    return broken


def _leg_rules(fares: Fares, tables: dict[str, Table], notices: Notices) -> FareLegRules:
    table = tables["fare_leg_rules"]
    kept = Sieve(table, notices)
    kept.need("fare_product_id")
    kept.refer("fare_product_id", set(fares.products.product))
    kept.refer("network_id", _known_networks(tables))
    for column in ("from_area_id", "to_area_id"):
        kept.refer(column, set(tables["areas"]["area_id"]))
    for column in ("from_timeframe_group_id", "to_timeframe_group_id"):
        kept.refer(column, set(fares.timeframes.group))
    priority = kept.naturals("rule_priority", 0)
    rows = kept.rows
    return FareLegRules(
        source=_blank(rows),
        group=Texts.of(rows["leg_group_id"]),
        network=Texts.of(rows["network_id"]),
        from_area=Texts.of(rows["from_area_id"]),
        to_area=Texts.of(rows["to_area_id"]),
        from_timeframe=Texts.of(rows["from_timeframe_group_id"]),
        to_timeframe=Texts.of(rows["to_timeframe_group_id"]),
        product=Texts.of(rows["fare_product_id"]),
        priority=priority if "rule_priority" in table else np.full(len(rows), -1, np.int32),
    )


def _join_rules(tables: dict[str, Table], notices: Notices) -> FareLegJoinRules:
    kept = Sieve(tables["fare_leg_join_rules"], notices)
    columns = ("from_network_id", "to_network_id", "from_stop_id", "to_stop_id")
    for column in columns[:2]:
        kept.refer(column, _known_networks(tables))
    for column in columns[2:]:
        kept.refer(column, set(tables["stops"]["stop_id"]))
    one = filled(kept.rows["from_stop_id"]) != filled(kept.rows["to_stop_id"])
    kept.drop("missing_required_field", one, "from_stop_id")
    rows = kept.rows
    return FareLegJoinRules(_blank(rows), *(Texts.of(rows[column]) for column in columns))


def _transfer_rules(fares: Fares, tables: dict[str, Table], notices: Notices) -> FareTransferRules:
    kept = Sieve(tables["fare_transfer_rules"], notices)
    kept.need("fare_transfer_type")
    kept.refer("fare_product_id", set(fares.products.product))
    for column in ("from_leg_group_id", "to_leg_group_id"):
        kept.refer(column, set(tables["fare_leg_rules"]["leg_group_id"]))
    kept.choices("fare_transfer_type", 2)
    kept.choices("duration_limit_type", 3)
    kept.naturals("duration_limit", -1)
    _check_limits(kept)
    rows = kept.rows
    return FareTransferRules(
        source=_blank(rows),
        from_group=Texts.of(rows["from_leg_group_id"]),
        to_group=Texts.of(rows["to_leg_group_id"]),
        count=np.array([int(cell or 0) for cell in rows["transfer_count"]], np.int32),
        duration=kept.naturals("duration_limit", -1),
        duration_type=kept.choices("duration_limit_type", 3),
        type=kept.choices("fare_transfer_type", 2),
        product=Texts.of(rows["fare_product_id"]),
        line=rows.lines,
    )


def _check_limits(kept: Sieve) -> None:
    """How often and how long: both or neither of what belongs together."""
    limit, kind = (filled(kept.rows[name]) for name in ("duration_limit", "duration_limit_type"))
    kept.doubt(
        "fare_transfer_rule_duration_limit_type_without_duration_limit",
        kind & ~limit,
        "duration_limit_type",
    )
    kept.drop("fare_transfer_rule_duration_limit_without_type", limit & ~kind, "duration_limit")
    wrong = [
        cell not in ("", "-1") and not (cell.isascii() and cell.isdigit() and 0 < int(cell) < 1000)
        for cell in kept.rows["transfer_count"]
    ]
    kept.drop(
        "fare_transfer_rule_invalid_transfer_count", np.array(wrong, np.bool_), "transfer_count"
    )
    counted = filled(kept.rows["transfer_count"])
    groups = zip(kept.rows["from_leg_group_id"], kept.rows["to_leg_group_id"], strict=True)
    same = np.array([a == b and a != "" for a, b in groups], np.bool_)
    kept.doubt("fare_transfer_rule_without_transfer_count", same & ~counted, "from_leg_group_id")
    kept.doubt("fare_transfer_rule_with_forbidden_transfer_count", ~same & counted,
               "transfer_count")  # fmt: skip


def _known_networks(tables: dict[str, Table]) -> set[str]:
    return {*tables["routes"]["network_id"], *tables["networks"]["network_id"]} - {""}


def _blank(rows: Table) -> Texts:
    """A column to be filled with the source's id."""
    return Texts.of([""] * len(rows))
