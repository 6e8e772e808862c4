"""What is asked of `/api/v1/rentals`: where, whose, and how much of it."""

from typing import Annotated

import msgspec
from msgspec import Meta

from api.boards.query import Languages
from api.box import Corner, read_box
from api.plan_query import AsOf, Names, PlaceText
from api.question import read_end
from api.rentals.within import Circle, Piece
from api.served import Planner
from maas.errors import BadQuery
from maas.model import LatLon


class RentalsQuery(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """Which part of it; without any filter it is who offers something, and no more."""

    min: Corner | None = None
    max: Corner | None = None
    point: PlaceText | None = None
    radius: Annotated[int, Meta(ge=0, le=1_000_000, description="m")] | None = None
    provider_groups: Names = ()
    providers: Names = ()
    with_providers: bool = True
    with_stations: bool = True
    with_vehicles: bool = True
    with_zones: bool = True
    language: Languages = ()
    as_of: AsOf | None = None

    @property
    def is_filtered(self) -> bool:
        """Whether stations, vehicles and zones are told at all."""
        has_place = self.min is not None or self.point is not None
        return bool(has_place or self.provider_groups or self.providers)


def read_pieces(query: RentalsQuery, planner: Planner) -> tuple[Piece, ...]:
    """The pieces of the earth in which all that is told must lie.

    Raises:
        BadQuery: half a box, half a circle, or a position that is none.
        NotFound: no stop has the id.
    """
    _together(("min", query.min), ("max", query.max))
    _together(("point", query.point), ("radius", query.radius))
    pieces: list[Piece] = []
    if query.min is not None and query.max is not None:
        pieces.append(read_box(query.min, query.max))
    if query.point is not None and query.radius is not None:
        pieces.append(Circle(_middle(query.point, planner), query.radius))
    return tuple(pieces)


def _middle(text: str, planner: Planner) -> LatLon:
    end = read_end("point", text, "")
    return end.at or planner.boards.place(end.stop_id or "", "point").at


def _together(one: tuple[str, object], other: tuple[str, object]) -> None:
    for (name, value), (_, partner) in ((one, other), (other, one)):
        if value is None and partner is not None:
            raise BadQuery(name, "is missing")
