"""GTFS Schedule: published timetables as tables of text, compiled to a `Timetable`.

zip or folder -> archive -> table (text) -> stops, routes, calendar, trips, stop_times (arrays)
    -> times, transfers, frequencies, patterns, blocks, shapes -> Timetable, and a Report
"""

from pathlib import Path

from feeds.gtfs.archive import open_archive
from feeds.gtfs.compile import compile_timetable, load_tables
from feeds.gtfs.notices import Notices
from feeds.gtfs.report import expiry, report_on
from maas.model import SourceId
from maas.report import Report
from maas.timetable import Timetable

__all__ = ["expiry", "read"]


def read(path: Path, source_id: SourceId) -> tuple[Timetable, Report]:
    """Read a feed, a zip or a folder of tables, and say what was wrong with it.

    Raises:
        FeedMalformed: nothing can be made of it, in one clear sentence.
    """
    notices = Notices()
    with open_archive(path, notices) as archive:
        tables = load_tables(archive, notices)
        compiled = compile_timetable(archive, tables, source_id, notices)
    return compiled.timetable, report_on(compiled, source_id, notices)
