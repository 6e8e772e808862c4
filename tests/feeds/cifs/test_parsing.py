"""CIFS: each member of its schema, its forms, and what may be wrong."""

import msgspec
import pytest

from feeds.cifs import is_ours, parse, peek
from maas.errors import FeedMalformed
from maas.live import Incident
from maas.live.incidents import Direction, Hours, IncidentKind, Severity
from tests.feeds.cifs.documents import (
    BEGIN,
    END,
    USUAL,
    document,
    incident,
    incidents,
    one,
    read,
    rules,
)
from tests.shared import shared

WAY = ((41.15, -8.61), (41.151, -8.612))
MADE = 1_768_478_400
SOURCE = "<source><reference>ref</reference><name>City</name><url>https://c.example</url></source>"


def test_a_closure_tells_where_and_when() -> None:
    told = one(
        more=SOURCE + '<parent_event id="p1"/>',
        creationtime="2026-01-16T07:00:00Z",
        updatetime="2026-01-16T07:30:00Z",
    )
    assert told == Incident(
        "city-1",
        IncidentKind.CLOSURE,
        WAY,
        direction=Direction.ONE,
        street="Rua A",
        begin=BEGIN,
        end=END,
        severity=Severity.HIGH,
        is_closed=True,
        reported_at=BEGIN - 3600,
        updated_at=BEGIN - 1800,
        subtype="ROAD_CLOSED_CONSTRUCTION",
        text="A new pipe",
        url="https://c.example",
        authority="City",
        part_of="p1",
    )
    assert not rules(incident())


def test_a_document_says_when_it_was_made_and_outlives_that() -> None:
    assert read(incident()).made_at == MADE
    assert read(incident()).ages_itself
    assert peek(document()) == MADE
    assert peek(b'{"timestamp": "2026-01-15T12:00:00Z"') == MADE
    assert peek(b"<incidents>") is None


@pytest.mark.parametrize(
    ("told", "kind"),
    [
        ("ACCIDENT", IncidentKind.ACCIDENT),
        ("CONSTRUCTION", IncidentKind.WORKS),
        ("HAZARD", IncidentKind.HAZARD),
        ("JAM", IncidentKind.JAM),
        ("CHIT_CHAT", IncidentKind.OTHER),
    ],
)
def test_only_closures_close(told: str, kind: IncidentKind) -> None:
    found = one(type=told, subtype="")
    assert (found.kind, found.is_closed) == (kind, False)


def test_directions() -> None:
    assert one(direction="BOTH_DIRECTIONS").direction is Direction.BOTH
    assert one(direction=None).direction is Direction.ONE
    assert one(direction=None, polyline="41.15 -8.61").direction is Direction.UNKNOWN


def test_lines_may_have_commas() -> None:
    assert one(polyline="41.15,-8.61, 41.151,-8.612").line == WAY


def test_older_documents_have_places_apart() -> None:
    place = "<location><street>Rua B</street><polyline>41.15 -8.61 41.151 -8.612</polyline>"
    found = one(more=f"{place}</location>", street=None, polyline=None, direction=None)
    assert (found.street, found.line) == ("Rua B", WAY)


def test_schedules_are_hours_of_the_week() -> None:
    told = (
        "<schedule><monday>08:00-12:00,14:00-18:00</monday><tuesday>08:00-12:00</tuesday>"
        "<sunday>22:00-6:00</sunday></schedule>"
    )
    assert one(more=told).hours == (
        Hours((0, 1), 8 * 3600, 12 * 3600),
        Hours((0,), 14 * 3600, 18 * 3600),
        Hours((6,), 22 * 3600, 6 * 3600),
    )
    daily = one(more="<schedule><everyday>7:30-9:00,</everyday></schedule>")
    assert daily.hours == (Hours((0, 1, 2, 3, 4, 5, 6), 27_000, 32_400),)
    assert one(more="<schedule><everyday>00:00-24:00</everyday></schedule>").hours == ()


@pytest.mark.parametrize("told", ["<monday>8-10</monday>", "<noday>08:00-10:00</noday>"])
def test_hours_that_nobody_can_read_cost_the_incident(told: str) -> None:
    bad = incident("bad", more=f"<schedule>{told}</schedule>")
    assert [each.id for each in incidents(bad, incident())] == ["city-1"]
    assert rules(bad) == {"invalid_hours": 1}


@pytest.mark.parametrize(
    "told",
    [
        "<lane_impact><total_closed_lanes>1</total_closed_lanes></lane_impact>",
        "<lanes><lane><order>1</order><status>Closed</status></lane></lanes>",
    ],
)
def test_closed_lanes_hinder(told: str) -> None:
    assert one(more=told, type="CONSTRUCTION").severity is Severity.MEDIUM
    assert one(type="CONSTRUCTION").severity is Severity.UNKNOWN


def test_what_is_wrong_costs_itself() -> None:
    assert rules(
        incident(None),
        incident("late", endtime="2026-01-01T00:00:00Z"),
        incident("police", type="POLICE"),
        incident("open", starttime=None),
        incident("nowhere", polyline="91 181"),
        incident("never", creationtime="yesterday"),
        incident(),
        incident(),
    ) == {
        "missing_id": 1,
        "ends_before_start": 1,
        "police": 1,
        "missing_start": 1,
        "invalid_point": 1,
        "missing_position": 1,
        "invalid_time": 1,
        "duplicate_id": 1,
    }


TOLD = {**USUAL, "id": "city-1", "schedule": {"monday": "08:00-10:00"}, "source": {"name": "City"}}


@pytest.mark.parametrize(
    "told",
    [
        {"incidents": [{"incident": TOLD}]},
        {"incidents": [TOLD], "timestamp": "2026-01-15T12:00:00Z"},
        {"incidents": {"incident": [TOLD]}},
        {"incident": TOLD},
        [TOLD],
    ],
)
def test_json_says_the_same_in_several_shapes(told: object) -> None:
    content = msgspec.json.encode(told)
    assert is_ours(content)
    (found,) = parse(content).records
    assert found == one(
        more="<schedule><monday>08:00-10:00</monday></schedule><source><name>City</name></source>"
    )


@pytest.mark.parametrize("content", [b'{"incidents": []}', document()])
def test_nothing_out_of_the_ordinary_is_a_document(content: bytes) -> None:
    assert is_ours(content)
    assert parse(content).records == ()


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{}",
        b"[]",
        b"<html/>",
        b'{"incidents": [{"id": 1}]}',
        b'<!DOCTYPE a [<!ENTITY e "e">]><incidents>&e;</incidents>',
        b"<incidents>" + b"<a>" * 20,
    ],
)
def test_other_things_are_none(content: bytes) -> None:
    assert not is_ours(content)
    with pytest.raises(FeedMalformed):
        parse(content)


@pytest.mark.real
def test_a_french_document_is_read_whole() -> None:
    content = shared("data", "waze", "cifs_dialog_expected.xml").read_bytes()
    parsed = parse(content)
    assert is_ours(content)
    assert not parsed.rejections
    found = [each for each in parsed.records if isinstance(each, Incident)]
    assert len(found) == 7
    assert all(each.is_closed and each.direction is Direction.BOTH for each in found)
    assert {each.authority for each in found} == {"DiaLog"}
    assert {len(each.line) for each in found} == {2, 9, 22}
    assert found[2].hours == (Hours((1, 3), 8 * 3600, 10 * 3600),)
