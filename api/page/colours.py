"""Colours of lines that people can read, whatever the feed says."""

import re
from dataclasses import dataclass

from maas.itinerary import TripOnLeg

HEX = re.compile(r"[0-9A-Fa-f]{6}")
READABLE = 3.0
"""Least contrast of large text (WCAG 2.2, 1.4.3)."""


@dataclass(frozen=True, slots=True)
class Colours:
    """Background and text of a line's badge, each `#rrggbb`."""

    back: str
    text: str


PLAIN = Colours("#3d5a80", "#ffffff")


def line_colours(trip: TripOnLeg) -> Colours:
    """The line's own colours; the text is black or white where its own is hard to read."""
    if HEX.fullmatch(trip.route_color) is None:
        return PLAIN
    back, text = f"#{trip.route_color.lower()}", f"#{trip.route_text_color.lower()}"
    if HEX.fullmatch(trip.route_text_color) and contrast(back, text) >= READABLE:
        return Colours(back, text)
    return Colours(back, max(("#ffffff", "#000000"), key=lambda other: contrast(back, other)))


def contrast(a: str, b: str) -> float:
    """Contrast of two colours, 1 to 21 (WCAG 2.2, "contrast ratio")."""
    light, dark = sorted((_luminance(a), _luminance(b)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(int(colour[i : i + 2], 16) / 255) for i in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4
