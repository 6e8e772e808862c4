"""Which formats a territory file may name, and what each is about."""

from collections.abc import Mapping

from maas.live.incidents import INCIDENTS, POLICIES, REPORTS
from maas.live.offers import CARPOOLS

STATIC_KINDS = ("gtfs", "osm")
"""Formats that are imported into a generation."""

LIVE_KINDS = (
    *("gtfs-rt", "gbfs", "parkapi", "datex2-parking", "bnls", "parking-table"),
    *("standard-covoiturage", "amarillo", "bnlc", "ocpi", "irve", "waze", "cifs", "datex2"),
)
"""Formats that are read while serving; those whose adapter is not built are refused by name."""

PARKING_KINDS = frozenset({"parkapi", "datex2-parking", "bnls", "parking-table"})
"""Formats of car parks and bike parks."""

CARPOOL_KINDS = frozenset({"standard-covoiturage", "amarillo", "bnlc"})
"""Formats of offers to share a car, and of places where people meet for it."""

ROAD_KINDS = frozenset({"waze", "cifs", "datex2"})
"""Formats of what is out of the ordinary on roads."""

ASKED_KINDS = frozenset({"standard-covoiturage"})
"""Formats in which nobody publishes all there is: servers answer who says where they want to go."""

BUILT_KINDS = frozenset(
    {*STATIC_KINDS, "gtfs-rt", "gbfs", *PARKING_KINDS, *CARPOOL_KINDS, *ROAD_KINDS}
)

INTERVAL_S: Mapping[str, float] = {
    "gtfs-rt": 20.0,
    "gbfs": 30.0,
    **dict.fromkeys(PARKING_KINDS, 60.0),
    "amarillo": 60.0,
    "waze": 120.0,
    **dict.fromkeys(("cifs", "datex2"), 300.0),
    **dict.fromkeys(("bnls", "bnlc"), 86_400.0),
}
"""How often sources of a live kind are read where the file does not say."""

OWN_IDS: Mapping[str, str] = {
    "gbfs": "vehicles to rent",
    **dict.fromkeys(PARKING_KINDS, "places to park"),
    **dict.fromkeys(CARPOOL_KINDS, "offers to share a car"),
    **dict.fromkeys(ROAD_KINDS, "incidents on roads"),
}
"""What sources tell of that speak no timetable's ids."""

PUBLISHED_HERE: Mapping[str, str] = {
    CARPOOLS: "the offers that are published here",
    INCIDENTS: "the incidents that are published here",
    REPORTS: "what the public reports here",
    POLICIES: "the rules of places here",
}
"""Built-in sources, whose names no other may have."""
