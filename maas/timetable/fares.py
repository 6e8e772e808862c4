"""What rides cost, as published: GTFS Fares v1 (attributes, rules) and v2 (the rest).

Ids are the feed's own, without prefix, and every row says whose it is (`source`), because a blank
cell means "any" or "all others" of that feed alone. Amounts are ten-thousandths of the currency's
unit. `line` is where a row stands in its file.
"""

from dataclasses import dataclass

from maas.arrays import Bools, Bytes, Int16s, Int32s, Int64s, Texts

AMOUNT_UNIT = 10_000
"""Parts of a currency's unit that amounts count."""


@dataclass(frozen=True, slots=True)
class StopZones:
    """stops.zone_id of the stops that have one, where there are fares of version 1."""

    source: Texts
    stop: Texts
    zone: Texts


@dataclass(frozen=True, slots=True)
class FareAttributes:
    """Tickets of version 1."""

    source: Texts
    fare: Texts
    price: Int64s
    currency: Texts
    transfers: Int16s
    """-1: as many as one likes."""
    duration: Int32s
    """Seconds in which one may change, -1 without limit."""
    agency: Texts
    line: Int32s


@dataclass(frozen=True, slots=True)
class FareRules:
    """Where a ticket of version 1 is valid; blank: anywhere."""

    source: Texts
    fare: Texts
    route: Texts
    origin: Texts
    destination: Texts
    contains: Texts


@dataclass(frozen=True, slots=True)
class StopAreas:
    """Which stops and stations lie in an area."""

    source: Texts
    area: Texts
    stop: Texts


@dataclass(frozen=True, slots=True)
class RouteNetworks:
    """The network of each route that has one (routes.txt or route_networks.txt)."""

    source: Texts
    network: Texts
    route: Texts


@dataclass(frozen=True, slots=True)
class Timeframes:
    """When a fare holds: from `start` to before `end`, s of the local day, on a service's days."""

    source: Texts
    group: Texts
    start: Int32s
    end: Int32s
    service: Texts


@dataclass(frozen=True, slots=True)
class RiderCategories:
    """Who pays which price."""

    source: Texts
    rider: Texts
    name: Texts
    is_default: Bools
    url: Texts


@dataclass(frozen=True, slots=True)
class FareMedia:
    """What a ticket is on."""

    source: Texts
    media: Texts
    name: Texts
    type: Bytes
    """fare_media_type: none, paper, card, bank card, app."""


@dataclass(frozen=True, slots=True)
class FareProducts:
    """What can be bought; one row for each price of a product."""

    source: Texts
    product: Texts
    name: Texts
    rider: Texts
    media: Texts
    amount: Int64s
    currency: Texts
    line: Int32s


@dataclass(frozen=True, slots=True)
class FareLegRules:
    """Which product a leg needs."""

    source: Texts
    group: Texts
    network: Texts
    from_area: Texts
    to_area: Texts
    from_timeframe: Texts
    to_timeframe: Texts
    product: Texts
    priority: Int32s
    """-1 where the file has no rule_priority: blank cells then mean "all others"."""


@dataclass(frozen=True, slots=True)
class FareLegJoinRules:
    """Between which legs one ticket goes on as if one had not changed."""

    source: Texts
    from_network: Texts
    to_network: Texts
    from_stop: Texts
    to_stop: Texts


@dataclass(frozen=True, slots=True)
class FareTransferRules:
    """What changing costs."""

    source: Texts
    from_group: Texts
    to_group: Texts
    count: Int32s
    """-1: any number, 0: not said."""
    duration: Int32s
    """s, -1 without limit."""
    duration_type: Bytes
    type: Bytes
    """fare_transfer_type: 0 A + AB, 1 A + AB + B, 2 AB."""
    product: Texts
    line: Int32s


@dataclass(frozen=True, slots=True)
class Fares:
    """All tables of fares."""

    stop_zones: StopZones
    attributes: FareAttributes
    rules: FareRules
    stop_areas: StopAreas
    route_networks: RouteNetworks
    timeframes: Timeframes
    riders: RiderCategories
    media: FareMedia
    products: FareProducts
    leg_rules: FareLegRules
    join_rules: FareLegJoinRules
    transfer_rules: FareTransferRules
