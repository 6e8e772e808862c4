"""Turn restrictions: OSM relations to `Turn`s, for cars.

Source: wiki.openstreetmap.org, Relation:restriction. Restrictions at certain hours only
(restriction:conditional) are left out: an answer must hold at any hour.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product

from feeds.osm.access import Tags
from maas.streets import Turn

CAR_WORDS = frozenset({"motorcar", "motor_vehicle"})


@dataclass(frozen=True, slots=True)
class Member:
    """A member of a relation: its type (n, w or r), id and role."""

    type: str
    id: int
    role: str


def is_restriction(tags: Tags) -> bool:
    """Whether a relation restricts turns of any vehicle at all hours."""
    return tags.get("type", "").startswith("restriction") and _rule(tags) != ""


def _rule(tags: Tags) -> str:
    """The rule that cars obey, such as no_left_turn; empty if there is none."""
    said = tags.get("restriction:motorcar") or tags.get("restriction:motor_vehicle")
    rule = said or tags.get("restriction", "")
    excepted = set(tags.get("except", "").replace(" ", "").split(";"))
    return rule if rule.startswith(("no_", "only_")) and not excepted & CAR_WORDS else ""


def turns(tags: Tags, members: Sequence[Member]) -> tuple[Turn, ...]:
    """The turns a relation forbids or demands; none if a member is missing."""
    origins = [member.id for member in members if member.role == "from" and member.type == "w"]
    onto = [member.id for member in members if member.role == "to" and member.type == "w"]
    nodes = [member.id for member in members if member.role == "via" and member.type == "n"]
    over = tuple(member.id for member in members if member.role == "via" and member.type == "w")
    if bool(nodes) == bool(over) or len(nodes) > 1:
        return ()
    only = _rule(tags).startswith("only_")
    node = nodes[0] if nodes else None
    return tuple(Turn(a, b, only, node=node, over=over) for a, b in product(origins, onto))
