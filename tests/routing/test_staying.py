"""Where a stay is told when a journey gives several chances for it."""

from maas.model import TimeMeaning
from tests.asking import Asking

BY = {"meaning": TimeMeaning.ARRIVE_BY}
WITH_TIME_TO_CHANGE = """
    M1    A      V
          08:00  08:10
    M2    V      B
          08:40  09:00
"""


def test_a_stay_is_told_at_the_change_though_only_the_departure_was_asked_for() -> None:
    asking = Asking(WITH_TIME_TO_CHANGE)
    question = {"vias": (asking.via("V B", 20),), **BY}
    assert asking.ask("A", "B+5", "10:00", **question) == "08:00 M1 M2 09:05"


def test_a_stay_is_told_at_the_change_though_only_the_arrival_was_asked_for() -> None:
    asking = Asking(WITH_TIME_TO_CHANGE)
    question = {"vias": (asking.via("A V", 20),)}
    assert asking.ask("A+5", "B", "07:00", **question) == "07:55 M1 M2 09:00"


def test_a_stay_the_change_has_no_time_for_is_told_at_the_end() -> None:
    asking = Asking(WITH_TIME_TO_CHANGE)
    question = {"vias": (asking.via("V B", 40),), **BY}
    assert asking.ask("A", "B+5", "10:00", **question) == "08:00 M1 M2 09:45"
