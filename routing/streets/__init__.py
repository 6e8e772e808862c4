"""Streets: snapping, bounded and goal-directed search, ways with steps, for every profile."""

from routing.streets.landmarks import Landmarks, landmarks_of
from routing.streets.links import Links, StopLinks, link_stops, unlinked
from routing.streets.many import Many
from routing.streets.path import StreetPath
from routing.streets.router import StreetRouter
from routing.streets.snapping import Snap

__all__ = [
    "Landmarks",
    "Links",
    "Many",
    "Snap",
    "StopLinks",
    "StreetPath",
    "StreetRouter",
    "landmarks_of",
    "link_stops",
    "unlinked",
]
