"""What of messages is kept in the archive: everything about the road, nothing about people."""

import pytest

from feeds.waze import hide, parse
from maas.errors import FeedMalformed
from tests.feeds.waze.messages import alert, irregularity, jam, message, route
from tests.shared import shared


def test_nobody_is_kept() -> None:
    told = message(
        alerts=[alert(reportDescription="call 912 345 678", imageUrl="http://x/somebody.jpg"), 3],
        jams=[jam()],
        irregularities=[irregularity()],
        routes=[route()],
    )
    kept = hide(told)
    for word in (b"somebody", b"912", b"hello", b"nThumbsUp", b"reportBy", b"segments"):
        assert word not in kept
    assert parse(kept).records == parse(told).records


def test_what_is_no_message_is_not_kept() -> None:
    with pytest.raises(FeedMalformed):
        hide(b"[]")


@pytest.mark.real
def test_a_minute_of_new_york_says_the_same_without_anybody() -> None:
    content = shared("data", "waze", "waze_ccp_nyc_2019.json").read_bytes()
    assert parse(hide(content)).records == parse(content).records
