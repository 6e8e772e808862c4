"""Outputs read back by our own readers: what others will find in them."""

from collections.abc import Iterator
from datetime import datetime

from api.exchange.catalogue.wire import OutputValidation
from api.render.moments import time
from feeds.registry import adapter
from maas.errors import FeedMalformed
from maas.model import SourceId
from maas.report import Finding, Severity
from maas.settings import Source

ITSELF = SourceId("itself")
MOST_PROBLEMS = 20


def read_back(kind: str, body: bytes, tag: str, now: int) -> OutputValidation:
    """What our reader of a kind makes of an output. Not for the event loop."""
    records = 0
    problems: tuple[str, ...] = ()
    try:
        parsed = adapter(kind).parser(Source(ITSELF, kind, ""))(body, now)
    except FeedMalformed as problem:
        problems = (str(problem),)
    else:
        records = len(parsed.records)
        problems = tuple(_told(parsed.rejections))[:MOST_PROBLEMS]
    at: datetime = time(now)
    return OutputValidation(at=at, etag=tag, records=records, problems=problems)


def _told(findings: tuple[Finding, ...]) -> Iterator[str]:
    """What costs a record, or leaves a doubt; remarks are no problems."""
    for each in findings:
        if each.severity is not Severity.INFO:
            yield f"{each.rule} ({each.count}): {each.text}"
