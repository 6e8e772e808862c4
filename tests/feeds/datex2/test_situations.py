"""Situations of DATEX II: kinds, places, times, and what is left out by which rule."""

from pathlib import Path

import msgspec
import pytest

from feeds.datex2 import is_ours, parse, peek
from maas.errors import FeedMalformed
from maas.live import Incident
from maas.live.incidents import IncidentKind, Severity
from tests.feeds.datex2.documents import (
    BEGIN,
    CLOSED,
    COMMENT,
    END,
    WAY,
    incidents,
    one,
    order,
    orders,
    payload,
    read,
    record,
    rules,
    situation,
    situations,
    validity,
)
from tests.shared import shared


def test_a_closure_tells_where_and_when() -> None:
    sure = "<probabilityOfOccurrence>probable</probabilityOfOccurrence>"
    more = f"<severity>highest</severity>{sure}{COMMENT}{CLOSED}"
    content = situations(situation(record(more=more)))
    assert one(content) == Incident(
        "r1",
        IncidentKind.CLOSURE,
        WAY,
        street="Rue A",
        begin=BEGIN,
        end=END,
        severity=Severity.HIGH,
        is_closed=True,
        confidence=0.75,
        updated_at=1_768_474_800,
        subtype="roadClosed",
        text="Works, go round",
    )
    assert not rules(content)


@pytest.mark.parametrize(
    ("kind", "found"),
    [
        ("Accident", IncidentKind.ACCIDENT),
        ("MaintenanceWorks", IncidentKind.WORKS),
        ("AbnormalTraffic", IncidentKind.JAM),
        ("VehicleObstruction", IncidentKind.HAZARD),
        ("PublicEvent", IncidentKind.EVENT),
        ("SpeedManagement", IncidentKind.RESTRICTION),
        ("TransitInformation", IncidentKind.OTHER),
        ("Comet", IncidentKind.OTHER),
    ],
)
def test_kinds(kind: str, found: IncidentKind) -> None:
    content = situations(situation(record(kind=kind)))
    assert one(content).kind is found
    assert rules(content) == ({"unknown_kind": 1} if kind == "Comet" else {})


def test_speeds_and_delays() -> None:
    more = (
        "<temporarySpeedLimit>50.0</temporarySpeedLimit><basicData><averageSpeed><kmPerHour>x"
        "</kmPerHour></averageSpeed></basicData><delays><delayTimeValue>300</delayTimeValue></delays>"
    )
    found = one(situations(situation(record(kind="SpeedManagement", more=more))))
    assert (found.max_kmh, found.delay_s) == (50.0, 300)
    fast = "<temporarySpeedLimit>5000</temporarySpeedLimit>"
    assert rules(situations(situation(record(more=fast)))) == {"invalid_number": 1}


def test_an_unreliable_source_is_half_believed() -> None:
    more = "<source><reliable>false</reliable></source>"
    assert one(situations(situation(record(more=more)))).confidence == 0.5


ENDED = "<management><lifeCycleManagement><end>true</end></lifeCycleManagement></management>"
BACKWARDS = (
    "<validity><validityTimeSpecification><overallStartTime>2026-01-16T08:00:00Z</overallStartTime>"
    "<overallEndTime>2026-01-15T08:00:00Z</overallEndTime></validityTimeSpecification></validity>"
)


@pytest.mark.parametrize(
    ("bad", "rule"),
    [
        (record("", more=CLOSED), "missing_id"),
        (record(more=ENDED), "ended"),
        (record(when=f"<validity>{validity(status='suspended')}</validity>"), "not_active"),
        (record(when=BACKWARDS), "ends_before_start"),
    ],
)
def test_what_is_left_out_is_counted_and_costs_itself(bad: str, rule: str) -> None:
    content = situations(situation(bad, id="bad"), situation(record("sound")))
    assert one(content).id == "sound"
    assert rules(content) == {rule: 1}


def test_headers() -> None:
    test = "<headerInformation><informationStatus>test</informationStatus></headerInformation>"
    content = situations(situation(record(), record("r2"), more=test))
    assert not incidents(content)
    assert rules(content) == {"test_message": 2}
    told = "<headerInformation><confidentiality>{}</confidentiality></headerInformation>"
    secret = situations(situation(record(), more=told.format("restrictedToAuthorities")))
    assert (len(incidents(secret)), rules(secret)) == (1, {"restricted": 1})
    public = "restrictedToAuthoritiesTrafficOperatorsAndPublishers"
    assert not rules(situations(situation(record(), more=told.format(public))))


