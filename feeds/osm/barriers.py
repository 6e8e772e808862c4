"""What stands on a street and stops some who would pass: bollards, gates, kerbs.

Source: wiki.openstreetmap.org, Key:barrier and Key:kerb.
"""

from feeds.osm.access import BIKE_KEYS, CAR_KEYS, FOOT_KEYS, Tags, permission
from maas.model import Profile

WALK, WHEELCHAIR, BIKE, CAR = (1 << profile for profile in Profile)

STOPS = {
    "bollard": CAR,
    "block": CAR,
    "jersey_barrier": CAR,
    "planter": CAR,
    "chain": CAR,
    "rope": CAR,
    "bus_trap": CAR,
    "sump_buster": CAR,
    "bar": CAR,
    "cycle_barrier": CAR,
    "motorcycle_barrier": CAR,
    "horse_stile": CAR | WHEELCHAIR,
    "kissing_gate": CAR | BIKE | WHEELCHAIR,
    "stile": CAR | BIKE | WHEELCHAIR,
    "turnstile": CAR | BIKE | WHEELCHAIR,
    "full-height_turnstile": CAR | BIKE | WHEELCHAIR,
    "log": CAR | BIKE | WHEELCHAIR,
    "debris": CAR | BIKE | WHEELCHAIR,
    "wall": CAR | BIKE | WHEELCHAIR | WALK,
    "fence": CAR | BIKE | WHEELCHAIR | WALK,
    "hedge": CAR | BIKE | WHEELCHAIR | WALK,
    "ditch": CAR | BIKE | WHEELCHAIR,
}
"""What is not listed lets everyone pass (a gate that nothing is said about stands open)."""

HIGH_KERBS = frozenset({"raised", "yes"})
KEYS = ("barrier", "kerb", "access", "foot", "bicycle", "vehicle", "motor_vehicle", "motorcar")


def blocked(tags: Tags) -> int:
    """Bit p: who moves by profile p cannot pass this node."""
    if "barrier" not in tags:
        return WHEELCHAIR if tags.get("kerb") in HIGH_KERBS else 0
    bits = STOPS.get(tags["barrier"], 0)
    if tags["barrier"] == "kerb" and tags.get("kerb") in HIGH_KERBS:
        bits |= WHEELCHAIR
    bits = _said(tags, FOOT_KEYS, WALK, bits)
    bits = _said(tags, BIKE_KEYS, BIKE, bits)
    bits = _said(tags, CAR_KEYS, CAR, bits)
    if bits & WALK or tags.get("wheelchair") == "no":
        return bits | WHEELCHAIR
    return bits & ~WHEELCHAIR if tags.get("wheelchair") in {"yes", "designated"} else bits


def _said(tags: Tags, keys: tuple[str, ...], bit: int, bits: int) -> int:
    """What access tags make of a barrier's default."""
    said = permission(tags, keys)
    if said is None:
        return bits
    return bits | bit if said == "no" else bits & ~bit
