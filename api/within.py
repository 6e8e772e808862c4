"""Whether what somebody publishes has to do with the territory."""

from collections.abc import Iterable

from api.served import Coverage
from maas.errors import BadPlace


def refuse_elsewhere(
    parameter: str, points: Iterable[tuple[float, float]], coverage: Coverage
) -> None:
    """It may begin or end outside; but what it spans must touch the territory.

    Args:
        points: latitude and longitude of each.

    Raises:
        BadPlace: it does not.
    """
    low, high = coverage.south_west, coverage.north_east
    if low is None or high is None:
        return
    lats, lons = zip(*points, strict=True)
    spans = (min(lats) <= high.lat and max(lats) >= low.lat) and (
        min(lons) <= high.lon and max(lons) >= low.lon
    )
    if not spans:
        raise BadPlace(parameter, "OUTSIDE_BOUNDS", "all lie outside the territory")
