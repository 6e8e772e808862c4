"""Places where people who share cars meet."""

from typing import Any

from msgspec import UNSET

from api.wire_carpool_place import CarpoolPlace as Told
from maas.live import CarpoolPlace

DECIMALS = 6
"""Of degrees: a tenth of a metre."""


def render_carpool_place(id_: str, place: CarpoolPlace) -> Told:
    """A place as it is told, by its id `<source>:<local>`."""
    return Told(
        id=id_,
        name=place.name,
        lat=round(place.lat, DECIMALS),
        lon=round(place.lon, DECIMALS),
        data_source=id_.partition(":")[0],
        is_open=place.is_open,
        kind=place.kind or UNSET,
        capacity=_known(place.capacity),
        disabled=_known(place.disabled),
        max_stay=_known(place.max_stay_s),
        opening_hours=place.opening_hours or UNSET,
        address=place.address or UNSET,
        is_lit=_known(place.is_lit),
    )


def _known(value: Any) -> Any:
    return UNSET if value is None else value
