"""Which windows are opened before anybody asks for them again."""

from datetime import timedelta

from maas.model import Profile
from routing.live_windows import KEPT, LATELY, Demand
from routing.window import WindowKey
from tests.networks import DAY

TODAY = WindowKey(DAY, Profile.WALK, mirrored=False)


def test_windows_asked_for_lately_are_wanted_for_a_while() -> None:
    demand = Demand()
    demand.note(TODAY)
    assert [demand.lately() for _ in range(LATELY + 1)] == [[TODAY]] * LATELY + [[]]


def test_of_many_windows_the_last_ones_are_wanted() -> None:
    demand = Demand()
    days = [TODAY._replace(day=DAY + timedelta(days=n)) for n in range(KEPT + 1)]
    for key in days:
        demand.note(key)
        wanted = demand.lately()
    assert set(wanted) == set(days[1:])
