"""What all formats of the road have in common: rules, lines, kinds, weekly hours, texts.

What cannot be true of an incident is unknown and counted as a finding; it is never guessed.
"""

from feeds.road_rules.kinds import severity_of, told_kind
from feeds.road_rules.lines import joined, line, rings
from feeds.road_rules.notices import NAMING, RULES
from feeds.road_rules.texts import by_the_public, plain
from feeds.road_rules.weekly import hours_of, settled, spans

__all__ = [
    "NAMING",
    "RULES",
    "by_the_public",
    "hours_of",
    "joined",
    "line",
    "plain",
    "rings",
    "settled",
    "severity_of",
    "spans",
    "told_kind",
]
