"""What is out of order: Alert."""

from collections.abc import Iterable
from typing import Any

from google.transit.gtfs_realtime_pb2 import Alert as Proto

from feeds.gtfs_rt.fields import LATEST, MILLISECONDS, identifier, moment, words
from feeds.gtfs_rt.keys import direction, trip_key
from feeds.gtfs_rt.notices import Notices
from feeds.gtfs_rt.reading import Reading
from feeds.gtfs_rt.texts import addresses, texts
from feeds.notices import Unusable
from maas.live import Alert, Selector, Text

Period = tuple[int | None, int | None]

NOTHING = Selector()


def alert(entity: Any, reading: Reading) -> Alert:
    """An Alert.

    Raises:
        Unusable: it says nothing, or of its periods or selectors none can be read.
    """
    said, notices = entity.alert, reading.notices
    active = _periods(said.active_period, notices)
    images, spoken = _images(said, notices), said.tts_header_text
    built = Alert(
        id=identifier(entity.id),
        selectors=_selectors(said.informed_entity, notices),
        shown=_periods(said.communication_period, notices) or active,
        holds=_periods(said.impact_period, notices) or active,
        cause=Proto.Cause.Name(said.cause) if said.HasField("cause") else "",
        effect=Proto.Effect.Name(said.effect) if said.HasField("effect") else "",
        severity=_severity(said),
        header=texts(said.header_text, notices),
        description=texts(said.description_text, notices),
        url=addresses(texts(said.url, notices), notices),
        spoken_header=texts(spoken, notices),
        spoken_description=texts(said.tts_description_text, notices),
        cause_detail=texts(said.cause_detail, notices),
        effect_detail=texts(said.effect_detail, notices),
        image=images,
        image_alternative=texts(said.image_alternative_text, notices),
    )
    if not (built.header or built.description or built.cause or built.effect):
        raise Unusable("missing_text")
    return built


def _severity(said: Any) -> str:
    known = said.HasField("severity_level")
    return Proto.SeverityLevel.Name(said.severity_level) if known else ""


def _images(said: Any, notices: Notices) -> tuple[Text, ...]:
    localized = (
        Text(words(each.url, notices), words(each.language, notices))
        for each in said.image.localized_image
    )
    return addresses(localized, notices)


def _periods(ranges: Iterable[Any], notices: Notices) -> tuple[Period, ...]:
    """(start, end) of each, None where it is open.

    Raises:
        Unusable: there are some, but all of them end before they begin.
    """
    built: list[Period] = []
    missed = False
    for each in ranges:
        start, end = moment(each.start, notices), _end(each.end, notices)
        if start is not None and end is not None and end < start:
            notices.note("invalid_period", f"{start} to {end}")
            missed = True
        else:
            built.append((start, end))
    if missed and not built:
        raise Unusable("missing_period")
    return tuple(built)


def _end(value: int, notices: Notices) -> int | None:
    """An end far away, such as the year 9999, is none."""
    for_ever = value >= LATEST and value not in MILLISECONDS
    return None if for_ever else moment(value, notices)


def _selectors(entities: Iterable[Any], notices: Notices) -> tuple[Selector, ...]:
    """Whom it concerns.

    Raises:
        Unusable: somebody, but of no selector can be read whom. (None at all may be everybody.)
    """
    built: list[Selector] = []
    missed = asked = False
    for each in entities:
        asked = True
        try:
            selector = _selector(each, notices)
        except Unusable as problem:
            notices.note(problem.rule, problem.example)
            missed = True
            continue
        if selector == NOTHING:
            notices.note("E033")
        else:
            built.append(selector)
    if missed and not built:
        raise Unusable("missing_selector")
    if not asked:
        notices.note("E032")
    return tuple(built)


def _selector(said: Any, notices: Notices) -> Selector:
    return Selector(
        agency_id=identifier(said.agency_id),
        route_id=identifier(said.route_id),
        route_type=said.route_type if said.HasField("route_type") else -1,
        direction=direction(said, notices),
        stop_id=identifier(said.stop_id),
        trip=trip_key(said.trip, notices) if said.HasField("trip") else None,
    )
