"""Version 1: one lot to one facility. Source: ParkAPI 1, schema of cities."""

from collections.abc import Mapping

from feeds import fields
from feeds.fields import Json, text, whole
from feeds.notices import Notes, Unusable
from feeds.positions import LatLon, place
from maas.live.parking import OpeningStatus, ParkingFacility, ParkingKind

STATES: Mapping[str, OpeningStatus] = {
    "open": OpeningStatus.OPEN,
    "closed": OpeningStatus.CLOSED,
}
"""Of which free places are told; not of `nodata` and `unknown`, which say 0."""

KINDS: Mapping[str, ParkingKind] = {
    "tiefgarage": ParkingKind.UNDERGROUND,
    "underground": ParkingKind.UNDERGROUND,
    "parkhaus": ParkingKind.CAR_PARK,
    "parkdeck": ParkingKind.CAR_PARK,
    "parkplatz": ParkingKind.GROUND,
    "p+r": ParkingKind.GROUND,
    "busparkplatz": ParkingKind.GROUND,
    "straße": ParkingKind.ON_STREET,
    "straßenrand": ParkingKind.ON_STREET,
    **{kind.value.lower(): kind for kind in ParkingKind},
}
"""By the beginnings of `lot_type`, which the first cities wrote in German."""


def lot(record: Json, counted_at: int | None, notices: Notes) -> ParkingFacility:
    """The facility that a record tells of, counted at a moment (Unix s).

    Raises:
        Unusable: it has no id, or lies nowhere.
    """
    told_id = fields.identifier(record, "id", notices).strip()
    if not told_id:
        raise Unusable("missing_id")
    at = _place(record, notices)
    kind_text = text(record, "lot_type", notices, 100).lower()
    state = text(record, "state", notices, 20).lower()
    if state and state not in STATES and state not in ("nodata", "unknown"):
        notices.note("unknown_value", f"state: {state}")
    return ParkingFacility(
        id=told_id,
        name=text(record, "name", notices, 256),
        lat=at[0] if at else None,
        lon=at[1] if at else None,
        kind=_kind(kind_text),
        capacity=whole(record, "total", notices),
        free=whole(record, "free", notices) if not state or state in STATES else None,
        status=STATES.get(state, OpeningStatus.UNKNOWN),
        is_live=state != "" or record.get("free") is not None,
        counted_at=counted_at,
        opening_hours=text(record, "opening_hours", notices, 1000),
        is_park_and_ride=True if "p+r" in kind_text.replace(" ", "") else None,
        address=text(record, "address", notices, 512),
        url=fields.address(record, "url", notices),
    )


def _place(record: Json, notices: Notes) -> LatLon | None:
    coords = record.get("coords")
    if not isinstance(coords, dict):
        return None
    return place({"lat": coords.get("lat"), "lon": coords.get("lng", coords.get("lon"))}, notices)


def _kind(told: str) -> ParkingKind:
    return next(
        (kind for start, kind in KINDS.items() if told.startswith(start)), ParkingKind.OTHER
    )
