"""The answer as a terminal shows it."""

from dataclasses import replace
from decimal import Decimal
from zoneinfo import ZoneInfo

from api.page.languages import FRENCH
from api.render.audience import Audience
from api.text import render_text
from maas.itinerary import Answer, Itinerary, LiveSource, RoutingError
from maas.live import Alert, Text, VehicleType
from maas.live.trips import Occupancy
from maas.model import Mode
from maas.parked import ParkingFee, ParkingOnLeg, PolicyOnLeg
from maas.rented import RentalEnd, RentalOnLeg
from tests.itineraries import (
    ALIADOS,
    ANSWER,
    CARPOOL_THEN_LINE,
    CASA,
    DIRECT_LINE,
    HOME,
    LAPA,
    NINE,
    OFFER,
    ON_FOOT,
    STAYING_SEATED,
    WITH_CHANGE,
    WORK,
    ride,
    shared_ride,
    walk,
)

LISBON = ZoneInfo("Europe/Lisbon")


KNOWN = LiveSource("rt", NINE)


def shown(*itineraries, width=80, now=None, **more) -> str:
    answer = Answer(HOME, WORK, (), itineraries, **more)
    return render_text(answer, LISBON, width, audience=Audience(now))


def test_one_line_and_two_walks() -> None:
    assert shown(DIRECT_LINE) == (
        "START → END   Wed 20 Sep 2023 (Europe/Lisbon)\n"
        "\n"
        "1  08:00–08:15  15 min  no change  400 m on foot\n"
        "   08:00  START\n"
        "          Walk 3 min, 201 m\n"
        "   08:03  Aliados, platform 1 instead of 2\n"
        "          Metro D towards Casa da Música, 9 min, 2 stops\n"
        "   08:12  Casa da Música\n"
        "          Walk 3 min, 201 m\n"
        "   08:15  END\n"
    )


def test_waiting_shows_when_one_arrives_and_when_one_leaves() -> None:
    text = shown(WITH_CHANGE)
    assert "1 change" in text
    assert "   08:10  Lapa\n   08:11 (on time)  wait 1 min\n" in text


def test_staying_seated_is_said() -> None:
    assert "stay on board: Metro D towards Casa da Música" in shown(STAYING_SEATED)


def test_errors_and_an_incomplete_search_are_said() -> None:
    error = RoutingError("NO_STOPS_IN_RANGE", "no stop within reach of the start")
    assert "! There is no stop near enough. (NO_STOPS_IN_RANGE)" in shown(errors=(error,))
    assert "No connection was found" in shown()
    assert "cut short" in shown(complete=False)


def test_text_speaks_french() -> None:
    text = render_text(Answer(HOME, WORK, (), (DIRECT_LINE,)), LISBON, words=FRENCH)
    assert "sans correspondance  400 m à pied" in text
    assert "Métro D vers Casa da Música, 9 min, 2 arrêts" in text


def test_direct_ways_come_last() -> None:
    assert "-  08:00–08:25  25 min  200 m on foot" in render_text(ANSWER, LISBON).replace("\n ", "")
    assert render_text(Answer(HOME, WORK, (ON_FOOT,), ()), LISBON).count("Walk 25 min") == 1


def test_no_line_is_wider_than_the_terminal_nor_commands_it() -> None:
    evil = replace(HOME, name="\x1b[2J" + "long " * 40)
    text = render_text(Answer(evil, WORK, (), (DIRECT_LINE,)), LISBON, 60)
    assert max(map(len, text.splitlines())) <= 60
    assert "\x1b" not in text


def test_another_day_is_said() -> None:
    late = Itinerary((ride(ALIADOS, CASA, NINE + 57_000, NINE + 58_500),))
    later = Itinerary((ride(ALIADOS, CASA, NINE + 60_000, NINE + 60_600),))
    text = shown(late, later)
    assert "1  23:50–00:15 (+1 d)" in text
    assert "2  Thu 21 Sep 2023  00:40–00:50" in text


def test_delays_and_what_does_not_run_are_said() -> None:
    late = ride(ALIADOS, CASA, NINE + 240, NINE + 780, real_time=True, live=KNOWN)
    late = replace(
        late,
        origin=replace(late.origin, scheduled_departure=NINE + 60),
        destination=replace(late.destination, scheduled_arrival=NINE + 840),
        intermediate=(replace(late.intermediate[0], cancelled=True),),
        occupancy=Occupancy.FEW_SEATS_AVAILABLE,
        missed=True,
        scheduled=False,
    )
    text = shown(Itinerary((late,)), now=NINE + 600)
    assert "   08:04 (+3)  Aliados" in text
    assert "   08:13 (-1)  Casa da Música" in text
    for note in (
        "! leaves before you are there",
        "! extra trip",
        "! does not stop at Lapa",
        "! as known 10 min ago",
        "few seats",
    ):
        assert f"\n          {note}\n" in text
    gone = shown(Itinerary((replace(late, cancelled=True),)), now=NINE)
    assert "! cancelled" in gone
    assert "(+3)" not in gone
    assert "does not stop" not in gone
    assert "ago" not in gone


