"""The ends that people mean by what they type: coordinates, ids, names."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from api.question import read_end
from api.served import Geocoder
from maas.model import LatLon
from routing.places.folding import folded
from routing.places.match import Match, MatchType, PlaceQuery
from routing.places.stops import ONE_PLACE_M
from routing.question import End

STOP_ID = re.compile(r"[a-z0-9-]{1,32}:\S.*", re.DOTALL)
CHOSEN = re.compile(r"(?P<name>.*)\[(?P<chosen>[^\[\]]{1,250})\]\s*", re.DOTALL)
"""What the links of a choice put into a form: `Trindade [stcp:TRD]`, `Sé [41.1431,-8.6111]`."""

CHOICES = 8


@dataclass(frozen=True, slots=True)
class Ambiguous:
    """What was typed may mean several places, the likeliest first; or none at all."""

    typed: str
    matches: tuple[Match, ...]


def find_end(geocoder: Geocoder, parameter: str, typed: str) -> End | Ambiguous:
    """The end that a person means.

    Raises:
        BadQuery: coordinates that are nowhere on earth.
    """
    if end := _written_out(parameter, typed.strip()):
        return end
    matches = geocoder.find(PlaceQuery(typed, CHOICES))
    same = [match for match in matches if folded(match.name) == folded(typed)] or list(matches)
    return end_of(same[0]) if _is_one_place(same) else Ambiguous(typed, matches)


def _is_one_place(matches: Sequence[Match]) -> bool:
    """Whether all have one name and lie together."""
    return len({folded(match.name) for match in matches}) == 1 and all(
        matches[0].at.distance_m(match.at) <= ONE_PLACE_M for match in matches
    )


def _written_out(parameter: str, typed: str) -> End | None:
    """An end that needs no looking up, None if it does."""
    position = read_end(parameter, re.sub(r"\s*,\s*", ",", typed), typed)
    if position.at is not None:
        return position
    if match := CHOSEN.fullmatch(typed):
        return read_end(parameter, match["chosen"], match["name"].strip())
    return position if STOP_ID.fullmatch(typed) else None


def end_of(match: Match) -> End:
    """The end that a match is."""
    if match.type is MatchType.STOP:
        return End(stop_id=match.id)
    return End(at=match.at, name=match.name)


def written(match: Match) -> str:
    """A match as one can type it: `find_end` reads it back."""
    chosen = match.id if match.type is MatchType.STOP else _position(match.at)
    return f"{match.name[:150]} [{chosen}]"


def _position(at: LatLon) -> str:
    return f"{at.lat:.6f},{at.lon:.6f}"
