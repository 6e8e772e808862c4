"""Incidents street by street: what is told of them, and that it stays what it was."""

from datetime import UTC, date, datetime

from msgspec.structs import replace

from api.exchange.ports import NoExchanges
from api.exchange.road.telling import LeftOut, Told, told
from api.served import SourceState
from feeds.cifs.telling import Untold
from maas.live.incidents import Direction, Hours, Incident, IncidentKind, Traveller
from maas.model import SourceId
from routing.incidents.laid import LaidIncident
from tests.itineraries import NINE
from tests.roadworld import laid, served

CLOSED = Incident("bridge", IncidentKind.CLOSURE, begin=NINE, end=NINE + 3600, is_closed=True)


def tell(*incidents: LaidIncident, sources: tuple[SourceState, ...] = ()) -> Told:
    return told(served(*incidents, sources=sources), NoExchanges(), NINE)


def test_each_street_of_an_incident_is_one_of_its_own() -> None:
    found = tell(laid(CLOSED, "AC CA CD DC EC"))
    assert [(each.street, each.direction, len(each.line)) for each in found.incidents] == [
        ("High", Direction.ONE, 2),
        ("Long Lane", Direction.BOTH, 4),
    ]
    assert {each.part_of for each in found.incidents} == {"incidents:bridge"}
    assert len({each.id for each in found.incidents}) == 2
    assert not found.left_out


def test_ids_are_made_of_names_and_not_of_order() -> None:
    one, other = laid(CLOSED, "AC CA EC"), laid(replace(CLOSED, id="works"), "AC CA")
    ids = [each.id for each in tell(one, other).incidents]
    assert [each.id for each in tell(other, one).incidents] == ids
    assert set(ids) > {each.id for each in tell(one).incidents}
    [still] = tell(laid(CLOSED, "AC CA CD DC")).incidents
    assert still.id in ids


def test_what_cannot_be_told_is_counted_with_its_reason() -> None:
    found = tell(
        laid(CLOSED),
        laid(replace(CLOSED, id="lane"), "FG"),
        laid(replace(CLOSED, id="steps"), "DG"),
        laid(replace(CLOSED, id="walk", concerns=(Traveller.WALK,)), "AC"),
    )
    assert found.incidents == ()
    assert found.left_out == (
        LeftOut("incidents:bridge", Untold.NO_PLACE, 0, is_told=False),
        LeftOut("incidents:lane", Untold.NO_STREET, 1, is_told=False),
        LeftOut("incidents:steps", Untold.NO_PLACE, 0, is_told=False),
        LeftOut("incidents:walk", Untold.NO_WORD, 1, is_told=False),
    )


def test_streets_that_are_missing_among_others_are_counted_too() -> None:
    found = tell(laid(CLOSED, "AC FG"))
    assert [each.street for each in found.incidents] == ["Long Lane"]
    assert found.left_out == (LeftOut("incidents:bridge", Untold.NO_STREET, 1, is_told=True),)


def test_a_street_that_the_map_does_not_name_is_called_as_it_was_told() -> None:
    [told] = tell(laid(replace(CLOSED, street="Mill Lane"), "FG")).incidents
    assert told.street == "Mill Lane"


def test_only_what_is_ours_or_may_be_passed_on_and_is_sure_and_not_over() -> None:
    free, mine = SourceId("free"), SourceId("mine")
    sources = (SourceState("free", "cifs", passes_on=True), SourceState("mine", "waze"))
    found = tell(
        laid(CLOSED, "AC", free),
        laid(CLOSED, "AC", mine),
        laid(replace(CLOSED, id="maybe", is_verified=False), "AC"),
        laid(replace(CLOSED, id="over", end=NINE), "AC"),
        sources=sources,
    )
    assert [each.part_of for each in found.incidents] == ["free:bridge"]
    assert not found.left_out


def test_hours_on_some_dates_are_an_incident_each() -> None:
    day, next_day = date(2023, 9, 21), date(2023, 9, 22)
    hours = (
        Hours((3,), 28_800, 36_000, day, day),
        Hours((4,), 79_200, 7_200, next_day, next_day),
    )
    incident = replace(CLOSED, begin=None, end=None, hours=hours)
    first, second = tell(laid(incident, "AC")).incidents
    assert (first.begin, first.end) == (_utc(20, 23), _utc(21, 23))
    assert (second.begin, second.end) == (_utc(21, 23), _utc(23, 1))
    assert second.hours == (Hours((4,), 79_200, 7_200),)
    assert first.id.rpartition(":")[0] != second.id.rpartition(":")[0]


def test_without_a_begin_it_began_when_it_was_reported() -> None:
    [told] = tell(laid(replace(CLOSED, begin=None, reported_at=NINE - 60), "AC")).incidents
    assert told.begin == NINE - 60


def _utc(day: int, hour: int) -> int:
    return int(datetime(2023, 9, day, hour, tzinfo=UTC).timestamp())
