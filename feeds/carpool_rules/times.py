"""Times of day and weekdays as drivers' plans have them."""

import re

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
FEWEST_LETTERS = 2
"""That tell a weekday from others."""

_TIME = re.compile(r"([0-3]?[0-9]|4[0-7]):([0-5][0-9])(?::([0-5][0-9])(?:\.[0-9]+)?)?", re.ASCII)


def time_of_day(told: object) -> int | None:
    """HH:MM or HH:MM:SS as s of the day, from 24 h on of the next; None: it is none."""
    match = _TIME.fullmatch(told.strip()) if isinstance(told, str) else None
    return int(match[1]) * 3600 + int(match[2]) * 60 + int(match[3] or 0) if match else None


def weekday(told: object) -> int | None:
    """0 for "monday", "MON" or "Mo", 6 for Sunday; None: it is none."""
    name = told.strip().lower() if isinstance(told, str) else ""
    if len(name) < FEWEST_LETTERS:
        return None
    return next((i for i, full in enumerate(WEEKDAYS) if full.startswith(name)), None)
