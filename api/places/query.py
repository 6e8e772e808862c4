"""The questions of the geocoder: names, types and defaults are MOTIS v6's."""

from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from api.box import read_box, read_position
from api.plan_query import ModeName
from api.question import TRANSIT_NAMES
from maas.model import Box
from routing.places.match import MatchType, PlaceQuery

MOST_RESULTS = 50
"""More is clamped to this."""

Position = Annotated[
    str, Meta(min_length=1, max_length=80, description="`latitude,longitude` in degrees")
]
TypeName = Literal["ADDRESS", "PLACE", "STOP"]
Results = Annotated[int, Meta(ge=1, description=f"more than {MOST_RESULTS} is as {MOST_RESULTS}")]


class GeocodeQuery(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """What was typed, and what may be found for it."""

    text: Annotated[str, Meta(max_length=1000, description="perhaps not typed to its end")]
    language: tuple[Annotated[str, Meta(max_length=35)], ...] = ()
    type: tuple[TypeName, ...] = ()
    mode: tuple[ModeName, ...] = ()
    place: Position | None = None
    place_bias: Annotated[float, Meta(ge=0, le=1000)] = 1.0
    num_results: Results = 10
    min: Position | None = None
    max: Position | None = None


class ReverseGeocodeQuery(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """A position, and what may be found around it."""

    place: Position
    language: tuple[Annotated[str, Meta(max_length=35)], ...] = ()
    type: tuple[TypeName, ...] = ()
    num_results: Results = 5


def place_query_of(query: GeocodeQuery) -> PlaceQuery:
    """The question for the geocoder.

    Raises:
        BadQuery: a position is none.
    """
    modes = {mode for name in query.mode for mode in TRANSIT_NAMES.get(name, ())}
    return PlaceQuery(
        query.text,
        min(query.num_results, MOST_RESULTS),
        types_of(query.type),
        frozenset(modes) if query.mode else None,
        read_position("place", query.place) if query.place is not None else None,
        query.place_bias,
        _box(query),
        query.language,
    )


def types_of(names: tuple[TypeName, ...]) -> frozenset[MatchType]:
    """The types that may be found; all where none is named."""
    return frozenset(map(MatchType, names)) or frozenset(MatchType)


def _box(query: GeocodeQuery) -> Box | None:
    """As MOTIS, without a box where a corner is missing."""
    if query.min is None or query.max is None:
        return None
    return read_box(query.min, query.max)
