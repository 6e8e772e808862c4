"""Incidents as CIFS: by the schema, and by Waze's own words."""

import json
from datetime import UTC, datetime
from xml.etree import ElementTree
from zoneinfo import ZoneInfo

import pytest
import xmlschema

from feeds.cifs.hours import schedule
from feeds.cifs.telling import Untold, type_of, why_untold
from feeds.cifs.writing import CifsFeed, write_json, write_xml
from maas.live.incidents import Direction, Hours, Incident, IncidentKind, Severity, Traveller
from tests.shared import shared

NINE = int(datetime(2026, 9, 1, 8, tzinfo=UTC).timestamp())
FEED = CifsFeed("Porto", ZoneInfo("Europe/Lisbon"), NINE)
LINE = ((41.1402, -8.6094), (41.14, -8.61), (41.139, -8.611))
BRIDGE = Incident(
    "incidents:bridge:1f",
    IncidentKind.WORKS,
    LINE,
    direction=Direction.BOTH,
    street="Ponte de Dom Luís I",
    begin=NINE,
    end=NINE + 86_400,
    hours=(Hours((0, 1, 2, 3, 4, 5, 6), 79_200, 21_600),),
    is_closed=True,
    reported_at=NINE - 60,
    text="Closed for <works> & tests\x00",
    authority="Câmara Municipal",
    url="https://example.org/1",
    part_of="incidents:bridge",
)
HOLE = Incident(
    "reports:hole",
    IncidentKind.HAZARD,
    LINE[:2],
    direction=Direction.ONE,
    street="Rua do Ouro",
    begin=NINE,
    subtype="HAZARD_ON_ROAD_POT_HOLE",
)


def told(*incidents: Incident) -> list[dict[str, str]]:
    """Each incident as its children's names and texts."""
    root = ElementTree.fromstring(write_xml(incidents, FEED))
    return [{child.tag: child.text or "" for child in each} for each in root]


def test_a_closure_is_told_whole() -> None:
    root = ElementTree.fromstring(write_xml([BRIDGE], FEED))
    assert root.get("timestamp") == "2026-09-01T09:00:00+01:00"
    [incident] = root
    assert incident.get("id") == "incidents:bridge:1f"
    assert {child.tag: (child.text or "").strip() for child in incident} == {
        "parent_event": "",
        "creationtime": "2026-09-01T08:59:00+01:00",
        "source": "",
        "type": "ROAD_CLOSED",
        "subtype": "ROAD_CLOSED_CONSTRUCTION",
        "description": "Closed for <works> & tests",
        "street": "Ponte de Dom Luís I",
        "polyline": "41.1402000 -8.6094000 41.1400000 -8.6100000 41.1390000 -8.6110000",
        "direction": "BOTH_DIRECTIONS",
        "starttime": "2026-09-01T09:00:00+01:00",
        "endtime": "2026-09-02T09:00:00+01:00",
        "schedule": "",
    }
    assert incident.findtext("schedule/everyday") == "00:00-06:00,22:00-23:59"
    assert incident.findtext("source/reference") == "Porto"
    assert incident.findtext("source/name") == "Câmara Municipal"
    parent = incident.find("parent_event")
    assert parent is not None
    assert parent.get("id") == "incidents:bridge"


def test_what_is_not_known_is_not_told() -> None:
    [hole] = told(HOLE)
    assert set(hole) == {
        *("type", "subtype", "description", "street", "polyline", "direction", "starttime"),
        "source",
    }
    assert (hole["type"], hole["subtype"]) == ("HAZARD", "HAZARD_ON_ROAD_POT_HOLE")
    assert hole["description"] == "Hazard"


def test_the_same_in_json() -> None:
    document = json.loads(write_json([BRIDGE, HOLE], FEED))
    bridge, hole = (each["incident"] for each in document["incidents"])
    assert bridge["schedule"] == {"everyday": "00:00-06:00,22:00-23:59"}
    assert bridge["parent_event"] == {"id": "incidents:bridge"}
    assert hole["id"] == "reports:hole"
    assert "schedule" not in hole


def test_days_differ() -> None:
    hours = (Hours((1, 3), 28_800, 36_000), Hours((1,), 50_400, 86_400), Hours((6,), 0, 0))
    assert schedule(hours) == {
        "tuesday": "08:00-10:00,14:00-23:59",
        "thursday": "08:00-10:00",
        "sunday": "00:00-23:59",
    }


@pytest.mark.parametrize(
    ("incident", "found"),
    [
        (Incident("a", IncidentKind.CLOSURE), ("ROAD_CLOSED", "")),
        (Incident("a", IncidentKind.EVENT, is_closed=True), ("ROAD_CLOSED", "ROAD_CLOSED_EVENT")),
        (Incident("a", IncidentKind.CLOSURE, concerns=(Traveller.WALK,)), None),
        (Incident("a", IncidentKind.CLOSURE, exempt=(Traveller.CAR,)), None),
        (Incident("a", IncidentKind.WORKS), ("HAZARD", "HAZARD_ON_ROAD_CONSTRUCTION")),
        (
            Incident("a", IncidentKind.JAM, severity=Severity.HIGH),
            ("JAM", "JAM_HEAVY_TRAFFIC"),
        ),
        (Incident("a", IncidentKind.ACCIDENT, subtype="JAM_OF_OURS"), ("ACCIDENT", "")),
        (Incident("a", IncidentKind.RESTRICTION, concerns=(Traveller.TRUCK,)), None),
    ],
)
def test_words(incident: Incident, found: tuple[str, str] | None) -> None:
    assert type_of(incident) == found


@pytest.mark.parametrize(
    ("incident", "reason"),
    [
        (HOLE, None),
        (Incident("abc", IncidentKind.HAZARD, LINE[:1], street="Rua"), Untold.NO_PLACE),
        (Incident("abc", IncidentKind.HAZARD, LINE, street=" "), Untold.NO_STREET),
        (Incident("abc", IncidentKind.OTHER, LINE, street="Rua"), Untold.NO_WORD),
    ],
)
def test_reasons(incident: Incident, reason: Untold | None) -> None:
    assert why_untold(incident) is reason


@pytest.mark.real
def test_the_document_is_valid() -> None:
    schema = xmlschema.XMLSchema(shared("standards", "cifs", "cifsv2.xsd"))
    schema.validate(write_xml([BRIDGE, HOLE], FEED).decode())
    schema.validate(write_xml([], FEED).decode())
