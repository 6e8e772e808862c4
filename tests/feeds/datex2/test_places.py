"""Where situations of DATEX II lie: lines, areas, points, codes that nobody reads."""

import pytest

from maas.live.incidents import Direction
from tests.feeds.datex2.documents import (
    CLOSED,
    COMMENT,
    WAY,
    incidents,
    line,
    one,
    record,
    rules,
    situation,
    situations,
)

BY_CODE = "<groupOfLocations><alertCLinear><x/></alertCLinear></groupOfLocations>"


def test_records_without_a_place_are_where_the_first_is() -> None:
    first = record("r1", "Accident", COMMENT)
    second = record("r2", more=CLOSED, where='<groupOfLocations xsi:type="Point"/>')
    one_, other = incidents(situations(situation(first, second)))
    assert (other.line, other.street, other.text) == (one_.line, "Rue A", "Works, go round")
    assert (one_.part_of, other.part_of) == ("", "r1")


def test_places_by_codes_are_kept_and_counted() -> None:
    content = situations(situation(record(where=BY_CODE), record("r2", where="")))
    assert [each.line for each in incidents(content)] == [(), ()]
    assert rules(content) == {"place_by_code": 2}
    assert rules(situations(situation(record(where="")))) == {"missing_position": 1}
    openlr = (
        "<locationReference><openlrLinear><openlrCoordinate><latitude>48.85</latitude>"
        "<longitude>2.35</longitude></openlrCoordinate></openlrLinear></locationReference>"
    )
    assert one(situations(situation(record(where=openlr)))).line == ()


@pytest.mark.parametrize(
    ("where", "way"),
    [
        (line("2.35 48.85 2.351 48.851", ' srsName="urn:ogc:def:crs:OGC:1.3:CRS84"'), WAY),
        (line("48.85 2.35 7 48.851 2.351 8", ' srsDimension="3"'), WAY),
        (
            "<tpegLinearLocation><tpegDirection>both</tpegDirection><to><pointCoordinates><latitude>"
            "48.851</latitude><longitude>2.351</longitude></pointCoordinates></to><from>"
            "<pointCoordinates><latitude>48.85</latitude><longitude>2.35</longitude>"
            "</pointCoordinates></from></tpegLinearLocation>",
            WAY,
        ),
        (
            "<pointByCoordinates><pointCoordinates><latitude>48.85</latitude><longitude>2.35"
            "</longitude></pointCoordinates></pointByCoordinates>",
            WAY[:1],
        ),
        (
            "<linearExtension><linearByCoordinatesExtension><linearCoordinatesStartPoint>"
            "<pointCoordinates><latitude>48.85</latitude><longitude>2.35</longitude>"
            "</pointCoordinates></linearCoordinatesStartPoint><linearCoordinatesEndPoint>"
            "<pointCoordinates><latitude>48.851</latitude><longitude>2.351</longitude>"
            "</pointCoordinates></linearCoordinatesEndPoint></linearByCoordinatesExtension>"
            "</linearExtension>",
            WAY,
        ),
        (
            "<coordinatesForDisplay><latitude>48.85</latitude><longitude>2.35</longitude>"
            "</coordinatesForDisplay>",
            WAY[:1],
        ),
        (line("48.85 2.35 48.8505 2.3505") + line("48.851 2.351 48.8505 2.3505"), None),
    ],
)
def test_places(where: str, way: tuple[tuple[float, float], ...] | None) -> None:
    found = one(
        situations(situation(record(where=f"<locationReference>{where}</locationReference>")))
    )
    assert found.line == (way or (WAY[0], (48.8505, 2.3505), WAY[1]))
    both = "both" in where
    assert found.direction is (Direction.BOTH if both else Direction.UNKNOWN)


def test_streets_apart_are_incidents_apart() -> None:
    where = f"<locationReference>{line()}{line('48.9 2.4 48.91 2.41')}</locationReference>"
    found = incidents(situations(situation(record(where=where))))
    assert [each.id for each in found] == ["r1", "r1:2"]


def test_areas_are_rings() -> None:
    ring = "48.85 2.35 48.86 2.35 48.86 2.36 48.85 2.35"
    where = (
        "<locationReference><gmlMultiPolygon><gmlPolygon><exterior>"
        f"<posList>{ring}</posList></exterior></gmlPolygon></gmlMultiPolygon></locationReference>"
    )
    found = one(situations(situation(record(where=where))))
    assert (found.line, len(found.area)) == ((), 3)


def test_towns_are_named_by_tpeg() -> None:
    where = (
        "<locationReference><pointCoordinates><latitude>48.85</latitude><longitude>2.35</longitude>"
        "</pointCoordinates><name><descriptor><values><value>Paris</value></values></descriptor>"
        "<tpegOtherPointDescriptorType>townName</tpegOtherPointDescriptorType></name>"
        "<name><descriptor>A6</descriptor><x>linkName</x></name>"
        "<directionBound>northBound</directionBound></locationReference>"
    )
    found = one(situations(situation(record(where=where))))
    assert (found.town, found.street, found.direction) == ("Paris", "A6", Direction.ONE)
