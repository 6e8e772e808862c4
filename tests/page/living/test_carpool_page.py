"""Seats in private cars, clicked through in a browser on the invented city at twenty past eight."""

import json
import re
from typing import Any
from urllib.parse import urlencode
from urllib.request import urlopen

import pytest
from playwright.sync_api import Page, expect

from maas.demo import EXAMPLE
from tests.page.accessibility import check_access
from tests.page.conftest import Open
from tests.page.living.conftest import Spoiled
from tests.page.test_map_page import ready

pytestmark = pytest.mark.slow

TRAIN = "REGIONAL_RAIL"
HOSTILE = "<img src=x onerror=alert(1)>"
DRAWN = "maas.map.getSource('carpool').serialize().data.features"
LINES = "maas.map.getSource('carpool-line').serialize().data.features"


def wishing(page: Page) -> Page:
    """Somebody who wants to see seats, looking at the villages in the north."""
    ready(page)
    page.get_by_text("Options").click()
    page.get_by_label("Carpool").check()
    page.evaluate("maas.map.jumpTo({ center: [-2.635, 46.24], zoom: 12.2 })")
    page.wait_for_function(f"() => {DRAWN}.some((each) => each.properties.kind === 'offer')")
    return page


def listed(page: Page) -> Any:
    """What is told of the first offer of the list of those that are near."""
    page.get_by_role("region", name="Map").locator("canvas").press("Enter")
    page.get_by_role("button", name="Carpool near here").click()
    page.locator(".around button").first.click()
    return page.locator(".rental")


def test_nobodys_car_is_shown_unless_it_is_wanted(visit: Open) -> None:
    page = wishing(visit())
    kinds = {each["properties"]["kind"] for each in page.evaluate(DRAWN)}
    signs = {each["properties"]["sign"] for each in page.evaluate(DRAWN)}
    assert kinds == {"offer", "place"}
    assert all(re.fullmatch(r"|(0[89]|1[01]):\d\d", sign) for sign in signs), "the coming hours"
    page.get_by_label("Carpool").uncheck()
    page.wait_for_function(f"() => {DRAWN}.length === 0")


def test_an_offer_tells_whose_car_what_it_costs_and_where_it_goes(visit: Open) -> None:
    page = wishing(visit())
    popup = listed(page)
    expect(popup).to_contain_text(re.compile(r"(08|09|10|11):\d\d from .+ to "))
    expect(popup).to_contain_text(
        re.compile(r"with .+\. · Voisinage · (€|free|price).* seats? free")
    )
    expect(popup).to_contain_text("picks people up on the way")
    book = popup.get_by_role("link", name="Book with Voisinage").get_attribute("href")
    assert book is not None and book.startswith("https://voisinage.example/trajets/")
    assert page.evaluate(f"{LINES}[0].geometry.coordinates.length") > 3
    page.keyboard.press("Escape")
    popup.get_by_role("button", name="From here").click()
    page.wait_for_function(f"() => {LINES}.length === 0")


def test_what_operators_write_is_only_words(spoiled: Spoiled, city: str) -> None:
    def spoil(answer: dict[str, Any]) -> None:
        for each in answer["carpools"]:
            each.update(operator=HOSTILE, car=HOSTILE, url="javascript:alert(1)")
            each["driver"] = {"alias": HOSTILE}
            each["waypoints"][0]["name"] = HOSTILE

    page = spoiled("**/v1/carpools*", spoil)
    page.goto(city)
    popup = listed(wishing(page))
    expect(popup).to_contain_text(HOSTILE)
    assert popup.locator("img, a").count() == 0


def test_nobody_is_shut_out_of_carpool(visit: Open, axe: str) -> None:
    page = wishing(visit())
    listed(page)
    check_access(page, axe)


def everything(city: str) -> list[dict[str, Any]]:
    """What one question finds from the north-west over the river, whoever's vehicle it is."""
    ends = {"fromPlace": EXAMPLE.origin, "toPlace": EXAMPLE.destination}
    modes = {
        "transitModes": "TRANSIT,RIDE_SHARING",
        "preTransitModes": "WALK,RENTAL,CAR_PARKING",
        "preTransitRentalFormFactors": "BICYCLE",
    }
    time = {"time": "2026-05-20T11:50:00Z", "numItineraries": "1", "searchWindow": "1800"}
    for _ in range(2):  # the second time, operators who were late have answered
        with urlopen(f"{city}/api/v6/plan?{urlencode(ends | modes | time)}", timeout=30) as reply:
            answer = json.load(reply)
    ways: list[dict[str, Any]] = answer["itineraries"]
    return ways


