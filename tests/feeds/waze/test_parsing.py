"""Waze's partner feed: each member, its drift of types, and what may be wrong."""

import msgspec
import pytest

from feeds.waze import is_ours, parse, peek
from maas.errors import FeedMalformed
from maas.live import Incident
from maas.live.incidents import Direction, IncidentKind, Severity
from tests.feeds.waze.messages import (
    LINE,
    MADE,
    MADE_MS,
    alert,
    at,
    incidents,
    irregularity,
    jam,
    message,
    one,
    read,
    route,
    rules,
)
from tests.shared import shared

WAY = ((41.15, -8.61), (41.151, -8.612), (41.152, -8.613))


def test_an_alert_tells_what_is_where() -> None:
    assert one(alerts=[alert()]) == Incident(
        "a1",
        IncidentKind.HAZARD,
        WAY[:1],
        street="Rua A",
        town="Porto",
        begin=MADE - 60,
        reported_at=MADE - 60,
        confidence=0.7,
        subtype="HAZARD_ON_ROAD_POT_HOLE",
    )
    assert not rules(alerts=[alert()])


def test_a_jam_tells_how_fast_one_gets_along() -> None:
    assert one(jams=[jam(updateMillis=MADE_MS)]) == Incident(
        "4711",
        IncidentKind.JAM,
        WAY,
        direction=Direction.ONE,
        street="Rua A",
        town="Porto",
        begin=MADE - 120,
        reported_at=MADE - 120,
        updated_at=MADE,
        severity=Severity.MEDIUM,
        kmh=12.5,
        delay_s=90,
    )


def test_a_speed_may_be_in_metres_per_second() -> None:
    assert one(jams=[jam(speedKMH=None, speed=2.5)]).kmh == 9.0


def test_an_irregularity_is_a_jam_of_another_name() -> None:
    first, second = incidents(jams=[jam()], irregularities=[irregularity()])
    assert (first.id, second.id) == ("4711", "irregularity-4711")
    assert (second.kmh, second.delay_s, second.severity) == (8.0, 200, Severity.HIGH)
    assert (second.begin, second.updated_at) == (MADE - 300, MADE - 30)


def test_a_blocked_jam_is_closed_and_tells_where_its_alert_is() -> None:
    closed = alert(uuid="c", type="ROAD_CLOSED", subtype="ROAD_CLOSED_EVENT")
    alone = alert(uuid="d", type="ROAD_CLOSED", subtype="")
    blocked = jam(level=5, delay=-1, speedKMH=0, blockingAlertUuid="c")
    closure, point, along = incidents(alerts=[closed, alone], jams=[blocked])
    assert (closure.kind, closure.is_closed, closure.line) == (IncidentKind.CLOSURE, True, WAY)
    assert (closure.direction, closure.severity) == (Direction.ONE, Severity.HIGH)
    assert (point.line, point.direction) == (WAY[:1], Direction.UNKNOWN)
    assert (along.kind, along.is_closed, along.part_of) == (IncidentKind.CLOSURE, True, "c")
    assert along.kmh is along.delay_s is None
    assert rules(alerts=[closed, alone], jams=[blocked]) == {"short_closure": 1}


@pytest.mark.parametrize(
    ("told", "kind"),
    [
        ({"type": "WEATHERHAZARD"}, IncidentKind.HAZARD),
        ({"type": "hazard", "subtype": "HAZARD_ON_ROAD_CONSTRUCTION"}, IncidentKind.WORKS),
        ({"type": "CONSTRUCTION", "subtype": "NO_SUBTYPE"}, IncidentKind.WORKS),
        ({"type": "ACCIDENT", "subtype": "ACCIDENT_MAJOR"}, IncidentKind.ACCIDENT),
        ({"type": "JAM", "subtype": "JAM_STAND_STILL_TRAFFIC"}, IncidentKind.JAM),
        ({"type": "CHIT_CHAT", "subtype": ""}, IncidentKind.OTHER),
        ({"type": "COMET"}, IncidentKind.OTHER),
        ({"type": None}, IncidentKind.OTHER),
    ],
)
def test_kinds(told: dict[str, str | None], kind: IncidentKind) -> None:
    assert one(alerts=[alert(**told)]).kind is kind


def test_a_kind_that_nobody_knows_is_counted() -> None:
    assert rules(alerts=[alert(type="COMET")]) == {"unknown_kind": 1}


def test_where_the_police_is_is_told_to_nobody() -> None:
    assert not incidents(alerts=[alert(type="POLICE"), alert(type="POLICEMAN")])
    assert rules(alerts=[alert(type="POLICE")]) == {"police": 1}


