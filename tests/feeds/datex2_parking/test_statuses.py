"""How full facilities are, joined with what they are, and what may be wrong."""

import pytest

from feeds.datex2_parking import is_ours, parser, peek
from feeds.fetch.pairs import composed
from maas.errors import FeedMalformed
from maas.live.parking import BayKind, Bays, OpeningStatus, ParkingFacility
from maas.model import SourceId
from maas.settings import Source
from tests.feeds.datex2_parking.documents import (
    HOLD_S,
    NOW,
    facilities,
    read,
    record,
    rules,
    status,
    statuses,
    table,
)
from tests.shared import shared


def joined(*told: str) -> ParkingFacility:
    """The facility of a table with the statuses that are told of it."""
    (found,) = facilities(composed(statuses(*told), table(record())))
    return found


def test_a_status_is_joined_with_what_it_is_of() -> None:
    found = joined(status(more="<parkingSiteOpeningStatus>open</parkingSiteOpeningStatus>"))
    assert (found.name, found.capacity, found.free, found.is_live) == ("Park p1", 100, 30, True)
    assert (found.counted_at, found.counts_until) == (NOW - 100, NOW - 100 + HOLD_S)
    assert found.status is OpeningStatus.OPEN
    assert read(composed(statuses(status()), table(record()))).made_at == NOW - 100


def test_taken_places_and_shares_make_free_ones() -> None:
    taken = "<parkingNumberOfOccupiedSpaces>{}</parkingNumberOfOccupiedSpaces>"
    share = "<parkingOccupancy>{}</parkingOccupancy>"
    more = "<parkingNumberOfSpacesOverride>80</parkingNumberOfSpacesOverride>"
    assert joined(status(counts=taken.format(60))).free == 40
    assert joined(status(counts=share.format("25.0"))).free == 75
    assert (joined(status(counts=taken.format(60) + more)).capacity) == 80


@pytest.mark.parametrize(
    ("words", "state", "free"),
    [
        (["open", "spacesAvailable"], OpeningStatus.OPEN, 30),
        (["closed", "spacesAvailable"], OpeningStatus.CLOSED, 30),
        (["statusUnknown"], OpeningStatus.UNKNOWN, 30),
    ],
)
def test_words_tell_whether_it_is_open(words: list[str], state: OpeningStatus, free: int) -> None:
    more = "".join(f"<parkingSiteStatus>{each}</parkingSiteStatus>" for each in words)
    found = joined(status(more=more))
    assert (found.status, found.free) == (state, free)


def test_full_is_a_count() -> None:
    full = "<parkingSiteStatus>full</parkingSiteStatus>"
    assert joined(status(counts="<x/>", more=full)).free == 0


def test_what_was_never_counted_is_unknown() -> None:
    never = status(at="1970-01-01T01:00:00.000+01:00")
    found = joined(never)
    assert (found.is_live, found.free, found.counts_until) == (True, None, None)
    assert rules(composed(statuses(never), table(record()))) == {"invalid_time": 1}


def test_a_status_alone_is_kept_for_who_knows_the_place() -> None:
    (found,) = facilities(statuses(status("x")))
    assert (found.id, found.lat, found.free) == ("x", None, 30)
    assert rules(statuses(status("x"))) == {"status_without_facility": 1, "missing_position": 1}


def test_a_facility_without_a_status_is_unknown() -> None:
    content = composed(statuses(status()), table(record(), record("p2")))
    assert [(each.free, each.is_live) for each in facilities(content)] == [
        (30, True),
        (None, False),
    ]
    assert rules(content) == {"facility_without_status": 1}


@pytest.mark.parametrize(
    ("told", "rule"),
    [
        (status() + status(), "duplicate_id"),
        (status(id=""), "missing_id"),
        (status(at="2025-06-15T18:00:00+02:00"), "time_in_future"),
        (status(counts="<parkingNumberOfVacantSpaces>x</parkingNumberOfVacantSpaces>"),
         "invalid_number"),
        (status(counts="<parkingNumberOfVacantSpaces>130</parkingNumberOfVacantSpaces>"),
         "free_over_capacity"),
    ],
)  # fmt: skip
def test_what_is_wrong_costs_itself_and_is_told(told: str, rule: str) -> None:
    content = composed(statuses(told, status("p2")), table(record(), record("p2")))
    assert rule in rules(content)
    assert facilities(content)[-1].free == 30


def test_bays_are_joined_by_their_number() -> None:
    kept = (
        '<assignedParkingSpaces index="4"><assignedParkingSpaces>'
        "<numberOfAssignedParkingSpaces>5</numberOfAssignedParkingSpaces>"
        "<descriptionOfAssignedParkingSpaces><personTypeForWhichSpacesAssigned>disabled"
        "</personTypeForWhichSpacesAssigned></descriptionOfAssignedParkingSpaces>"
        "</assignedParkingSpaces></assignedParkingSpaces>"
    )
    free = (
        '<assignedParkingSpacesStatus index="4"><assignedParkingSpacesStatus>'
        "<numberOfVacantAssignedParkingSpaces>2</numberOfVacantAssignedParkingSpaces>"
        "</assignedParkingSpacesStatus></assignedParkingSpacesStatus>"
    )
    content = composed(statuses(status(more=free)), table(record(more=kept)))
    assert facilities(content)[0].bays == (Bays(BayKind.DISABLED, 5, 2),)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"<html></html>",
        b"<a><b>",
        b"{}",
        b'<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>',
        b'<?xml version="1.0" encoding="nonsense"?><x/>',
        b"<d2LogicalModel/>",
    ],
)
def test_what_is_no_parking_is_refused(content: bytes) -> None:
    with pytest.raises(FeedMalformed):
        read(content)


def test_an_empty_table_is_an_answer_too() -> None:
    assert read(table()).records == ()


def test_elements_within_each_other_are_no_harm() -> None:
    with pytest.raises(FeedMalformed):
        read(b"<a>" * 50_000 + b"</a>" * 50_000)


def test_a_message_is_known_by_its_beginning() -> None:
    assert peek(statuses(status())) == NOW - 100
    assert peek(b"<x/>") is None
    assert is_ours(statuses(status()))
    assert not is_ours(b"<html>parkingTable</html>")


@pytest.mark.real
def test_real_car_parks_are_read() -> None:
    folder = shared("data", "parking")
    content = composed(
        (folder / "stuttgart-realtime.xml").read_bytes(),
        (folder / "stuttgart-static.xml").read_bytes(),
    )
    source = Source(
        SourceId("s"), "datex2-parking", "", interval_s=60, options={"crs": "EPSG:25832"}
    )
    now = 1_696_643_140
    parsed = parser(source)(content, now)
    found = [each for each in parsed.records if isinstance(each, ParkingFacility)]
    assert len(found) == 49
    assert all(each.name and each.lat and each.lon for each in found)
    assert sum(each.capacity is not None for each in found) == 39
    assert all(48.7 < (each.lat or 0) < 48.9 and 9.0 < (each.lon or 0) < 9.3 for each in found)
    assert sum(each.free is not None for each in found) == 37
    newest = [each for each in found if (each.counts_until or 0) > now]
    assert sum(each.free is not None for each in newest) == 11
    assert {each.rule: each.count for each in parsed.rejections} == {
        "invalid_time": 2,
        "free_over_capacity": 1,
    }
