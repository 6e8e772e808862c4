"""Who may use a way, and in which direction: OSM's access tags.

Source: wiki.openstreetmap.org, Key:access (with the hierarchy of its keys) and Key:oneway.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from maas.model import Profile
from maas.streets import Street

Tags = Mapping[str, str]

FOOT_KEYS = ("foot", "access")
BIKE_KEYS = ("bicycle", "vehicle", "access")
CAR_KEYS = ("motorcar", "motor_vehicle", "vehicle", "access")

YES = frozenset({"yes", "designated", "official", "permissive", "public", "true", "1", "limited"})
ENDS_ONLY = frozenset({"destination", "customers", "delivery", "residents", "permit"})
NO = frozenset(
    {"no", "private", "agricultural", "forestry", "emergency", "military", "restricted"}
    | {"use_sidepath", "dismount", "none", "psv", "bus"}
)

ROADS = frozenset(range(Street.SERVICE + 1))
FOOT_BY_DEFAULT = frozenset(Street) - {Street.MOTORWAY}
BIKE_BY_DEFAULT = (ROADS - {Street.MOTORWAY}) | {Street.TRACK, Street.PATH, Street.CYCLEWAY}
CAR_BY_DEFAULT = ROADS

FORWARD, BACKWARD = 1, 2
BOTH = FORWARD | BACKWARD
REVERSED = {FORWARD: BACKWARD, BACKWARD: FORWARD, BOTH: BOTH, 0: 0}


@dataclass(frozen=True, slots=True)
class Allowed:
    """Directions (bit 1 forward, bit 2 backward) in which each may travel a way."""

    foot: int
    bike: int
    car: int
    car_ends_only: bool = False


def permission(tags: Tags, keys: tuple[str, ...]) -> str | None:
    """What the most specific of these keys says: "yes", "ends", "no", or None for nothing known.

    Of several values ("permissive;delivery") the first known one counts.
    """
    for key in keys:
        for value in tags.get(key, "").split(";"):
            if value in YES:
                return "yes"
            if value in ENDS_ONLY:
                return "ends"
            if value in NO:
                return "no"
    return None


def allowed(tags: Tags, kind: Street) -> Allowed:
    """Who may use a way, in which directions."""
    car = permission(tags, CAR_KEYS) or ("yes" if _cars_by_default(tags, kind) else "no")
    return Allowed(
        foot=_foot_directions(tags) if _foot(tags, kind) else 0,
        bike=_bike_directions(tags, kind) if _bike(tags, kind) else 0,
        car=0 if car == "no" else oneway(tags, kind),
        car_ends_only=car == "ends",
    )


def _cars_by_default(tags: Tags, kind: Street) -> bool:
    return kind in CAR_BY_DEFAULT and tags.get("service") != "emergency_access"


def _foot(tags: Tags, kind: Street) -> bool:
    said = permission(tags, FOOT_KEYS)
    if said is not None:
        return said != "no"
    if any(tags.get(key, "no") not in {"no", "none"} for key in SIDEWALKS):
        return tags.get("sidewalk") != "separate"
    return kind in FOOT_BY_DEFAULT and not is_motor_road(tags, kind)


SIDEWALKS = ("sidewalk", "sidewalk:left", "sidewalk:right", "sidewalk:both")


def _bike(tags: Tags, kind: Street) -> bool:
    if kind is Street.STEPS:
        return False
    said = permission(tags, BIKE_KEYS)
    if said is not None:
        return said != "no"
    return kind in BIKE_BY_DEFAULT and not is_motor_road(tags, kind)


def is_motor_road(tags: Tags, kind: Street) -> bool:
    """Whether a road is for motor traffic alone.

    A trunk road with separate carriageways is one in all but the tag: walking and cycling there
    must be said to be allowed.
    """
    if tags.get("motorroad") == "yes":
        return True
    return kind is Street.TRUNK and tags.get("oneway") in {"yes", "1", "true", "-1"}


def oneway(tags: Tags, kind: Street) -> int:
    """The directions open to vehicles where nothing more special is said."""
    value = tags.get("oneway:motor_vehicle") or tags.get("oneway")
    if value in {"yes", "1", "true"}:
        return FORWARD
    if value in {"-1", "reverse"}:
        return BACKWARD
    if value == "reversible":
        return 0  # which way is open changes with the hour: nobody can be sent there
    if value in {"no", "0", "false", "alternating"}:
        return BOTH
    implied = is_roundabout(tags) or (kind is Street.MOTORWAY and "link" not in tags["highway"])
    return FORWARD if implied else BOTH


def is_roundabout(tags: Tags) -> bool:
    """Whether traffic circles here, in the direction in which the way is drawn."""
    return tags.get("junction") in {"roundabout", "circular"}


def _foot_directions(tags: Tags) -> int:
    """Walkers heed no oneway but their own, and that of an escalator."""
    conveying = tags.get("conveying")
    value = {"forward": "yes", "backward": "-1"}.get(conveying or "", tags.get("oneway:foot"))
    return {"yes": FORWARD, "-1": BACKWARD}.get(value or "", BOTH)


def _bike_directions(tags: Tags, kind: Street) -> int:
    """Oneways of bikes, with every way OSM has of allowing contraflow."""
    said = tags.get("oneway:bicycle")
    if said in {"no", "0", "false"}:
        return BOTH
    if said in {"yes", "1", "true"}:
        return FORWARD
    if said in {"-1", "reverse"}:
        return BACKWARD
    base = oneway(
        {key: value for key, value in tags.items() if key != "oneway:motor_vehicle"}, kind
    )
    return BOTH if base in {FORWARD, BACKWARD} and _is_contraflow(tags) else base


def _is_contraflow(tags: Tags) -> bool:
    if tags.get("cycleway", "").startswith("opposite"):
        return True
    for side in ("left", "right", "both"):
        if tags.get(f"cycleway:{side}", "").startswith("opposite"):
            return True
        if tags.get(f"cycleway:{side}:oneway") in {"no", "-1"}:
            return True
    return False


def open_bits(may: Allowed, wheelchair: int) -> int:
    """The byte of `Ways.open`."""
    by_profile = {
        Profile.WALK: may.foot,
        Profile.WHEELCHAIR: wheelchair,
        Profile.BIKE: may.bike,
        Profile.CAR: may.car,
    }
    return sum(directions << 2 * profile for profile, directions in by_profile.items())
