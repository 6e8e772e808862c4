"""What rides cost in the invented city: Fares v2 in town, zones and Fares v1 on the rails."""

from collections.abc import Iterable, Sequence
from itertools import product

from maas.demo.lines import FERRY, Line, StopPoint

Rows = list[Sequence[object]]

RINGS_M = (3000, 8000)
"""Where the zones of the railway end, from the middle of the city."""

TICKETS = (("near", "2.10"), ("middle", "3.40"), ("far", "4.90"))
"""Within one zone, to the next, to the one after."""


def town_fares(lines: Iterable[Line]) -> dict[str, Rows]:
    """One ticket for an hour in all vehicles of the town; the ferry costs something on top."""
    networks = [(line.id, "ferry" if line.mode == FERRY else "town") for line in lines]
    return {
        "networks": [("network_id", "network_name"), ("town", "Ville"), ("ferry", "Bac")],
        "route_networks": [("network_id", "route_id"), *((net, route) for route, net in networks)],
        "rider_categories": [
            ("rider_category_id", "rider_category_name", "is_default_fare_category"),
            ("all", "Tout public", 1),
            ("young", "Moins de 18 ans", 0),
        ],
        "fare_media": [
            ("fare_media_id", "fare_media_name", "fare_media_type"),
            ("paper", "Ticket", 1),
            ("card", "Carte Ambre", 2),
        ],
        "fare_products": [
            ("fare_product_id", "fare_product_name", "rider_category_id", "fare_media_id", "amount",
             "currency"),
            ("single", "Ticket 1 h", "all", "paper", "1.80", "EUR"),
            ("single", "Ticket 1 h", "all", "card", "1.60", "EUR"),
            ("single", "Ticket 1 h", "young", "card", "0.80", "EUR"),
            ("boat", "Bac", "all", "paper", "2.50", "EUR"),
            ("boat-more", "Supplément bac", "all", "paper", "0.90", "EUR"),
        ],
        "fare_leg_rules": [
            ("leg_group_id", "network_id", "fare_product_id"),
            ("town", "town", "single"),
            ("ferry", "ferry", "boat"),
        ],
        "fare_transfer_rules": [
            ("from_leg_group_id", "to_leg_group_id", "transfer_count", "duration_limit",
             "duration_limit_type", "fare_transfer_type", "fare_product_id"),
            ("town", "town", -1, 3600, 1, 0, ""),
            ("town", "ferry", "", 3600, 1, 0, "boat-more"),
            ("ferry", "town", "", 3600, 1, 0, ""),
        ],
    }  # fmt: skip


def rail_fares(stops: Iterable[StopPoint]) -> dict[str, Rows]:
    """Tickets by how many zones lie between both ends, for two hours."""
    zones = sorted({zone_of(stop) for stop in stops})
    tickets = TICKETS[: zones[-1] - zones[0] + 1]
    return {
        "fare_attributes": [
            ("fare_id", "price", "currency_type", "payment_method", "transfers",
             "transfer_duration"),
            *((fare, price, "EUR", 1, "", 7200) for fare, price in tickets),
        ],
        "fare_rules": [
            ("fare_id", "origin_id", "destination_id"),
            *((TICKETS[abs(a - b)][0], a, b) for a, b in product(zones, zones)),
        ],
    }  # fmt: skip


def zone_of(stop: StopPoint) -> int:
    """The zone of the railway in which a stop lies: 1 in the middle."""
    return 1 + sum(abs(stop.at) > ring for ring in RINGS_M)
