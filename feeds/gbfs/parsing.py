"""Bytes of a message to records."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime

from feeds.gbfs.alerts import alerts
from feeds.gbfs.files import LIVE, ONE_OF, File, Files, files_of
from feeds.gbfs.message import Told, decoded
from feeds.gbfs.notices import Notices
from feeds.gbfs.plans import pricing_plans
from feeds.gbfs.stations import stations
from feeds.gbfs.subject import Subject
from feeds.gbfs.system import Holding, language_of, name_of, rental_system
from feeds.gbfs.types import TYPES, UNTOLD, Fleet, completed, vehicle_types
from feeds.gbfs.vehicles import vehicles
from feeds.gbfs.zones import global_rules, zones
from feeds.parsed import Parse, Parsed
from maas.errors import FeedMalformed
from maas.live import Record
from maas.model import SourceId
from maas.settings import Source


def parser(source: Source) -> Parse:
    """What reads the messages of a source."""
    return lambda content, now: parse(content, source.id, now)


def parse(content: bytes, source_id: SourceId, now: int | None = None) -> Parsed:
    """What a message says, in our words; what is wrong in it costs itself and is counted.

    Args:
        content: all files of a system, or several, in one object (`message.py`).
        source_id: the id of a system that does not tell its own.
        now: Unix s; what is told to be made later than this was made now.

    Raises:
        FeedMalformed: it is no message, or holds neither stations nor vehicles.
    """
    notices = Notices()
    records: list[Record] = []
    made: list[int] = []
    has_any = False
    for told in decoded(content):
        _note_problems(told, notices)
        shown = f"{told.key}/" if told.key else ""
        files = files_of(told.files, shown, told.read_at, now, notices)
        if any(name in files for name in ONE_OF):
            has_any = True
            records += _records(files, told.key, str(source_id), now, notices)
            made += [each.made_at for each in _live(files) if each.made_at and each.says_when]
    if not has_any:
        raise FeedMalformed("it has neither stations nor vehicles that can be read")
    return Parsed(tuple(records), notices.findings, max(made, default=None), ages_itself=True)


def _note_problems(told: Told, notices: Notices) -> None:
    for name, problem in told.problems.items():
        notices.at(f"{told.key}/{name}" if told.key else f"{name}")
        notices.note("file_unavailable", str(problem))


def _records(
    files: Files, key: str, source_id: str, now: int | None, notices: Notices
) -> Iterator[Record]:
    """All records of one system, itself first."""
    prefix = f"{key}/" if key else ""
    own = name_of(files, prefix, notices)
    subject = Subject(key or own or source_id, prefix, language_of(files), now, notices)
    told = vehicle_types(files, subject)
    known = stations(files, subject)
    default = next(iter(told)) if len(told) == 1 else "" if told else prefix + UNTOLD
    standing = vehicles(files, known, default, subject)
    fleet = Fleet(tuple(known.values()), standing)
    types, fleet = completed(told, fleet, subject, has_file=TYPES in files)
    yield rental_system(files, subject, _holding(files, notices, now), global_rules(files, subject))
    yield from types
    yield from pricing_plans(files, subject)
    yield from fleet.stations
    yield from fleet.vehicles
    yield from zones(files, subject)
    yield from alerts(files, subject)


def _holding(files: Files, notices: Notices, now: int | None) -> Holding:
    for file in _live(files):
        if now is not None and file.until is not None and file.until <= now:
            notices.at(file.shown)
            made = datetime.fromtimestamp(file.made_at or 0, UTC)
            notices.note("old_file", f"made {made:%Y-%m-%dT%H:%M:%SZ}")
    counted = files.get("station_status")
    standing = files.get("vehicle_status") or files.get("vehicle_availability")
    told = [each.ttl_s for each in (counted, standing) if each is not None]
    return Holding(
        counted.made_at if counted else None,
        counted.until if counted else None,
        standing.made_at if standing else None,
        standing.until if standing else None,
        min(told, default=0),
    )


def _live(files: Files) -> Iterable[File]:
    return (files[name] for name in LIVE if name in files)