def test_the_newest_version_of_a_situation_counts() -> None:
    old = situation(record("r1"), record("r2"))
    new = situation(record("r1").replace("11:00:00Z", "11:30:00Z"))
    for several in ((old, new), (new, old)):
        content = situations(*several)
        assert [each.id for each in incidents(content)] == ["r1"]
        assert rules(content) == {"older_version": 1}


def test_json_says_the_same() -> None:
    told = {
        "modelBaseVersion": "3",
        "payload": {
            "publicationTime": "2026-01-15T12:00:00Z",
            "situation": [
                {
                    "id": "s1",
                    "situationRecord": [
                        {
                            "id": "r1",
                            "type": "Accident",
                            "locationReference": {
                                "gmlLineString": {"posList": "48.85 2.35 48.9 2"}
                            },
                        }
                    ],
                }
            ],
        },
    }
    content = msgspec.json.encode(told)
    assert is_ours(content)
    assert (one(content).kind, len(one(content).line)) == (IncidentKind.ACCIDENT, 2)


def test_situations_within_a_container_are_found() -> None:
    inner = f'<con:payload xsi:type="sit:SituationPublication">{situation(record())}</con:payload>'
    content = (
        '<con:messageContainer xmlns:con="http://datex2.eu/schema/3/messageContainer" '
        f'xmlns:xsi="x" xmlns:sit="y">{inner}</con:messageContainer>'
    ).encode()
    assert is_ours(content)
    assert one(content).id == "r1"


def test_a_document_says_when_it_was_made() -> None:
    content = situations(situation(record()))
    assert read(content).made_at == peek(content) == 1_768_478_400
    assert read(content).ages_itself
    assert peek(b"<d2:payload>") is None


def test_nothing_out_of_the_ordinary_is_a_document() -> None:
    for content in (situations(), orders()):
        assert is_ours(content)
        assert parse(content).records == ()


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{}",
        b"<html>SituationPublication</html>",
        payload("ParkingTablePublication", "<parkingTable/>"),
        b'<!DOCTYPE a [<!ENTITY e "e">]><d2:payload>&e;</d2:payload>',
        b"<d2LogicalModel>" + b"<a>" * 20,
    ],
)
def test_other_things_are_none(content: bytes) -> None:
    assert not is_ours(content)
    with pytest.raises(FeedMalformed):
        parse(content)


def test_elements_within_each_other_are_no_harm() -> None:
    deep = b"<d2LogicalModel>" + b"<situation>" * 20_000
    assert parse(deep + b"</situation>" * 20_000 + b"</d2LogicalModel>").records == ()


def test_both_may_stand_in_one_document() -> None:
    content = payload("sit:SituationPublication", situation(record()) + order())
    assert [each.id for each in incidents(content)] == ["r1", "o1:1:1:1"]


def _finnish() -> list[Path]:
    files = sorted(shared("data", "datex2", "finland-digitraffic").glob("*.xml"))
    return [path for path in files if not path.name.startswith("TrafficIncidentIms")]


@pytest.mark.real
def test_finnish_situations_are_read_whole() -> None:
    left_out = {"ended", "older_version"}
    for path in _finnish():
        content = path.read_bytes()
        parsed = parse(content)
        told = {finding.rule: finding.count for finding in parsed.rejections}
        assert is_ours(content)
        assert told.keys() <= {*left_out, "place_by_code", "restricted", "invalid_time"}
        if not told.keys() & left_out:
            assert len(parsed.records) == content.count(b"situationRecord id=") + content.count(
                b"situationRecord xsi:type"
            ) + content.count(b"situationRecord version")
        assert parsed.records or told.keys() & left_out


@pytest.mark.real
def test_what_is_no_datex_of_finland_is_refused() -> None:
    folder = shared("data", "datex2", "finland-digitraffic")
    others = [*folder.glob("*.json"), *folder.glob("TrafficIncidentIms*.xml")]
    assert others
    for path in others:
        content = path.read_bytes()
        assert not is_ours(content)
        with pytest.raises(FeedMalformed):
            parse(content)
