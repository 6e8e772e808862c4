"""Incidents of several sources, as they stand at a moment."""

from zoneinfo import ZoneInfo

import msgspec

from maas.hindered import Meeting
from maas.live.incidents import INCIDENTS, Direction, Hours, Incident, IncidentKind, Traveller
from maas.model import Profile, SourceId
from maas.snapshot import Batch
from routing.incidents.laid import NO_INCIDENTS, Incidents
from routing.incidents.telling import as_met
from routing.overlays.incidents.applying import PLANNED_S, apply_incidents
from routing.streets import StreetRouter, unlinked
from tests.streetmaps import StreetMap

DRAWN = StreetMap("A-------B---C", {"ABC": "highway=residential name=Rua+A"})
ROUTER = StreetRouter(DRAWN.read()[0], unlinked(DRAWN.read()[0]))
AT = {letter: (at.lat, at.lon) for letter, at in DRAWN.positions().items()}
UTC = ZoneInfo("UTC")
NOW = 1_700_000_000
TOWN, WAZE = SourceId("town"), SourceId("waze")
CLOSURE = Incident("1", IncidentKind.CLOSURE, line=(AT["A"], AT["B"]), direction=Direction.ONE)
JAM = Incident("2", IncidentKind.JAM, line=(AT["B"], AT["C"]), direction=Direction.ONE, kmh=5.0)


def laid(
    *incidents: Incident,
    source: SourceId = TOWN,
    read_at: int = NOW,
    now: int = NOW,
    before: Incidents = NO_INCIDENTS,
) -> Incidents:
    """One batch laid."""
    batches = {source: Batch(source, read_at, incidents)}
    return apply_incidents(ROUTER, None, batches, now, UTC, before)


def ids(incidents: Incidents) -> list[str]:
    """Whose they are."""
    return [each.id for each in incidents.laid]


def test_incidents_lie_on_streets_and_are_closed_to_whom_they_concern() -> None:
    (found,) = laid(CLOSURE).laid
    assert found.id == "town:1" and found.directed.size == 1 and found.quality > 0.9
    assert found.spans[0][0] <= NOW < found.spans[0][1]
    assert found.closes == {Profile.CAR} and found.known_at == NOW
    everyone = replace_of(CLOSURE, concerns=tuple(Traveller), exempt=(Traveller.BIKE,))
    (found,) = laid(everyone).laid
    assert found.closes == {Profile.CAR, Profile.WALK, Profile.WHEELCHAIR}


def test_where_nobody_told_the_street_it_has_the_name_that_the_map_gives() -> None:
    (found,) = laid(CLOSURE).laid
    assert (found.incident.street, found.street) == ("", "Rua A")
    assert as_met(found, (NOW, NOW + 1), Meeting.PASSED, True, None).street == "Rua A"
    named = laid(replace_of(CLOSURE, street="Rua B"), before=laid(CLOSURE)).laid[0]
    assert as_met(named, (NOW, NOW + 1), Meeting.PASSED, True, None).street == "Rua B"


def test_what_is_not_verified_or_not_closed_closes_nothing() -> None:
    unsure = replace_of(CLOSURE, is_verified=False)
    works = replace_of(CLOSURE, kind=IncidentKind.WORKS)
    assert [each.closes for each in laid(unsure, replace_of(works, id="2")).laid] == [set(), set()]
    (found,) = laid(replace_of(works, is_closed=True)).laid
    assert found.closes == {Profile.CAR}


def test_what_fits_no_street_is_kept_counted_and_closes_nothing() -> None:
    lat, lon = AT["A"]
    far = replace_of(CLOSURE, id="far", line=((lat + 1, lon), (lat + 1, lon + 0.001)))
    incidents = laid(far, CLOSURE, CLOSURE)
    assert ids(incidents) == ["town:far", "town:1"]
    assert not incidents.laid[0].directed.size and not incidents.laid[0].closes
    counts = {each.rule: each.count for each in incidents.findings[TOWN]}
    assert counts == {"incident_off_streets": 1, "duplicate_incident": 1}


def test_what_is_over_is_left_out_and_the_end_of_the_next_is_known() -> None:
    ended = replace_of(CLOSURE, id="ended", end=NOW)
    ending = replace_of(CLOSURE, id="ending", end=NOW + 60)
    incidents = laid(ended, ending, replace_of(CLOSURE, id="ahead", begin=NOW + 9, end=NOW + 99))
    assert ids(incidents) == ["town:ending", "town:ahead"]
    assert incidents.until == NOW + 60 and incidents.holds(NOW + 59)
    assert ids(laid(ended, ending, now=NOW + 60, before=incidents)) == []


def test_what_comes_in_weeks_is_told_though_nothing_is_known_of_its_hours_yet() -> None:
    fair = replace_of(CLOSURE, begin=NOW + 30 * 86_400, hours=(Hours((5, 6), 0, 86_400),))
    (found,) = laid(fair).laid
    assert found.spans == ()


def test_what_has_no_end_goes_with_its_source_in_time() -> None:
    incidents = laid(CLOSURE, JAM)
    assert ids(laid(CLOSURE, JAM, now=NOW + 1799, before=incidents)) == ["town:1", "town:2"]
    assert ids(laid(CLOSURE, JAM, now=NOW + 1800, before=incidents)) == ["town:1"]
    assert ids(laid(CLOSURE, JAM, now=NOW + PLANNED_S)) == []
    assert ids(laid(CLOSURE, source=INCIDENTS, now=NOW + PLANNED_S)) == ["incidents:1"]
    ends = replace_of(JAM, end=NOW + 7200)
    assert ids(laid(ends, now=NOW + 7199)) == ["town:2"]


def test_what_has_not_moved_is_not_looked_for_again() -> None:
    before = laid(CLOSURE, JAM)
    after = laid(replace_of(CLOSURE, text="until noon"), replace_of(JAM, kmh=3.0), before=before)
    for one, other in zip(before.laid, after.laid, strict=True):
        assert one.directed is other.directed
    assert after.laid[0].incident.text == "until noon"
    moved = laid(replace_of(CLOSURE, direction=Direction.BOTH), before=after)
    assert moved.laid[0].directed.size == 2


def test_what_is_made_is_the_same_whatever_was_known_before() -> None:
    batches = {each: Batch(each, NOW, (CLOSURE, JAM)) for each in (TOWN, WAZE)}
    alone = apply_incidents(ROUTER, None, batches, NOW, UTC, None)
    after = apply_incidents(ROUTER, None, batches, NOW, UTC, laid(JAM))
    assert ids(alone) == ids(after) == ["town:1", "town:2", "waze:1", "waze:2"]
    for one, other in zip(alone.laid, after.laid, strict=True):
        assert one.directed.tolist() == other.directed.tolist() and one.spans == other.spans


def test_without_streets_incidents_are_told_all_the_same() -> None:
    batches = {TOWN: Batch(TOWN, NOW, (CLOSURE,))}
    (found,) = apply_incidents(None, None, batches, NOW, UTC, None).laid
    assert found.quality == 0.0 and not found.directed.size


def replace_of(incident: Incident, **members: object) -> Incident:
    """Another incident, but for some members."""
    return msgspec.structs.replace(incident, **members)
