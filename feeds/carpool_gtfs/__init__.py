"""Ride offers as GTFS and GTFS-Realtime of route type 1551: for planners that know lines alone.

An offer is a route of its own, whose address is where the seat is booked, and a trip. What a driver
says on the way (DYNAMIC) is a trip of the realtime message, all else one of the timetable. Detours
have no form there: stops are the waypoints.
"""

from feeds.carpool_gtfs.timing import Publisher, TimedOffer, timed
from feeds.carpool_gtfs.updates import trip_updates
from feeds.carpool_gtfs.writing import write

__all__ = ["Publisher", "TimedOffer", "timed", "trip_updates", "write"]