def with_modes(ways: list[dict[str, Any]], *modes: str) -> list[dict[str, Any]]:
    """Those whose legs, walks left out, are of these modes and no others."""
    return [way for way in ways if {leg["mode"] for leg in way["legs"]} - {"WALK"} == {*modes}]


def test_one_question_tells_bus_bike_share_park_and_ride_and_carpool_side_by_side(
    city: str,
) -> None:
    ways = everything(city)
    by_bus, by_bike = with_modes(ways, "BUS"), with_modes(ways, "RENTAL", "TRAM")
    by_car, shared = with_modes(ways, "CAR", "TRAM"), with_modes(ways, "RIDE_SHARING", TRAIN)
    for found in (by_bus, by_bike, by_car, shared):
        assert found
        for way in found:
            assert way["startTime"] < way["endTime"] and way["emissions"]["ghg"] > 0
            assert way["price"]["amount"] > 0
            assert way["price"]["complete"] or way["price"]["unknown"], "what is not known is named"
    assert by_car[0]["legs"][0]["parking"]["free"] > 0
    assert all(way["price"]["complete"] for way in (*by_bus, *by_bike))
    ghg = {name: min(way["emissions"]["ghg"] for way in found)
           for name, found in (("bike", by_bike), ("car", by_car), ("shared", shared))}  # fmt: skip
    assert ghg["bike"] < ghg["shared"] < ghg["car"]


def test_a_seat_and_a_train_say_who_drives_and_catch_the_train(city: str) -> None:
    way = with_modes(everything(city), "RIDE_SHARING", TRAIN)[0]
    rides = [leg for leg in way["legs"] if leg["mode"] != "WALK"]
    offer = rides[0]["offer"]
    assert offer["source"] in ("voisinage", "covoiturelle") and offer["driver"]
    assert offer["url"].startswith("https://") and offer.get("seats", 1) >= 1
    assert rides[0]["endTime"] <= rides[1]["startTime"]
    assert rides[0]["to"]["name"] == rides[1]["from"]["name"] == "Gare Centrale"


def test_from_a_village_a_seat_and_a_train_are_the_way(city: str) -> None:
    ends = {"fromPlace": "46.2675,-2.6463", "toPlace": "46.2048,-2.6080"}  # Saint-Orlain
    modes = {"transitModes": "TRANSIT,RIDE_SHARING", "time": "2026-05-20T06:20:00Z"}
    with urlopen(f"{city}/api/v6/plan?{urlencode(ends | modes)}", timeout=30) as reply:
        ways = json.load(reply)["itineraries"]
    assert with_modes(ways, "RIDE_SHARING", TRAIN)
    with urlopen(f"{city}/api/v6/plan?{urlencode(ends)}", timeout=30) as reply:
        assert json.load(reply)["itineraries"] == []


def test_a_way_in_somebodys_car_is_told_and_drawn_as_one(visit: Open) -> None:
    ends = {"from": EXAMPLE.origin, "to": EXAMPLE.destination}
    when = {"date": "2026-05-20", "time": "13:50"}
    page = visit(f"/?{urlencode({**ends, **when, 'modes': f'BUS,{TRAIN},RIDE_SHARING'})}")
    page.locator(".card:has(.bar .RIDE_SHARING)").first.locator(".head").click()
    leg = page.locator(".chosen .offered")
    expect(leg).to_contain_text(re.compile(r"Carpool with .+\. .+ seats? free"))
    href = leg.get_by_role("link", name="Book with").get_attribute("href")
    assert href is not None and href.startswith("https://")
    page.wait_for_function("() => window.maas?.map?.getSource('way')")
    page.wait_for_function(
        "() => maas.map.getSource('way').serialize().data.features.some("
        "({ properties: { kind, color } }) => kind === 'offered' && color === '#7a4a9e')"
    )
