"""What Ondine publishes, as Waze does for cities.

Source: Waze for Cities, feed specifications; what real feeds have beside it: numbers and flags as
texts, more than one name for hazards.
"""

from collections.abc import Collection, Iterator, Sequence
from datetime import UTC, datetime
from hashlib import blake2b
from typing import Any
from uuid import UUID

from maas.demo.names import CITY
from maas.demo.rentals.places import Point
from maas.demo.road.happening import Jam, Notice, accidents, holes, jams
from maas.demo.road.places import Stretch

Json = dict[str, Any]

MINUTE = 60
ROAD_TYPES = {"primary": 6, "secondary": 7}
LEVELS = (0.25, 0.4, 0.6, 0.8)
"""Below which share of the usual speed a jam is of level 4, 3, 2, 1."""


def feed(stretches: Sequence[Stretch], seed: int, now: int, closed: Collection[str] = ()) -> Json:
    """All that is known at a moment (Unix s).

    Args:
        closed: names of streets that the city has told are closed: nobody jams there.
    """
    driven = [stretch for stretch in stretches if stretch.street not in closed]
    begin = now // MINUTE * MINUTE
    return {
        "alerts": [*_alerts(driven, seed, now)],
        "jams": [_jam(jam) for jam in jams(driven, seed, now)],
        "irregularities": [],
        "startTimeMillis": begin * 1000,
        "endTimeMillis": (begin + MINUTE) * 1000,
        "startTime": _written(begin),
        "endTime": _written(begin + MINUTE),
    }


def _alerts(stretches: Sequence[Stretch], seed: int, now: int) -> Iterator[Json]:
    for notice in (*accidents(stretches, seed, now), *holes(stretches, seed, now)):
        yield {
            **_where(notice.stretch),
            "uuid": _uuid(notice),
            "type": notice.kind,
            "subtype": notice.subtype,
            "location": _xy(notice.at),
            "pubMillis": notice.began * 1000,
            "magvar": 0,
            "reliability": 8 if notice.is_blocking else 6,
            "confidence": 3,
            "reportRating": "4",
            "nThumbsUp": 2,
            "reportByMunicipalityUser": "false",
        }


def _jam(jam: Jam) -> Json:
    number = int.from_bytes(_digest("jam", jam)[:4], "big")
    told = {
        **_where(jam.stretch),
        "uuid": number,
        "id": number,
        **{"type": "NONE", "turnType": "NONE"},
        "level": _level(jam.share),
        "line": [_xy(point) for point in jam.line],
        "length": round(jam.stretch.metres),
        "speed": jam.kmh / 3.6,
        "speedKMH": round(jam.kmh, 2),
        "delay": jam.delay_s,
        "pubMillis": jam.began * 1000,
        "segments": [{} for _ in jam.line[1:]],
    }
    return told if jam.share else {**told, "blockingAlertUuid": _uuid(jam)}


def _level(share: float) -> int:
    """5: nobody gets past."""
    return sum(share < bound for bound in LEVELS) if share else 5


def _where(stretch: Stretch) -> Json:
    kind = ROAD_TYPES[stretch.kind]
    return {"street": stretch.street, "city": CITY, "country": "FR", "roadType": kind}


def _xy(point: Point) -> Json:
    return {"x": round(point[1], 6), "y": round(point[0], 6)}


def _uuid(event: Jam | Notice) -> str:
    """The same of a jam as of the accident that blocks its street."""
    return str(UUID(bytes=_digest("alert", event)))


def _digest(subject: str, event: Jam | Notice) -> bytes:
    text = "|".join(map(str, (subject, event.stretch.id, event.is_inward, event.began)))
    return blake2b(text.encode(), digest_size=16).digest()


def _written(at: int) -> str:
    return datetime.fromtimestamp(at, UTC).strftime("%Y-%m-%d %H:%M:%S:000")
