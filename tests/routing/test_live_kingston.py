"""Real news of a real town: boards, whole trips and itineraries agree with each other."""

from collections.abc import Iterator

import pytest

from feeds import gtfs
from feeds.gtfs_rt import parse
from maas.model import Profile, SourceId
from maas.settings import RoutingSettings
from maas.snapshot import Batch
from routing.boards import Around, BoardQuestion
from routing.graph import Graph
from routing.overlays.applying import LiveFeed, apply
from routing.planner import Planner
from routing.question import End, Question, Realtime
from routing.transfers import build_transfers
from tests.routing.test_live_round_trips import known, outline
from tests.shared import shared

KT, RT = SourceId("kt"), SourceId("kt-rt")
COLLEGE, CENTRE = "kt:S02070", "kt:S02077"

pytestmark = [pytest.mark.real, pytest.mark.slow]


@pytest.fixture(scope="module")
def planner() -> Planner:
    timetable, _ = gtfs.read(shared("data", "kingston", "gtfs.zip"), KT)
    transfers = {
        profile: build_transfers(timetable, None, profile, RoutingSettings())
        for profile in (Profile.WALK, Profile.WHEELCHAIR)
    }
    return Planner(Graph(timetable, None, None, transfers))


def after_news(planner: Planner) -> Iterator[tuple[Planner, int]]:
    """The planner after some of the messages of both bursts, and when each was made."""
    messages = sorted(shared("data", "kingston", "tripupdates").glob("*.pb"))
    timetable = planner.boards._places.timetable
    for path in messages[:: max(1, len(messages) // 6)]:
        parsed = parse(path.read_bytes(), RT)
        assert parsed.made_at is not None
        batch = Batch(RT, parsed.made_at, parsed.records)
        live = apply(timetable, [LiveFeed(RT, (KT,))], {RT: batch}, None).live
        yield planner.with_live(live), parsed.made_at


def test_what_is_told_is_found_again(planner: Planner) -> None:
    told = found = 0
    for live, now in after_news(planner):
        question = BoardQuestion(Around(COLLEGE), now - 1800, n=60)
        for event in live.boards.board(question).stop_times:
            way = live.boards.trip(event.trip.trip_id, join=False)
            [leg] = [leg for leg in way.legs if leg.trip and leg.trip.trip_id == event.trip.trip_id]
            calls = (leg.origin, *leg.intermediate, leg.destination)
            there = [call for call in calls if call.place == event.call.place]
            assert event.call.departure in [call.departure for call in there]
            times = [time for call in calls for time in (call.arrival, call.departure) if time]
            assert times == sorted(times)
            told += event.real_time
        for mode in Realtime:
            asked = Question(End(COLLEGE), End(CENTRE), now, realtime=mode)
            for itinerary in live.plan(asked).itineraries:
                found += 1
                again = live.refresh(known(itinerary), Question(End(), End(), 0))
                assert mode is Realtime.OFF or outline(again) == outline(itinerary)
                if mode is Realtime.OFF:
                    assert not any(leg.real_time or leg.live for leg in itinerary.legs)
    assert told > 20
    assert found > 20
