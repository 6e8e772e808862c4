"""What makes cars wait at a node: lights, stop signs, giving way, gates.

Source: wiki.openstreetmap.org, Key:highway (traffic_signals, stop, give_way), Key:direction.
"""

from feeds.osm.access import Tags
from maas.streets import Control

FORWARD, BACKWARD, BOTH = 1, 2, 3
DIRECTIONS = {"forward": FORWARD, "backward": BACKWARD}

HIGHWAYS = {
    "traffic_signals": Control.SIGNALS,
    "stop": Control.STOP,
    "give_way": Control.GIVE_WAY,
    "mini_roundabout": Control.GIVE_WAY,
}
HALTS = frozenset({"gate", "lift_gate", "swing_gate", "sliding_gate", "toll_booth"})
"""Barriers at which one stops even where they let one pass."""


def controls(tags: Tags) -> int:
    """Bits as in `Controls.bits`; 0 where nobody waits."""
    bits = 0
    control = HIGHWAYS.get(tags.get("highway", ""))
    if control is not None:
        bits |= _direction(tags) << 2 * control
    if tags.get("highway") == "crossing" and tags.get("crossing") == "traffic_signals":
        bits |= _direction(tags) << 2 * Control.SIGNALS
    if tags.get("barrier") in HALTS or tags.get("railway") == "level_crossing":
        bits |= BOTH << 2 * Control.HALT
    return bits


def _direction(tags: Tags) -> int:
    """Who has to heed it, by the direction of the way it stands on."""
    said = tags.get("traffic_signals:direction") or tags.get("direction", "")
    return DIRECTIONS.get(said, BOTH)
