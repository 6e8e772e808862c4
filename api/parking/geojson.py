"""Places to park as GeoJSON: for maps and tables of planners."""

from api.geojson import Feature, Point, encoded
from api.parking.wire import ParkingAnswer


def features_of(answer: ParkingAnswer) -> bytes:
    """The places of an answer as features."""
    return encoded(Feature(each.id, Point((each.lon, each.lat)), each) for each in answer.parking)
