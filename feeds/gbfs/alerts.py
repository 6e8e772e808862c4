"""What is out of order: system_alerts."""

from collections.abc import Iterator, Mapping

from feeds import fields
from feeds.fields import Json
from feeds.gbfs.files import Files
from feeds.gbfs.stations import station_ids_by_region
from feeds.gbfs.subject import Subject
from feeds.notices import Unusable
from maas.live.alerts import Text
from maas.live.rentals import RentalAlert

ALERTS = "system_alerts"

Period = tuple[int | None, int | None]
Regions = Mapping[str, tuple[str, ...]]
"""The stations of each region."""

MOST_ALERTS, MOST_STATIONS = 500, 2000
"""Of a system; of an alert."""


def alerts(files: Files, subject: Subject) -> Iterator[RentalAlert]:
    """All alerts that say something; those for a region are for its stations."""
    if ALERTS not in files:
        return
    notices, seen = subject.notices, set[str]()
    regions = station_ids_by_region(files, subject)
    for record in files[ALERTS].records(notices):
        if len(seen) >= MOST_ALERTS:
            notices.note("too_many_alerts")
            continue
        try:
            alert = _alert(record, regions, subject)
        except Unusable as problem:
            notices.note(problem.rule, problem.example)
            continue
        if alert.id in seen:
            notices.note("duplicate_id", alert.id)
            continue
        seen.add(alert.id)
        yield alert


def _alert(record: Json, regions: Regions, subject: Subject) -> RentalAlert:
    summary, description = (subject.texts(record, each) for each in ("summary", "description"))
    if not summary and not description:
        raise Unusable("missing_text")
    kind = record.get("type")
    return RentalAlert(
        system=subject.id,
        id=subject.id_of(record, "alert_id"),
        kind=kind.strip().lower() if isinstance(kind, str) else "other",
        times=tuple(_times(record, subject)),
        station_ids=_stations(record, regions, subject),
        summary=summary,
        description=description,
        url=tuple(_urls(record, subject)),
    )


def _times(record: Json, subject: Subject) -> Iterator[Period]:
    told = record.get("times")
    for each in told if isinstance(told, list) else ():
        if not isinstance(each, dict):
            continue
        start, end = (fields.moment(each, name, subject.notices) for name in ("start", "end"))
        if start is not None and end is not None and end < start:
            subject.notices.note("invalid_period", f"{start} to {end}")
        else:
            yield start, end


def _stations(record: Json, regions: Regions, subject: Subject) -> tuple[str, ...]:
    """Those that are named, and those of regions that are."""
    named = dict.fromkeys(subject.references(record, "station_ids")[:MOST_STATIONS])
    for region in dict.fromkeys(subject.references(record, "region_ids")):
        named |= dict.fromkeys(regions.get(region, ())[: MOST_STATIONS - len(named)])
    return tuple(named)


def _urls(record: Json, subject: Subject) -> Iterator[Text]:
    for text in subject.texts(record, "url"):
        if fields.address({"url": text.text}, "url", subject.notices):
            yield text
