"""What an incident that staff wrote may become: from one version to the next."""

from typing import Protocol

from msgspec.structs import replace

from maas.errors import ChangedMeanwhile, TooLate
from maas.live.written import WritingStatus, Written
from maas.records import KeptIncident


class Author(Protocol):
    """Who asks for it."""

    @property
    def key_id(self) -> str:
        """Of the key that was shown."""

    @property
    def key_name(self) -> str:
        """What that key is called."""


def succeed(
    before: KeptIncident | None, written: Written, author: Author, now: int
) -> KeptIncident:
    """The version that comes after another one, written at `now` (Unix s).

    What others may have been told already stays true: where an incident has begun its begin is
    never moved, which those who read CIFS rely on; and what is over stays over.

    Raises:
        TooLate: it would be otherwise.
        ChangedMeanwhile: who wrote it knows another version before it.
    """
    known = 0 if before is None else before.version
    if written.version not in (None, known):
        raise ChangedMeanwhile(f"version: {known} is the newest of {written.id}; read it again")
    _refuse_over(before, now)
    begin = _begin(before, written, now)
    first = now if before is None else before.incidents[0].reported_at
    incidents = tuple(
        replace(each, begin=begin, reported_at=first, updated_at=now) for each in written.incidents
    )
    return KeptIncident(incidents, written.status, known + 1, now, author.key_id, author.key_name)


def withdrawn(before: KeptIncident, author: Author, now: int) -> KeptIncident:
    """The last version of an incident: it is over from `now` on."""
    incidents = tuple(replace(each, end=now, updated_at=now) for each in before.incidents)
    return KeptIncident(
        incidents,
        WritingStatus.WITHDRAWN,
        before.version + 1,
        now,
        author.key_id,
        author.key_name,
    )


def _refuse_over(before: KeptIncident | None, now: int) -> None:
    """A draft was never told to anyone, so it may be taken up again."""
    if before is None or before.status is WritingStatus.DRAFT:
        return
    is_past = before.until is not None and before.until <= now
    if is_past or before.status is WritingStatus.WITHDRAWN:
        raise TooLate(f"{before.id} is over; publish it under another id")


def _begin(before: KeptIncident | None, written: Written, now: int) -> int | None:
    told = written.incidents[0]
    is_draft = written.status is WritingStatus.DRAFT
    if before is None or not _has_begun(before, now):
        return now if told.begin is None and not is_draft else told.begin
    if is_draft:
        raise TooLate(f"status: {before.id} has begun; withdraw it")
    begun = before.incidents[0].begin
    if told.begin not in (None, begun):
        raise TooLate(
            f"begin: {before.id} has begun, and that is not moved; withdraw it and publish anew"
        )
    return begun


def _has_begun(before: KeptIncident, now: int) -> bool:
    begin = before.incidents[0].begin
    is_published = before.status is WritingStatus.PUBLISHED
    return is_published and (begin is None or begin <= now)
