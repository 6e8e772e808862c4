"""Matches to their JSON."""

from typing import TypeVar

from msgspec import UNSET, UnsetType

from api.places.wire import Area, Match
from routing.places import match as found

T = TypeVar("T")

DECIMALS = 7
"""Of coordinates, about a centimetre."""


def render_matches(matches: tuple[found.Match, ...]) -> tuple[Match, ...]:
    """All matches in their order."""
    return tuple(map(render_match, matches))


def render_match(match: found.Match) -> Match:
    """One match."""
    return Match(
        type=match.type.value,
        name=match.name,
        id=match.id,
        lat=round(match.at.lat, DECIMALS),
        lon=round(match.at.lon, DECIMALS),
        tokens=match.tokens,
        areas=tuple(map(_area, match.areas)),
        score=round(match.score, 4),
        street=_known(match.street),
        house_number=_known(match.house_number),
        country=_known(match.country),
        zip=_known(match.postcode),
        tz=_known(match.zone),
        modes=tuple(match.modes) or UNSET,
        importance=UNSET if match.importance is None else round(match.importance, 4),
        category=_known(match.category),
    )


def _area(area: found.MatchArea) -> Area:
    return Area(
        name=area.name,
        admin_level=area.level,
        matched=area.is_matched,
        default=area.is_default,
        unique=area.is_unique or UNSET,
    )


def _known(value: T | None) -> T | UnsetType:
    return UNSET if value is None else value
