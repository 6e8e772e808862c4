"""Regular trips: every week, or on the days that the operator names."""

import pytest

from feeds.standard_covoiturage import is_ours, parse, parser
from maas.live.offers import OfferKind, Weekly
from maas.model import SourceId
from maas.settings import Source
from tests.feeds.standard_covoiturage.answers import (
    AT,
    every,
    journey,
    offers,
    read_regular,
    regular,
    rules,
)
from tests.feeds.standard_covoiturage.messages import both

EIGHT = 8 * 3600


def test_days_of_one_time_are_one_offer() -> None:
    found = offers(
        read_regular(
            regular(every("MON", "08:00:00"), every("WED", "08:00"), every("FRI", "17:30:00"))
        )
    )
    assert [each.weekly for each in found] == [Weekly((0, 2), EIGHT), Weekly((4,), 63_000)]
    assert [each.departure for each in found] == [None, None]
    assert found[0].id != found[1].id
    assert found[0].url == "https://covoit.example/j1"


def test_days_that_are_named_are_the_only_ones() -> None:
    named = {
        **every("TUE", "08:00:00"),
        "journeySchedules": [
            {"id": "a", "passengerPickupDate": AT + 86_400, "type": "DYNAMIC"},
            {"id": "b", "passengerPickupDate": AT + 8 * 86_400, "webUrl": "https://c.example/b"},
        ],
    }
    found = offers(read_regular(regular(named)))
    assert [(each.id, each.departure, each.weekly) for each in found] == [
        ("a", AT + 86_400, None),
        ("b", AT + 8 * 86_400, None),
    ]
    assert [each.kind for each in found] == [OfferKind.DYNAMIC, OfferKind.PLANNED]
    assert [each.url for each in found] == ["https://covoit.example/j1", "https://c.example/b"]


@pytest.mark.parametrize(
    ("schedules", "broken"),
    [
        ((), {"untold_schedule": 1}),
        ((every("NEVER", "08:00:00"),), {"invalid_day": 1, "untold_schedule": 1}),
        ((every("MON", "8 o'clock"),), {"invalid_day": 1, "untold_schedule": 1}),
        (
            (None, {"journeySchedules": [{"id": "a"}]}),
            {"invalid_day": 0, "missing_time": 1, "untold_schedule": 1},
        ),
    ],
)
def test_a_trip_that_does_not_say_when_is_left_out(
    schedules: tuple[object, ...], broken: dict[str, int]
) -> None:
    parsed = read_regular(regular(*schedules), regular(every("MON", "08:00:00")))
    assert len(offers(parsed)) == 1
    told = rules(parsed)
    assert {rule: told.get(rule, 0) for rule in broken} == broken


def test_a_message_of_both_answers_holds_all_offers() -> None:
    content = both([journey()], [regular(every("MON", "08:00:00"))])
    parsed = parse(content, AT)
    assert [each.weekly is None for each in offers(parsed)] == [True, False]
    assert is_ours(content)
    read = parser(Source(SourceId("covoit"), "standard-covoiturage", ""))
    assert read(content, AT) == parsed
