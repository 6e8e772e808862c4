"""Itineraries to the JSON types of `api.wire`."""
