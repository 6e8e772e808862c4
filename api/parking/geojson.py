"""Places to park as GeoJSON (RFC 7946): for maps and tables of planners."""

import msgspec

from api.parking.wire import ParkingAnswer, ParkingSite
from api.reply import ENCODER

GEOJSON = "application/geo+json"


class Point(msgspec.Struct, frozen=True, tag="Point"):
    """A position."""

    coordinates: tuple[float, float]
    """Longitude, latitude."""


class Feature(msgspec.Struct, frozen=True, tag="Feature"):
    """One place to park, with all that the JSON tells of it."""

    id: str
    geometry: Point
    properties: ParkingSite


class FeatureCollection(msgspec.Struct, frozen=True, tag="FeatureCollection"):
    """Places to park, the best first."""

    features: tuple[Feature, ...]


def features_of(answer: ParkingAnswer) -> bytes:
    """The places of an answer as features."""
    features = (Feature(each.id, Point((each.lon, each.lat)), each) for each in answer.parking)
    return ENCODER.encode(FeatureCollection(tuple(features)))