def test_alerts_are_told_in_the_language_asked_for_each_once() -> None:
    alert = Alert("1", header=(Text("Works", "en"), Text("Travaux\n\x1b[2J", "fr")))
    leg = ride(ALIADOS, CASA, NINE, NINE + 600, alerts=(alert,))
    itinerary = Itinerary((replace(leg, origin=replace(leg.origin, alerts=(alert,))),))
    assert shown(itinerary).count("! Works") == 1
    french = render_text(Answer(HOME, WORK, (), (itinerary,)), LISBON, words=FRENCH)
    assert "! Travaux ?[2J" in french
    assert "Works" not in french


RENTED = RentalOnLeg(
    "velo",
    "velo",
    "velo",
    "Vélo",
    VehicleType("velo", "b"),
    RentalEnd("1", "Halles", 5),
    RentalEnd("2", "Opéra", 1),
    known_at=NINE - 400,
)


def test_a_rented_vehicle_is_told_with_where_it_is_taken_and_left() -> None:
    leg = replace(walk(HOME, WORK, NINE, NINE + 540, Mode.RENTAL), rental=RENTED)
    assert shown(Itinerary((leg,)), now=NINE).endswith(
        "          Rental bike 9 min, 201 m\n"
        "          Vélo: take it at Halles (5 bikes)\n"
        "          Vélo: leave it at Opéra (1 free place)\n"
        "          as known 7 min ago\n"
        "   08:09  END\n"
    ), shown(Itinerary((leg,)), now=NINE)
    gone = shown(Itinerary((replace(leg, cancelled=True),)))
    assert "          ! not available any more\n" in gone


def test_where_one_parks_is_told_with_room_age_and_price() -> None:
    fee = ParkingFee(Decimal("2.5"), "EUR", "town/tariff", 7200)
    parked = ParkingOnLeg(
        "town:pr", "P+R", CASA.at, "town", capacity=140, free=38, known_at=NINE - 40, fee=fee
    )
    zone = PolicyOnLeg("lez", "low-emission-zone", "Old town")
    leg = replace(walk(HOME, CASA, NINE, NINE + 540, Mode.CAR), parking=parked, policies=(zone,))
    text = shown(Itinerary((leg, walk(CASA, WORK, NINE + 540, NINE + 600))), now=NINE)
    assert (
        "          park at P+R, 38 of 140 places free, 40 s ago, 2.50 EUR for 2 h\n"
        "          ! through the low-emission zone Old town\n"
    ) in text, text
    school = PolicyOnLeg("s", "school-street", "Rue A", is_avoided=True, delay_s=130)
    text = shown(Itinerary((replace(leg, policies=(school,)),)), now=NINE)
    assert "! 2 min longer: school street Rue A\n" in text
    full = replace(leg, cancelled=True, parking=replace(parked, free=0, fee=None))
    text = shown(Itinerary((full,)), now=NINE)
    assert "! not available any more" in text and "full, 40 s ago, price unknown" in text


def test_a_seat_in_a_private_car_is_told_with_price_seats_and_where_it_is_booked() -> None:
    text = shown(CARPOOL_THEN_LINE, now=NINE)
    assert (
        "   08:03  Aliados, platform 1 instead of 2\n"
        "          Carpool with Ana 9 min, 12340 m\n"
        "          Klaxon, 3.50 EUR, 2 seats free, Renault Zoe, rated 4 of 5, 4 min of\n"
        "          detour for the driver, 60 s ago\n"
        "          Book with Klaxon:\n"
        "          https://klaxon.example/7?a=1&b=2\n"
        "   08:11  Lapa\n"
    ) in text
    assert "extra trip" not in text and "1 change" in text


def test_an_address_is_never_cut_and_one_that_is_none_never_told() -> None:
    far = "https://klaxon.example/" + "seat-" * 30
    way = Itinerary((shared_ride(ALIADOS, LAPA, NINE, NINE + 300, replace(OFFER, url=far)),))
    assert f"          {far}\n" in shown(way, width=40)
    bad = replace(way.legs[0], offer=replace(OFFER, url="javascript:alert(1)"))
    assert "Book" not in shown(Itinerary((bad,)))


def test_a_seat_that_is_gone_is_told_and_not_booked() -> None:
    gone = shared_ride(ALIADOS, LAPA, NINE, NINE + 300, cancelled=True)
    text = shown(Itinerary((gone,)))
    assert "! not offered any more" in text and "Book" not in text


def test_operators_that_have_not_answered_are_told() -> None:
    assert "! Some carpool operators have not answered yet" in shown(pending=("klaxon",))
    assert "have not answered" not in shown()
