"""What is written is read again as it was, whatever it says."""

from typing import Any

from google.transit.gtfs_realtime_pb2 import FeedMessage
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from feeds.gtfs_rt import parse, write
from maas.live import (
    Alert,
    Carriage,
    Record,
    Selector,
    StopEvent,
    StopUpdate,
    StopUpdates,
    Text,
    TripKey,
    TripProperties,
    TripUpdate,
    VehicleLabel,
    VehiclePosition,
)
from maas.live.trips import Occupancy, StopRelationship, TripRelationship
from maas.model import Access, SourceId
from maas.report import Severity
from tests.feeds.gtfs_rt.messages import MADE_AT, message
from tests.feeds.gtfs_rt.mutants import RICH

WORDS = st.text("abcé海<&\"'", min_size=1, max_size=5)
MAYBE = st.just("") | WORDS
MOMENTS = st.integers(MADE_AT - 5000, MADE_AT + 5000)
PAST = st.none() | st.integers(MADE_AT - 5000, MADE_AT)
DAYS = st.sampled_from([0, 20260115, 20260301])
TIMES = st.sampled_from([-1, 0, 28_800, 90_061])

EVENTS = st.builds(
    StopEvent,
    time=MOMENTS,
    delay=st.none() | st.integers(1, 900),
    scheduled=st.none() | MOMENTS,
    uncertainty=st.none() | st.integers(1, 99),
) | st.builds(StopEvent, delay=st.integers(-900, 900))
STOPS = st.builds(
    StopUpdate,
    sequence=st.none(),
    stop_id=WORDS,
    arrival=st.none() | EVENTS,
    departure=st.none() | EVENTS,
    relationship=st.sampled_from(StopRelationship),
    assigned_stop_id=MAYBE,
    headsign=MAYBE,
    may_board=st.none() | st.booleans(),
    may_alight=st.none() | st.booleans(),
    occupancy=st.sampled_from(Occupancy),
)
KEYS = st.builds(
    TripKey,
    trip_id=WORDS,
    route_id=MAYBE,
    direction=st.integers(-1, 1),
    start_date=DAYS,
    start_time=TIMES,
    relationship=st.sampled_from(TripRelationship),
)
LABELS = st.builds(VehicleLabel, id=WORDS, label=MAYBE, wheelchair=st.sampled_from(Access))
UPDATES = st.builds(
    TripUpdate,
    key=KEYS,
    stops=st.lists(STOPS, min_size=1, max_size=4).map(StopUpdates.of),
    timestamp=PAST,
    delay=st.none() | st.integers(-900, 900),
    vehicle=st.none() | LABELS,
    properties=st.none()
    | st.builds(
        TripProperties,
        trip_id=WORDS,
        start_date=DAYS,
        start_time=TIMES,
        shape_id=MAYBE,
        headsign=MAYBE,
        short_name=MAYBE,
    ),
)
VEHICLES = st.builds(
    VehiclePosition,
    key=st.none() | KEYS,
    vehicle=LABELS,
    lat=st.integers(-89, 89).map(float),
    lon=st.integers(1, 179).map(float),
    timestamp=PAST,
    bearing=st.none() | st.integers(0, 360).map(float),
    speed=st.none() | st.integers(0, 99).map(float),
    sequence=st.none() | st.integers(0, 99),
    stop_id=MAYBE,
    status=st.integers(0, 2),
    congestion=st.integers(0, 4),
    occupancy=st.sampled_from(Occupancy),
    percentage=st.none() | st.integers(0, 200),
    carriages=st.lists(
        st.builds(
            Carriage,
            label=WORDS,
            occupancy=st.sampled_from(Occupancy),
            percentage=st.none() | st.integers(0, 200),
        ),
        max_size=2,
    ).map(tuple),
)
TEXTS = st.lists(st.builds(Text, text=WORDS, language=MAYBE), max_size=2).map(tuple)
STARTS = st.none() | MOMENTS.map(lambda moment: moment - 10_000)
PERIODS = st.lists(st.tuples(STARTS, st.none() | MOMENTS), max_size=2)
SELECTORS = st.builds(
    Selector,
    agency_id=WORDS,
    route_id=MAYBE,
    route_type=st.sampled_from([-1, 0, 3, 1551]),
    direction=st.integers(-1, 1),
    stop_id=MAYBE,
    trip=st.none() | KEYS,
)
ALERTS = st.builds(
    lambda periods, **said: Alert(shown=tuple(periods), holds=tuple(periods), **said),
    periods=PERIODS,
    id=WORDS,
    selectors=st.lists(SELECTORS, max_size=2).map(tuple),
    cause=st.sampled_from(["", "STRIKE", "SPECIAL_EVENT"]),
    effect=st.sampled_from(["DETOUR", "NO_EFFECT"]),
    severity=st.sampled_from(["", "WARNING"]),
    header=TEXTS,
    description=TEXTS,
    spoken_header=TEXTS,
    spoken_description=TEXTS,
    cause_detail=TEXTS,
    effect_detail=TEXTS,
    image_alternative=TEXTS,
)


@settings(derandomize=True, deadline=None, max_examples=150)
@given(st.one_of(UPDATES, VEHICLES, ALERTS))
def test_a_record_comes_back(record: Record) -> None:
    for as_json in (False, True):
        parsed = parse(write([record], MADE_AT, as_json), SourceId("rt"))
        assert parsed.made_at == MADE_AT
        assert [unnamed(each) for each in parsed.records] == [unnamed(record)]
        assert [each.rule for each in parsed.rejections if each.severity is Severity.ERROR] == []


def test_what_was_read_is_written_and_read_again() -> None:
    first = parse(message(RICH), SourceId("rt")).records
    kept = [each for each in first if isinstance(each, TripUpdate | VehiclePosition | Alert)]
    kept = [each for each in kept if not (isinstance(each, TripUpdate) and each.key.modified_by)]
    again = parse(write(kept, MADE_AT), SourceId("rt"))
    assert [stripped(each) for each in again.records] == [stripped(each) for each in kept]


def test_entities_have_ids_of_their_own_and_the_same_ones_next_time() -> None:
    records = parse(message(RICH), SourceId("rt")).records
    kept = [each for each in records if isinstance(each, TripUpdate | VehiclePosition | Alert)]
    ids = [entity.id for entity in FeedMessage.FromString(write(kept, MADE_AT)).entity]
    assert len(set(ids)) == len(kept)
    assert ids == [entity.id for entity in FeedMessage.FromString(write(kept, MADE_AT + 9)).entity]


def unnamed(record: Any) -> Any:
    """Without the id of an alert, which its entity bears in another form."""
    return replace(record, id="") if isinstance(record, Alert) else record


def stripped(record: Any) -> Any:
    """Without what is not passed on: pictures."""
    return replace(unnamed(record), image=()) if isinstance(record, Alert) else record
