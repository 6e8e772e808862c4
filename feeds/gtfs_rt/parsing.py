"""Bytes of a message to records."""

from feeds.gtfs_rt.entities import records
from feeds.gtfs_rt.message import decoded, made_at
from feeds.gtfs_rt.notices import Notices
from feeds.gtfs_rt.reading import Reading
from feeds.parsed import Parsed
from maas.model import SourceId


def parse(content: bytes, source_id: SourceId, now: int | None = None) -> Parsed:  # noqa: ARG001
    """What a message says, in our words; what is wrong in it costs itself and is counted.

    Args:
        content: protobuf, or its JSON form.
        source_id: not needed: records keep the feed's own ids.
        now: Unix s; a message made later than this does not tell its age.

    Raises:
        FeedMalformed: it is no whole GTFS-Realtime message.
    """
    message = decoded(content)
    notices = Notices()
    made = made_at(message.header, now, notices)
    found = records(message.entity, Reading(made, notices))
    return Parsed(found, notices.findings, made)
