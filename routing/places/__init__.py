"""The geocoder: from what people type, or point at, to places. Its index is built at import."""

from routing.places.build import build_index
from routing.places.tables import PlaceIndex

__all__ = ["PlaceIndex", "build_index"]
