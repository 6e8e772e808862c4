"""Fares of real feeds, worked out by hand from their tables."""

from functools import cache

import pytest

from feeds.gtfs import read
from maas.model import SourceId
from maas.timetable import Timetable
from routing.fares.books import FareBooks
from tests.routing.fares.rides import rides, told
from tests.shared import shared

pytestmark = pytest.mark.real


@cache
def feed(*path: str) -> Timetable:
    return read(shared("data", *path), SourceId("f"))[0]


def paid(timetable: Timetable, *texts: str) -> str:
    return told(FareBooks.of(timetable).books["f"].tickets(rides(*texts)))


def test_porto_metro_by_first_and_last_zone() -> None:
    metro = feed("porto", "gtfs_metro_do_porto.zip")
    # Trindade to 24 de Agosto, PRT1 to PRT1: Z2; Baguim to Trindade, MAI4 to PRT1: Z3
    assert paid(metro, "D: 5726 5697 08:00-08:05") == "0:1.40"
    assert paid(metro, "F: 5698 5726 08:00-08:20") == "0:1.85"
    # one ticket from end to end, however often one changes
    assert paid(metro, "F: 5698 5726 08:00-08:20", "D: 5726 5697 08:25-08:27") == "0:1.85 1:0"
    # Airport to Trindade, VCD8 to PRT1: Z4
    assert paid(metro, "E: 5782 5726 08:00-08:27") == "0:2.30"


def test_grenoble_has_one_ticket_for_an_hour() -> None:
    tag = feed("grenoble", "gtfs_sem_2023.zip")
    first = "1/SEM: 0004 0006 08:00-08:20"
    assert paid(tag, first) == "0:1.80"
    assert paid(tag, first, "2/SEM: 0006 0007 09:00-09:10") == "0:1.80 1:0"
    assert paid(tag, first, "2/SEM: 0006 0007 09:01-09:10") == "0:1.80 1:1.80"
