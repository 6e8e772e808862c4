"""Messages drawn as text, in protobuf's own text form."""

from google.protobuf import text_format
from google.transit.gtfs_realtime_pb2 import FeedMessage

from feeds.gtfs_rt import parse
from feeds.parsed import Parsed
from maas.live import Record
from maas.model import SourceId

MADE_AT = 1_768_494_000

HEADER = f"""
header {{ gtfs_realtime_version: "2.0" incrementality: FULL_DATASET timestamp: {MADE_AT} }}
"""


def message(entities: str, header: str = HEADER) -> bytes:
    """The bytes of a message with these entities."""
    drawn = text_format.Parse(header + entities, FeedMessage())
    content: bytes = drawn.SerializePartialToString()
    return content


def read(entities: str, header: str = HEADER) -> Parsed:
    """What is made of such a message."""
    return parse(message(entities, header), SourceId("rt"))


def record(member: str) -> Record:
    """The one record of an entity that says this, nothing being wrong with it."""
    parsed = read(f'entity {{ id: "1" {member} }}')
    assert parsed.rejections == ()
    (found,) = parsed.records
    return found


def rules(parsed: Parsed) -> dict[str, int]:
    """Rules broken, and how often."""
    return {finding.rule: finding.count for finding in parsed.rejections}