def test_types_drift() -> None:
    drifted = alert(
        uuid=12345,
        pubMillis=str(MADE_MS),
        reliability="10",
        location={"x": "-8.61", "y": "41.15"},
    )
    found = one(alerts=[drifted])
    assert (found.id, found.begin, found.confidence) == ("12345", MADE, 1.0)
    assert found.line == WAY[:1]
    slow = one(jams=[jam(uuid="x-1", level="5", delay="-1", speedKMH="0")])
    assert (slow.id, slow.is_closed) == ("x-1", True)
    assert not rules(alerts=[drifted], jams=[jam(level="4", delay="9")])


def test_missing_members_cost_nothing_but_themselves() -> None:
    bare = one(alerts=[{"uuid": "a", "type": "ACCIDENT", "location": at(41.0, -8.0)}])
    assert (bare.begin, bare.street, bare.confidence) == (None, "", None)
    still = one(jams=[{"id": 7, "line": LINE}])
    assert (still.id, still.kmh, still.severity) == ("7", None, Severity.UNKNOWN)


def test_what_has_no_id_is_left_out() -> None:
    assert rules(alerts=[alert(uuid=None)], jams=[jam(uuid=None, id=None), 3]) == {
        "missing_id": 2,
        "invalid_record": 1,
    }


def test_what_lies_nowhere_is_kept() -> None:
    assert one(alerts=[alert(location=None)]).line == ()
    assert rules(alerts=[alert(location=at(0, 0))]) == {"invalid_point": 1, "missing_position": 1}
    holed = one(jams=[jam(line=[LINE[0], {"x": 500, "y": 1}, LINE[2]])])
    assert holed.line == (WAY[0], WAY[2])


def test_nobody_drives_backwards_or_flies() -> None:
    assert one(jams=[jam(speedKMH=-3)]).kmh is None
    assert rules(jams=[jam(speedKMH=-3), jam(uuid=1, speedKMH=900)]) == {
        "negative_speed": 1,
        "invalid_number": 1,
    }


@pytest.mark.parametrize(
    ("told", "text"),
    [
        ("Water on the\nright lane\x00", "Water on the right lane"),
        ("call me: 912 345 678", ""),
        ("mail a@b.example", ""),
        ("the driver of AA-123-BB sleeps", ""),
    ],
)
def test_what_people_write_tells_of_nobody(told: str, text: str) -> None:
    told_by = read(alerts=[alert(reportDescription=told)])
    (found,) = told_by.records
    assert isinstance(found, Incident)
    assert found.text == text
    said = "".join(finding.text for finding in told_by.rejections)
    assert bool(said) is not bool(text)
    assert told not in said


def test_a_watched_route_is_told_when_it_is_slow() -> None:
    slow = one(routes=[route()])
    assert (slow.id, slow.kind, slow.delay_s, slow.kmh) == ("route-r1", IncidentKind.JAM, 240, 18.0)
    assert rules(routes=[route(time=480, jamLevel=0)]) == {"free_route": 1}
    assert one(routes=[route(jamLevel=5)]).is_closed


def test_a_message_says_when_it_was_made() -> None:
    assert read(alerts=[]).made_at == MADE
    assert peek(message()) == MADE
    assert peek(b'{"alerts": [') is None


def test_a_minute_without_anything_is_a_message() -> None:
    assert read().records == ()
    assert is_ours(message())
    assert is_ours(msgspec.json.encode({"alerts": [alert()]}))
    assert is_ours(msgspec.json.encode({"routes": [route()]}))


@pytest.mark.parametrize("content", [b"{}", b"[]", b"<a/>", b'{"alerts": 3}', b""])
def test_other_things_are_no_message(content: bytes) -> None:
    assert not is_ours(content)
    with pytest.raises(FeedMalformed):
        parse(content)


def test_alerts_of_others_are_not_waze() -> None:
    assert not is_ours(b'{"alerts": [{"id": 1}]}')
    assert not is_ours(b'{"routes": [{"line": "A"}]}')


@pytest.mark.real
def test_a_minute_of_new_york_is_read_whole() -> None:
    content = shared("data", "waze", "waze_ccp_nyc_2019.json").read_bytes()
    parsed = parse(content)
    found = [each for each in parsed.records if isinstance(each, Incident)]
    assert len(found) == 1364 + 2117 + 55
    assert {finding.rule: finding.count for finding in parsed.rejections} == {"short_closure": 7}
    assert sum(each.is_closed for each in found) == 97 + 93
    assert all(each.line and each.begin for each in found)
    assert is_ours(content)
