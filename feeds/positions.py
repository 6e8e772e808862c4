"""Positions of places and vehicles, and mistakes in them that only many show."""

from collections.abc import Sequence
from statistics import median

from feeds.fields import NUMBER, Json
from feeds.notices import Notes, Unusable

LatLon = tuple[float, float]

DIGITS = 6
"""Of degrees: a tenth of a metre."""

FAR, NEAR = 5.0, 2.0
"""Degrees from the middle of a system: no place of it; where most of its places are."""

ENOUGH = 5
"""Places that tell where a system is."""


def place(record: Json, notices: Notes) -> LatLon | None:
    """Where a record is; None where it does not say.

    Raises:
        Unusable: nowhere on earth, or at 0, 0, where devices are that do not know.
    """
    lat, lon = _degrees(record.get("lat")), _degrees(record.get("lon"))
    if lat is None or lon is None:
        if record.get("lat") is None and record.get("lon") is None:
            return None
        raise Unusable("invalid_position", _shown(record))
    if 90 < abs(lat) <= 180 and abs(lon) <= 90:
        notices.note("swapped_position", _shown(record))
        lat, lon = lon, lat
    if abs(lat) > 90 or abs(lon) > 180 or (abs(lat) < 1e-3 and abs(lon) < 1e-3):
        raise Unusable("invalid_position", _shown(record))
    return round(lat, DIGITS), round(lon, DIGITS)


def swapped(places: Sequence[LatLon]) -> frozenset[int]:
    """Which places lie far from all others, and among them with latitude and longitude swapped."""
    if len(places) < ENOUGH:
        return frozenset()
    lat, lon = median(each[0] for each in places), median(each[1] for each in places)
    return frozenset(
        i
        for i, at in enumerate(places)
        if (abs(at[0] - lat) > FAR or abs(at[1] - lon) > FAR)
        and abs(at[1] - lat) < NEAR
        and abs(at[0] - lon) < NEAR
    )


def _degrees(value: object) -> float | None:
    if isinstance(value, str) and NUMBER.fullmatch(value.strip()):
        return float(value.strip().replace(",", "."))
    if isinstance(value, bool) or not isinstance(value, int | float) or not abs(value) <= 1e6:
        return None
    return float(value)


def _shown(record: Json) -> str:
    return f"{record.get('lat')}, {record.get('lon')}"
