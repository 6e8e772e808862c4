"""What is used of a source that nobody hears of any more."""

import pytest

from maas.app.kinds import is_lost
from maas.live import Alert, CarpoolPlace, Incident, ParkingFacility, RideOffer
from maas.live.incidents import IncidentKind
from maas.model import SourceId
from maas.snapshot import Batch
from maas.sources import LOST_S, Condition

DAY_S = 86_400


def test_car_parks_drivers_and_incidents_stay_where_alerts_are_past() -> None:
    lasting = ParkingFacility("p"), RideOffer("o", ()), CarpoolPlace("c", "c", 0, 0)
    lasting = *lasting, Incident("i", IncidentKind.CLOSURE)
    for record, is_past in ((Alert("a"), True), *((each, False) for each in lasting)):
        batch = Batch(SourceId("town"), 0, (record,))
        assert not is_lost(batch, LOST_S)
        assert is_lost(batch, LOST_S + 1) is is_past
    assert not is_lost(Batch(SourceId("town"), 0), LOST_S + 1)


@pytest.mark.parametrize(
    ("interval_s", "age_s", "condition"),
    [
        (None, 301, Condition.STALE),
        (20, 1801, Condition.LOST),
        (600, 1801, Condition.LOST),
        (DAY_S, DAY_S, Condition.OK),
        (DAY_S, 3 * DAY_S + 1, Condition.STALE),
        (DAY_S, 30 * DAY_S + 1, Condition.LOST),
    ],
)
def test_what_is_rarely_asked_for_ages_slowly(
    interval_s: float | None, age_s: int, condition: Condition
) -> None:
    assert Condition.of_age(age_s, interval_s) is condition
