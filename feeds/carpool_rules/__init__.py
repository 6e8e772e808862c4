"""What all formats of carpooling have in common: rules, prices, ways that fit their ends.

What cannot be true of a ride is unknown and counted as a finding; it is never guessed.
"""

from feeds.carpool_rules.notices import NAMING, RULES
from feeds.carpool_rules.settling import (
    grade,
    places_apart,
    possible_s,
    price,
)
from feeds.carpool_rules.times import time_of_day, weekday
from feeds.carpool_rules.ways import way_between

__all__ = [
    "NAMING",
    "RULES",
    "grade",
    "places_apart",
    "possible_s",
    "price",
    "time_of_day",
    "way_between",
    "weekday",
]
