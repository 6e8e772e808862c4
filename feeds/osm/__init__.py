"""OpenStreetMap extracts (.osm.pbf, .osm, .osm.bz2) to the street network."""

from feeds.osm.reading import read

__all__ = ["read"]
