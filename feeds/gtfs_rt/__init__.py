"""GTFS-Realtime: messages to records of trips, vehicles, alerts and detours, and back.

`parse` reads one message, `peek` its time, `write` makes one. Ids stay the feed's own; which
timetable they are of is for others to say. Imports protobuf, so it is imported where a source of
this kind is configured or its messages are asked for, and there alone.
"""

from feeds.gtfs_rt.parsing import parse
from feeds.gtfs_rt.peeking import peek
from feeds.gtfs_rt.writing import write

__all__ = ["parse", "peek", "write"]
